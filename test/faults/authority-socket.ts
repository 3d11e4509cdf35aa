import { v7 as newId } from 'uuid'
import { WebSocket } from 'ws'
import { type LogPage, ownVersions, type SentRow, type ServerMessage, socketPath } from '../../src-shared/sync/protocol.ts'
import type { AuthorityWorld, Somebody } from './authority-world.ts'

export interface Listening {
  /** Everything that came, as it came. */
  readonly text: () => string
  /** Rows as the pages have left them: what was to be forgotten is gone. */
  readonly rows: () => readonly SentRow[]
  readonly pages: () => readonly LogPage[]
  /** The newest of which it was told. */
  readonly version: () => number
  readonly isClosed: () => boolean
  readonly close: () => void
}

/** Opens a socket as somebody and says hello; rejects where the server refuses it. */
export const listenTo = (world: AuthorityWorld, who: Somebody): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const token = world.tokenOf(who)
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const socket = new WebSocket(`${world.address.replace(/^http/, 'ws')}${socketPath}`, { headers })
    const heard: string[] = []
    let isClosed = false
    const messages = () => heard.map((text) => JSON.parse(text) as ServerMessage)
    const pages = () => messages().flatMap((message) => (message.type === 'poke' && message.page ? [message.page] : []))
    const listening: Listening = {
      text: () => heard.join('\n'),
      rows: () => {
        const known = new Map<string, SentRow>()
        for (const { rows, forgotten } of pages()) {
          for (const row of rows) known.set(row.id, row)
          for (const id of forgotten) known.delete(id)
        }
        return [...known.values()]
      },
      pages,
      version: () => Math.max(0, ...messages().map((message) => (message.type === 'poke' ? message.version : 0))),
      isClosed: () => isClosed,
      close: () => socket.close(),
    }
    socket.on('error', reject)
    socket.on('close', () => {
      isClosed = true
      reject(new Error('The socket was closed'))
    })
    socket.on('message', (data) => {
      heard.push(String(data))
      // The first thing that a client hears after its hello is who is here: from then on it is told what is new.
      resolve(listening)
    })
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', versions: ownVersions, clientId: newId(), program: '1.0.0' })))
  })
