import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createHttpBlobTransport } from './http-blob-transport.ts'

const hash = 'ab'.repeat(32)
const { signal } = new AbortController()
const servers: Server[] = []

const answer = async (listener: RequestListener, deadline?: number) => {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return createHttpBlobTransport({ url, token: () => 'secret', ...(deadline && { deadline }) })
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

const piece = { hash, offset: 0, total: 3, bytes: Buffer.from('abc'), signal }
const stretch = { hash, offset: 0, length: 3, signal }

it('asks with the bearer in a header, never in the address', async () => {
  let asked: unknown
  const transport = await answer((request, response) => {
    asked = [request.method, request.url, request.headers.authorization, request.headers['upload-length']]
    request.resume().on('end', () => response.writeHead(204, { 'upload-offset': '3', 'upload-complete': '?1' }).end())
  })
  expect(await transport.patch(piece)).toEqual({ received: 3, isWhole: true })
  expect(asked).toEqual(['PATCH', `/api/blobs/${hash}`, 'Bearer secret', '3'])
})

it('a refusal of the server has its code, also where the answer has no body', async () => {
  const transport = await answer((_, response) => response.writeHead(403, { 'leadline-error': 'blocked' }).end())
  await expect(transport.head(hash, signal)).rejects.toMatchObject({ code: 'blocked' })
  await expect(transport.patch(piece)).rejects.toMatchObject({ code: 'blocked' })
  await expect(transport.get(stretch)).rejects.toMatchObject({ code: 'blocked' })
})

it('nothing of a file yet is no failure', async () => {
  const transport = await answer((_, response) => response.writeHead(404, { 'leadline-error': 'not_found' }).end())
  expect(await transport.head(hash, signal)).toEqual({ received: 0, isWhole: false })
})

it.each([
  ['a page of a hotel’s network', 200, {}],
  ['a proxy whose server is away', 502, {}],
  ['some other server', 404, {}],
  ['another address', 302, { location: 'http://127.0.0.1:9/' }],
])('%s is no answer', async (_, status, headers) => {
  const transport = await answer((_, response) => response.writeHead(status, headers).end('<html>'))
  await expect(transport.head(hash, signal)).rejects.toMatchObject({ code: 'unreachable' })
  await expect(transport.patch(piece)).rejects.toMatchObject({ code: 'unreachable' })
  await expect(transport.get(stretch)).rejects.toMatchObject({ code: 'unreachable' })
})

it('F12 a server that never answers, or falls silent in the middle, is given up', async () => {
  const silent = await answer(() => {}, 50)
  await expect(silent.head(hash, signal)).rejects.toMatchObject({ code: 'unreachable' })
  await expect(silent.patch(piece)).rejects.toMatchObject({ code: 'unreachable' })
  const half = await answer((_, response) => {
    response.writeHead(206, { 'content-range': 'bytes 0-2/3', 'content-length': '3' }).write('a')
  }, 200)
  const { size, bytes } = await half.get(stretch)
  const came: string[] = []
  const reading = async () => {
    for await (const chunk of bytes) came.push(Buffer.from(chunk).toString())
  }
  await expect(reading()).rejects.toMatchObject({ code: 'unreachable' })
  expect([size, came]).toEqual([3, ['a']])
})
