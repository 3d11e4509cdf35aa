import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { App } from '../app.ts'
import { type NodeServer, startNodeServer } from './server.ts'

let screens: string
let server: NodeServer

beforeEach(async () => {
  screens = mkdtempSync(join(tmpdir(), 'leadline-screens-'))
  for (const name of ['index.html', 'index-a.js', '.secret']) writeFileSync(join(screens, name), `of ${name}`)
  const app = { router: () => ({}), onSwitched: () => {} } as unknown as App
  const access = { token: '', tokenForOnce: () => '', check: () => 'granted' as const, cookie: () => '' }
  server = await startNodeServer({ app, access, screens, port: 0, version: '1.0.0', log: { info: () => {}, error: () => {} } as never })
})
afterEach(async () => {
  await server.close()
  rmSync(screens, { recursive: true, force: true })
})

const ask = async (path: string) => {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`)
  return [response.status, await response.text()]
}

it('screens that are built anew while it runs are served as they are now: what is gone is 404, and it lives', async () => {
  expect([await ask('/'), await ask('/index-a.js')]).toEqual([
    [200, 'of index.html'],
    [200, 'of index-a.js'],
  ])
  rmSync(join(screens, 'index-a.js'))
  writeFileSync(join(screens, 'index-b.js'), 'of the new one')
  writeFileSync(join(screens, 'index.html'), 'a longer page than before')
  expect(await ask('/index-a.js')).toEqual([404, '404\n'])
  expect(await ask('/index-b.js')).toEqual([200, 'of the new one'])
  expect(await ask('/')).toEqual([200, 'a longer page than before'])
})

it('nothing beside the screens is served', async () => {
  for (const path of ['/.secret', '/..%2f..%2fetc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/missing.js']) {
    expect([path, ...(await ask(path))]).toEqual([path, 404, '404\n'])
  }
})
