import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { type Versions, whoMustUpdate } from '../../src-shared/sync/protocol.ts'

/** @throws LeadlineError `update_client` or `update_server` */
export const checkVersions = (client: Versions, server: Versions): void => {
  const who = whoMustUpdate(client, server)
  if (who === 'client') throw new LeadlineError('update_client', 'This program is too old for the server')
  if (who === 'server') throw new LeadlineError('update_server', 'The server is older than this program')
}
