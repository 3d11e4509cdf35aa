import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, expect, it, vi } from 'vitest'
import { openDatabase } from '../../src-node/sqlite/database.ts'
import { newEpoch } from './epoch.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { describeStore } from './store-conformance.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-store-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fresh = () => join(folder, `${randomUUID()}.sqlite`)

describeStore('SQLite in memory', async (now) => openSqliteStore(':memory:', { now }))
describeStore('SQLite in a file', async (now) => openSqliteStore(fresh(), { now, isDurable: false }))

it('F11 an epoch stays over restarts, until a new one is made', async () => {
  const path = fresh()
  const first = openSqliteStore(path)
  const epoch = await first.epoch()
  await first.close()
  const second = openSqliteStore(path)
  expect(await second.epoch()).toBe(epoch)
  await newEpoch(second, () => 'another life')
  expect(await second.epoch()).toBe('another life')
  await second.close()
})

it('a write waits for another one on the same file, and the thread goes on meanwhile', async () => {
  const path = fresh()
  const store = openSqliteStore(path, { isDurable: false })
  const other = openDatabase(path)
  other.exec('begin immediate')
  let done = false
  const writing = store.setSetting('a', 'b').then(() => {
    done = true
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect([done, await store.setting('a')]).toEqual([false, undefined])
  other.exec('commit')
  await writing
  expect(await store.setting('a')).toBe('b')
  other.close()
  await store.close()
})

it('I2 two processes on one file cannot both give the same version', async () => {
  const path = fresh()
  const [one, two] = [openSqliteStore(path, { isDurable: false }), openSqliteStore(path, { isDurable: false })]
  const id = randomUUID()
  await one.createOrganisation({ id, name: 'both', createdAt: 1 })
  const nothing = { rows: [], touchedRoots: [id], changes: [], clients: [], results: [], sealed: [], commands: [] }
  const late = one.transact(id, async (tx) => {
    await two.transact(id, (other) => other.write(nothing))
    await tx.write(nothing)
  })
  await expect(late).rejects.toThrow('Another process writes to the same file')
  expect((await one.organisation(id))?.version).toBe(1)
  await one.close()
  await two.close()
})

/** Writes one row after the other and says the version of each when it is confirmed. */
const untilKilled = (path: string, org: string) => `
  import { randomUUID } from 'node:crypto'
  import { writeSync } from 'node:fs'
  import { openSqliteStore } from ${JSON.stringify(join(import.meta.dirname, 'sqlite-store.ts'))}
  const store = openSqliteStore(${JSON.stringify(path)})
  const empty = { touchedRoots: [], changes: [], clients: [], results: [], sealed: [], commands: [] }
  for (;;) {
    const id = randomUUID()
    const row = { kind: 'contact', id, root: id, deleted: false, data: '{}', lookups: [] }
    writeSync(1, (await store.transact(${JSON.stringify(org)}, (tx) => tx.write({ ...empty, rows: [row] }))) + '\\n')
  }`

it('I7 what was confirmed survives a killed process', async () => {
  const path = fresh()
  const org = randomUUID()
  const first = openSqliteStore(path)
  await first.createOrganisation({ id: org, name: 'team', createdAt: 1 })
  await first.close()
  const child = spawn(process.execPath, ['--input-type=module', '-e', untilKilled(path, org)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  for await (const piece of child.stdout) {
    said += piece
    if (said.split('\n').length > 50) child.kill('SIGKILL')
  }
  const confirmed = Number(said.split('\n').at(-2))
  const store = openSqliteStore(path)
  const { rows, to } = await store.log(org, 0, 100_000, { id: org, acknowledged: 0 })
  expect(confirmed).toBeGreaterThanOrEqual(50)
  expect(to).toBeGreaterThanOrEqual(confirmed)
  expect(rows.map(({ version }) => version)).toEqual(Array.from({ length: to }, (_, index) => index + 1))
  await store.close()
})

it('B1 every question has its index', async () => {
  const path = fresh()
  const prepare = vi.spyOn(Sqlite.prototype, 'prepare')
  const store = openSqliteStore(path, { isDurable: false })
  const statements = [...new Set(prepare.mock.calls.map(([sql]) => sql))]
  prepare.mockRestore()
  await store.close()
  const database = openDatabase(path)
  const plansOf = (sql: string) =>
    database
      .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
      .all(...Array.from({ length: sql.split('?').length - 1 }, () => null))
      .map(({ detail }) => `${detail} in: ${sql}`)
  const plans = statements.flatMap(plansOf)
  database.close()
  // Found by the organisation alone, all of its rows are looked through; what is sealed is few. Organisations are all wanted.
  const wide = plans
    .filter((plan) => /^SCAN /.test(plan) || /^SEARCH (?!sealed).*\(org=\?\) in/.test(plan))
    .filter((plan) => !plan.endsWith('select id from organisation order by id'))
  expect(plans.length).toBeGreaterThan(30)
  expect(wide).toEqual([expect.stringContaining('select count(*) from row where org = ? and deleted = 0')])
})
