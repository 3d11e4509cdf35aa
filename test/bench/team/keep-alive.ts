import { Agent, request } from 'node:http'
import { serverApiPath } from '../../../src-shared/sync/server-contract.ts'

/** A machine's connection to the team's server: one socket, kept alive, one request at a time. */
export interface KeepAlive {
  /** Calls a procedure (`leads/take`); rejects where it is refused. */
  readonly call: <Output>(procedure: string, input: unknown) => Promise<Output>
  readonly close: () => void
}

/** The RPC protocol by hand: measuring must not cost more than what is measured. */
export const keepAlive = (port: number, token: string): KeepAlive => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    call: <Output>(procedure: string, input: unknown) =>
      new Promise<Output>((resolve, reject) => {
        const body = JSON.stringify({ json: input })
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
        const sent = request(
          { agent, host: '127.0.0.1', port, method: 'POST', path: `${serverApiPath}/${procedure}`, headers },
          (answer) => {
            let text = ''
            answer.setEncoding('utf8').on('data', (piece: string) => {
              text += piece
            })
            answer.on('end', () => {
              if (answer.statusCode === 200) resolve((JSON.parse(text) as { json: Output }).json)
              else reject(new Error(`${procedure} was answered with ${answer.statusCode}: ${text.slice(0, 300)}`))
            })
          },
        )
        sent.once('error', reject)
        sent.end(body)
      }),
    close: () => agent.destroy(),
  }
}
