import type { Database } from '../../src-node/sqlite/database.ts'
import { addToChecksum, type Checksum, emptyChecksum } from '../../src-shared/sync/protocol.ts'

export const syncQueries = {
  /** Of the rows that the server has shown to this client. Meaningful while nothing is on its way. It looks at all rows. */
  'sync.checksum': (database: Database, _: null): Checksum => {
    let checksum = emptyChecksum
    const select = database.prepare<[], { id: string; version: number; length: number }>(
      'select id, version, octet_length(data) as length from row where deleted = 0 and version > 0',
    )
    for (const row of select.iterate()) checksum = addToChecksum(checksum, row)
    return checksum
  },
}
