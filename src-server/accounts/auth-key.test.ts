import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSqliteStore } from '../db/sqlite-store.ts'
import { demandSameKey, forgetKey, readAuthKey } from './auth-key.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-key-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('the key is made once, and is its owner’s alone', () => {
  const key = readAuthKey(folder)
  expect(key).toMatch(/^[\w-]{64}$/)
  expect(readAuthKey(folder)).toBe(key)
  expect(statSync(join(folder, 'session.key')).mode & 0o777).toBe(0o600)
})

it('a database is served with the key that it knows, until it is told to forget it', async () => {
  const store = openSqliteStore(':memory:')
  await demandSameKey(store, 'the first key')
  await demandSameKey(store, 'the first key')
  await expect(demandSameKey(store, 'another key')).rejects.toThrow('session key')
  await forgetKey(store)
  await demandSameKey(store, 'another key')
  await store.close()
})
