import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { OpenAPIReferencePlugin } from '@orpc/openapi/plugins'
import { BodyLimitPlugin } from '@orpc/server/node'
import { RPCHandler } from '@orpc/server/ws'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import sirv from 'sirv'
import { WebSocketServer } from 'ws'
import type { ApiRouter, App } from '../app.ts'
import type { Log } from '../platform/log.ts'
import type { AccessControl } from './access.ts'

export interface NodeServer {
  readonly port: number
  readonly close: () => Promise<void>
}

interface Dependencies {
  readonly app: App
  readonly access: AccessControl
  /** Folder of the built screens. */
  readonly screens: string
  readonly port: number
  readonly version: string
  readonly log: Log
}

/** Bytes of the largest message: a piece of a file, and what is around it. */
const largestMessage = 4 * 1024 * 1024

const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self' ws: wss:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'microphone=(self), camera=(), geolocation=()',
}

/** Null where what was asked for is no address at all: `//` is none. */
const urlOf = (request: IncomingMessage): URL | null => URL.parse(request.url ?? '/', 'http://127.0.0.1')

const refuse = (response: ServerResponse) => {
  response.writeHead(401, { 'Content-Type': 'text/plain; charset=utf-8' }).end('401\n')
}

/** Serves the screens and the API on 127.0.0.1, over HTTP for scripts and over a WebSocket for the pages. */
export const startNodeServer = async ({ app, access, screens, port: wished, version, log }: Dependencies): Promise<NodeServer> => {
  // `dev` looks at the disk for each request: screens may be built anew while this runs, and files that were there at the start are gone then.
  const files = sirv(screens, {
    dev: true,
    etag: true,
    dotfiles: false,
    setHeaders: (response) => {
      response.setHeader('Cache-Control', 'no-cache')
      // A file that goes between the look and the reading: nobody else hears its error, which would end the process.
      response.once('pipe', (file) => file.once('error', () => response.destroy()))
    },
  })
  // A router for each workspace that is opened; what is connected to an old one connects again.
  const handlersOf = (router: ApiRouter) => ({
    openApi: new OpenAPIHandler(router, {
      plugins: [
        new BodyLimitPlugin({ maxBodySize: largestMessage }),
        new OpenAPIReferencePlugin({
          schemaConverters: [new ZodToJsonSchemaConverter()],
          specPath: '/openapi.json',
          docsPath: '/none',
          specGenerateOptions: { info: { title: 'Leadline', version } },
        }),
      ],
    }),
    socket: new RPCHandler(router),
  })
  let handlers = handlersOf(app.router())
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage })
  let port = wished
  app.onSwitched(() => {
    handlers = handlersOf(app.router())
    for (const socket of sockets.clients) socket.close(1012)
  })

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const url = urlOf(request)
    const may = url ? access.check(request, url, port) : 'denied'
    if (!url || may === 'denied') return refuse(response)
    if (may === 'take-cookie') {
      response.writeHead(303, { 'Set-Cookie': access.cookie(port), Location: '/', 'Cache-Control': 'no-store' }).end()
      return
    }
    if (url.pathname.startsWith('/api/')) {
      const { matched } = await handlers.openApi.handle(request, response, { prefix: '/api', context: {} })
      if (matched) return
    }
    const missing = () => void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('404\n')
    // With `dev` sirv serves files with a dot before their name too.
    if (url.pathname.includes('/.')) return missing()
    files(request, response, missing)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      log.error('A request failed', error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })

  // The handler hears the socket in the same turn in which it opens: a message that comes before would be lost, and its call hang.
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // An error that nobody hears ends the process: a peer may vanish at any moment, and send what is no message.
    socket.on('error', () => {})
    const url = urlOf(request)
    const fromPage = request.headers.origin !== undefined || request.headers.authorization !== undefined
    if (url?.pathname !== '/api/ws' || !fromPage || access.check(request, url, port) !== 'granted') {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket as Socket, head, (webSocket) => {
      webSocket.on('error', (error) => log.error('A page has sent what cannot be read', error))
      void handlers.socket.upgrade(webSocket, { context: {} })
    })
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(wished, '127.0.0.1', resolve)
  })
  port = (server.address() as AddressInfo).port

  return {
    port,
    close: async () => {
      for (const socket of sockets.clients) socket.close(1001)
      server.close()
      server.closeAllConnections()
    },
  }
}
