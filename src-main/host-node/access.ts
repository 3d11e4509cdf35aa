import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'

/** What a request may do: nothing, everything, or first take its cookie. */
export type Access = 'denied' | 'granted' | 'take-cookie'

const sameText = (left: string, right: string): boolean => {
  const [one, other] = [Buffer.from(left), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}

const cookiesOf = (request: Pick<IncomingMessage, 'headers'>): ReadonlyMap<string, string> =>
  new Map(
    (request.headers.cookie ?? '').split(';').map((pair) => {
      const [name = '', ...value] = pair.trim().split('=')
      return [name, value.join('=')]
    }),
  )

/** The key lies in the data folder, so that a page whose core was killed is let in by the next one. */
const keyOf = (dataFolder: string): Buffer => {
  const file = join(dataFolder, 'session.key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 })
  chmodSync(file, 0o600)
  return readFileSync(file)
}

/**
 * Who may use the core over HTTP. Scripts send the process's token as bearer. A browser brings it once in the address and gets a cookie,
 * signed with a key that only this user can read. Requests under another host name, or from pages of another origin, are refused: so no web
 * page can reach the core, not even by a name that points to 127.0.0.1.
 */
export const createAccess = (dataFolder: string) => {
  const token = randomBytes(32).toString('base64url')
  const key = keyOf(dataFolder)
  const signature = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  const cookieName = (port: number) => `leadline-${port}`

  const hasCookie = (request: Pick<IncomingMessage, 'headers'>, port: number): boolean => {
    const [id = '', signed = ''] = (cookiesOf(request).get(cookieName(port)) ?? '').split('.')
    return id !== '' && sameText(signed, signature(id))
  }

  const isOurs = (request: Pick<IncomingMessage, 'headers'>, port: number): boolean => {
    const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
    const { host, origin } = request.headers
    return hosts.includes(host ?? '') && (origin === undefined || hosts.some((name) => origin === `http://${name}`))
  }

  const onceOnly = new Set<string>()

  return {
    token,
    /**
     * A token that lets one browser in, once: the address that a browser is started with stands in a command line, which other users of the
     * machine can read.
     */
    tokenForOnce: (): string => {
      const once = randomBytes(32).toString('base64url')
      onceOnly.add(once)
      return once
    },
    /** `url` is the request's, with its query. */
    check: (request: Pick<IncomingMessage, 'headers' | 'method'>, url: URL, port: number): Access => {
      if (!isOurs(request, port)) return 'denied'
      const { authorization } = request.headers
      if (authorization !== undefined) return sameText(authorization, `Bearer ${token}`) ? 'granted' : 'denied'
      const brought = url.searchParams.get('token')
      if (request.method === 'GET' && url.pathname === '/' && brought !== null) {
        if (sameText(brought, token) || onceOnly.delete(brought)) return 'take-cookie'
      }
      return hasCookie(request, port) ? 'granted' : 'denied'
    },
    cookie: (port: number): string => {
      const id = randomBytes(16).toString('base64url')
      return `${cookieName(port)}=${id}.${signature(id)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000`
    },
  }
}

export type AccessControl = ReturnType<typeof createAccess>
