import { Agent, request } from 'node:http'
import { ORPCError } from '@orpc/client'
import { asServerError } from '../../src-main/sync/server-client.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { serverApiPath } from '../../src-shared/sync/server-contract.ts'

/** Calls of the server's API that cost the caller next to nothing, and can be cut in the middle: `fetch` takes longer than the server. */
export interface LeanPost {
  /** Rejects with a LeadlineError, `unreachable` where it is worth trying again. */
  readonly ask: <Answer>(path: string, input: unknown) => Promise<Answer>
  /** Sends and cuts the connection after so many turns of the event loop. */
  readonly cut: (path: string, input: unknown, turns: number) => Promise<void>
  readonly close: () => void
}

const errorIn = (status: number, text: string): unknown => {
  try {
    const { json } = JSON.parse(text) as { json: { code: string; message: string; data: unknown } }
    return new ORPCError(json.code, { status, message: json.message, data: json.data })
  } catch (error) {
    return error
  }
}

export const createLeanPost = (port: number, token: string): LeanPost => {
  const agent = new Agent({ keepAlive: true })

  const begin = (path: string, input: unknown) => {
    const body = JSON.stringify({ json: input })
    const sent = request({
      agent,
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: `${serverApiPath}${path}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    })
    sent.end(body)
    return sent
  }

  const ask = <Answer>(path: string, input: unknown): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = begin(path, input)
      const isCut = () => reject(new LeadlineError('unreachable', 'The connection was cut'))
      sent.once('error', isCut)
      sent.once('response', (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (piece: string) => {
          text += piece
        })
        response.once('error', isCut)
        response.once('end', () => {
          if (response.statusCode === 200) resolve((JSON.parse(text) as { json: Answer }).json)
          else reject(asServerError(errorIn(response.statusCode ?? 500, text)))
        })
      })
    })

  return {
    ask,
    cut: async (path, input, turns) => {
      const sent = begin(path, input)
      sent.on('error', () => {})
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate)
      sent.destroy()
    },
    close: () => agent.destroy(),
  }
}
