import type { ApiClient } from '../api/api.ts'
import { pause } from '../api/connections.ts'

const key = 'leadline-workspace'

/** Milliseconds that a page waits for the core's word before it goes by the last visit: notes must be kept also while the core is away. */
const patience = 500

type Client = Pick<ApiClient, 'settings'>

/** Which workspace is open now. Rejects while the core is away. */
export const openWorkspaceId = async (client: Client): Promise<string> => (await client.settings.session()).workspace.id

/** The workspace for which this page was opened. */
export const ownWorkspaceId = async (client: Client): Promise<string> => {
  const remembered = localStorage.getItem(key)
  const asked = openWorkspaceId(client).then((id) => {
    localStorage.setItem(key, id)
    return id
  })
  if (remembered === null) return asked
  const last = pause(patience).then(() => remembered)
  return Promise.race([asked.catch(() => last), last])
}
