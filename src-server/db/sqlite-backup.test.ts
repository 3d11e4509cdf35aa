import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUpSqlite } from './sqlite-backup.ts'
import { openSqliteStore } from './sqlite-store.ts'
import type { ServerStore } from './store.ts'

let folder: string
let store: ServerStore
const at = (name: string) => join(folder, name)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-backup-'))
  store = openSqliteStore(at('server.sqlite'), { isDurable: false })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const org = randomUUID()
const nobody = { id: randomUUID(), acknowledged: 0 }
const empty = { touchedRoots: [], changes: [], clients: [], results: [], sealed: [], commands: [] }

const write = (to: ServerStore, id: string, data = '{}') =>
  to.transact(org, (tx) => tx.write({ ...empty, rows: [{ kind: 'contact', id, root: id, deleted: false, data, lookups: [] }] }))

describe('a backup of the server on SQLite', () => {
  it('F11 is restored whole, and begins another life', async () => {
    await store.createOrganisation({ id: org, name: 'team', createdAt: 1 })
    const ids = Array.from({ length: 300 }, () => randomUUID()).toSorted()
    for (const id of ids) await write(store, id, 'x'.repeat(5000))
    await backUpSqlite(at('server.sqlite'), at('backup.sqlite'))
    await write(store, randomUUID())
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual(['backup.sqlite'])
    copyFileSync(at('backup.sqlite'), at('restored.sqlite'))
    const restored = openSqliteStore(at('restored.sqlite'))
    const { rows, to } = await restored.log(org, 0, 1000, nobody)
    expect([rows.map(({ id }) => id).toSorted(), to]).toEqual([ids, 300])
    expect(await write(restored, randomUUID())).toBe(301)
    expect(await restored.epoch()).not.toBe(await store.epoch())
    await restored.close()
  })

  it('is of one moment while the server goes on writing', async () => {
    await store.createOrganisation({ id: org, name: 'team', createdAt: 1 })
    await write(store, randomUUID())
    let going = true
    const writing = (async () => {
      while (going) await Promise.all([write(store, randomUUID(), 'x'.repeat(3000)), new Promise(setImmediate)])
    })()
    await backUpSqlite(at('server.sqlite'), at('backup.sqlite'))
    going = false
    await writing
    const restored = openSqliteStore(at('backup.sqlite'))
    const version = (await restored.organisation(org))?.version ?? 0
    expect(version).toBeGreaterThan(0)
    const versions = (await restored.log(org, 0, 100_000, nobody)).rows.map((row) => row.version)
    expect(versions).toEqual(Array.from({ length: version }, (_, index) => index + 1))
    await restored.close()
  })

  it('overwrites nothing, and leaves nothing where it fails', async () => {
    writeFileSync(at('precious'), 'mine')
    await expect(backUpSqlite(at('server.sqlite'), at('precious'))).rejects.toMatchObject({ code: 'conflict' })
    await expect(backUpSqlite(at('nothing.sqlite'), at('backup.sqlite'))).rejects.toMatchObject({ code: 'not_found' })
    await expect(backUpSqlite(at('server.sqlite'), join(folder, 'no-folder', 'backup.sqlite'))).rejects.toThrow()
    expect(readFileSync(at('precious'), 'utf8')).toBe('mine')
    expect(readdirSync(folder).filter((name) => !name.startsWith('server.sqlite'))).toEqual(['precious'])
  })

  it('is readable by its owner alone', async () => {
    await backUpSqlite(at('server.sqlite'), at('backup.sqlite'))
    expect(statSync(at('backup.sqlite')).mode & 0o077).toBe(0)
  })
})
