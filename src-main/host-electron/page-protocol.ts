import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { isOwnPage } from './own-pages.ts'

/** The SIP server's address is the user's to choose, so WebSockets may go anywhere; everything else comes from the program alone. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // Mantine writes its colours into style elements.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self' blob: ws: wss:",
  "object-src 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'microphone=(self), camera=(), geolocation=(), display-capture=()',
  'Cache-Control': 'no-cache',
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
}

/**
 * The file that an address of ours stands for, as parts of a path below the folder of the screens; null for everything that is not plainly one of
 * them. Chromium has resolved dots already; what is left of them, hidden behind escapes, is an attempt.
 */
export const filePartsOf = (address: string): readonly string[] | null => {
  if (!isOwnPage(address)) return null
  const url = URL.parse(address)
  let path: string
  try {
    path = decodeURIComponent(url?.pathname ?? '')
  } catch {
    return null
  }
  const parts = path.split('/').filter((part) => part !== '')
  if (parts.length === 0) return ['index.html']
  return parts.some((part) => part.startsWith('.') || /[\\:\0%]/.test(part)) ? null : parts
}

const empty = (status: number) => new Response(null, { status, headers })

/** Answers requests for our scheme with the files of one folder and nothing else. */
export const createPageProtocol =
  (folder: string) =>
  async (request: Pick<Request, 'url' | 'method'>): Promise<Response> => {
    if (request.method !== 'GET') return empty(405)
    const parts = filePartsOf(request.url)
    if (parts === null) return empty(403)
    const file = join(folder, ...parts)
    const type = types[extname(file)]
    if (!file.startsWith(folder + sep)) return empty(403)
    if (type === undefined) return empty(404)
    try {
      return new Response(await readFile(file), { headers: { ...headers, 'Content-Type': type } })
    } catch {
      return empty(404)
    }
  }
