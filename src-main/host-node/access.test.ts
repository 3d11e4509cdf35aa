import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createAccess } from './access.ts'
import { lastPort, rememberPort } from './last-port.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-access-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const visit = (token: string) => new URL(`http://127.0.0.1:4000/?token=${token}`)
const request = { method: 'GET', headers: { host: '127.0.0.1:4000' } }

it('the address that opens a browser lets one browser in, and nobody after it', () => {
  const access = createAccess(folder)
  const once = access.tokenForOnce()
  expect(access.check({ ...request, headers: { ...request.headers, authorization: `Bearer ${once}` } }, visit(once), 4000)).toBe('denied')
  expect(access.check(request, visit(once), 4000)).toBe('take-cookie')
  expect(access.check(request, visit(once), 4000)).toBe('denied')
  expect(access.check(request, visit(access.token), 4000)).toBe('take-cookie')
  expect(access.check(request, visit(access.token), 4000)).toBe('take-cookie')
})

it('I7 a core comes back under the address it had, so that open pages find it again', () => {
  expect(lastPort(folder)).toBe(0)
  rememberPort(folder, 41_234)
  expect(lastPort(folder)).toBe(41_234)
})
