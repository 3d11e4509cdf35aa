import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { invitationPath } from '../../src-shared/sync/server-contract.ts'

const file = join(import.meta.dirname, 'join-page.html')

/** The one inline element of this name, as the browser hashes it (CSP level 3, 8.4). */
const hashOf = (html: string, element: 'script' | 'style'): string => {
  const [, content = ''] = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(html) ?? []
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`
}

const policyOf = (html: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(html, 'script')}`,
    `style-src ${hashOf(html, 'style')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/**
 * The page that the link of an invitation opens in a browser: it explains itself, and hands the link to the program. The secret stands
 * behind `#`, which browsers do not send: nothing here knows it.
 */
export const registerJoinPage = (fastify: FastifyInstance): void => {
  const html = readFileSync(file, 'utf8')
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policyOf(html),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
  }
  fastify.get(invitationPath, async (_, reply) => reply.headers(headers).send(html))
}
