import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createPageProtocol, filePartsOf } from './page-protocol.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-pages-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const screens = join(folder, 'renderer')
mkdirSync(join(screens, 'assets'), { recursive: true })
writeFileSync(join(screens, 'index.html'), '<!doctype html>')
writeFileSync(join(screens, 'assets', 'index-1.js'), 'export {}')
writeFileSync(join(screens, '.stamp'), 'secret')
writeFileSync(join(screens, 'notes.md'), 'secret')
writeFileSync(join(folder, 'secret.js'), 'secret')

const answer = createPageProtocol(screens)
const get = (url: string, method = 'GET') => answer({ url, method })

describe('the pages of the desktop', () => {
  it('come from one folder, each with its type', async () => {
    const page = await get('leadline://app/index.html#/clients')
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([200, 'text/html; charset=utf-8', '<!doctype html>'])
    expect((await get('leadline://app/')).status).toBe(200)
    expect((await get('leadline://app/assets/index-1.js?v=1')).headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it('run no script but their own, load nothing from elsewhere and are put into no frame', async () => {
    const policy = (await get('leadline://app/')).headers.get('content-security-policy') ?? ''
    const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1).join(' ')]))
    expect(rules.get('default-src')).toBe("'none'")
    expect(rules.get('script-src')).toBe("'self'")
    expect(rules.get('frame-ancestors')).toBe("'none'")
    expect(rules.get('connect-src')).toBe("'self' blob: ws: wss:")
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/)
  })

  it('say the same of themselves where there is nothing', async () => {
    const nothing = await get('leadline://app/missing.js')
    expect(nothing.status).toBe(404)
    expect(nothing.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(nothing.headers.get('x-content-type-options')).toBe('nosniff')
  })
})

describe('what is none of the screens is not served', () => {
  it.each([
    ['a file above', 'leadline://app/%2e%2e/secret.js'],
    ['a file above, escaped twice', 'leadline://app/%252e%252e/secret.js'],
    ['a file above, by backslashes', 'leadline://app/..%5Csecret.js'],
    ['a file above, after a folder', 'leadline://app/assets%2F..%2F..%2Fsecret.js'],
    ['a drive of Windows', 'leadline://app/C:/secret.js'],
    ['an end of text', 'leadline://app/index.html%00.js'],
    ['an escape that is none', 'leadline://app/%E0%A4%A'],
    ['a hidden file', 'leadline://app/.stamp'],
    ['another host', 'leadline://evil/index.html'],
    ['another scheme', 'https://app/index.html'],
  ])('%s', async (_what, url) => {
    const answered = await get(url)
    expect(answered.status).toBeGreaterThanOrEqual(400)
    expect(await answered.text()).toBe('')
  })

  it('a type that pages have no use for, a folder, another method', async () => {
    expect((await get('leadline://app/notes.md')).status).toBe(404)
    expect((await get('leadline://app/assets')).status).toBe(404)
    expect((await get('leadline://app/index.html', 'POST')).status).toBe(405)
  })
})

it('an address is read into the parts of a path', () => {
  expect(filePartsOf('leadline://app/a%20b/c.js')).toEqual(['a b', 'c.js'])
  expect(filePartsOf('leadline://app//assets///x.js')).toEqual(['assets', 'x.js'])
  expect(filePartsOf('leadline://app/assets/../../x.js')).toEqual(['x.js'])
  expect(filePartsOf('leadline://app')).toEqual(['index.html'])
})
