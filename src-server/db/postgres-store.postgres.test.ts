import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Postgres, startPostgres } from '../../test/servers/postgres.ts'
import { waitUntil } from '../../test/servers/processes.ts'
import { newEpoch } from './epoch.ts'
import { migratePostgres } from './postgres-migrations.ts'
import { openPostgresStore } from './postgres-store.ts'
import type { ServerStore, Writes } from './store.ts'
import { describeStore } from './store-conformance.ts'

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres({ isDurable: false })
})
afterAll(() => postgres.close())

describeStore('PostgreSQL', (now) => openPostgresStore(postgres.url, { now }))

const newRow = (id: string): Writes => ({
  rows: [{ kind: 'contact', id, root: id, deleted: false, data: '{}', lookups: [['email', `${id}@example.com`]] }],
  touchedRoots: [id],
  changes: [
    { rowId: id, batch: id, mutation: 'contact.create', memberId: id, at: 1, device: 'biuro', what: 'created', before: '{}', after: '{}' },
  ],
  clients: [{ id, userId: id, memberId: id, lastNumber: 1, acknowledged: 0, view: null }],
  results: [{ clientId: id, number: 1, version: 0, outcome: 'done', error: null, digest: '' }],
  sealed: [{ memberId: id, device: 'biuro', mutation: { number: 1, name: 'note.write', args: '{}', batch: id, at: 1 } }],
  commands: [{ requestId: id, memberId: id, answer: '{}' }],
})

const withStores = async (count: number, work: (...stores: ServerStore[]) => Promise<void>) => {
  const stores = await Promise.all(Array.from({ length: count }, () => openPostgresStore(postgres.url)))
  try {
    await work(...stores)
  } finally {
    await Promise.all(stores.map((store) => store.close()))
  }
}

const found = async (store: ServerStore) => {
  const id = randomUUID()
  await store.createOrganisation({ id, name: id, createdAt: 1 })
  return id
}

/** How many rows were read and thrown away, in the whole of an executed plan. */
const readInVain = (plan: unknown): number =>
  typeof plan !== 'object' || plan === null
    ? 0
    : Object.entries(plan).reduce((sum, [name, value]) => sum + (name.startsWith('Rows Removed by') ? Number(value) : readInVain(value)), 0)

/** As much as a team has in its first weeks: a client with four rows that hang on it, again and again; every hundredth row is deleted. */
const fill = (store: ServerStore, org: string, count: number) => {
  const ids = Array.from({ length: count }, () => randomUUID())
  const all = ids.map(newRow)
  const rows = all.flatMap((one, at) => one.rows.map((row) => ({ ...row, root: ids[at - (at % 5)] as string, deleted: at % 100 === 99 })))
  return store.transact(org, (tx) =>
    tx.write({
      rows,
      touchedRoots: [...new Set(rows.map((row) => row.root))],
      changes: all.flatMap((one) => one.changes),
      clients: all.flatMap((one) => one.clients),
      results: all.flatMap((one) => one.results),
      sealed: all.flatMap((one) => one.sealed),
      commands: all.flatMap((one) => one.commands),
    }),
  )
}

it('I2 several processes give one row of versions together', () =>
  withStores(3, async (...stores) => {
    const org = await found(stores[0] as ServerStore)
    const writing = stores.flatMap((store) => Array.from({ length: 20 }, () => store.transact(org, (tx) => tx.write(newRow(randomUUID())))))
    expect((await Promise.all(writing)).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1))
  }))

it('F2 a process hears what the others announce, and not itself', () =>
  withStores(2, async (one, two) => {
    const heard: string[] = []
    const note = (name: string) => (organisationId: string, payload: string) => heard.push(`${name} ${organisationId} ${payload}`)
    one?.onAnnounced(note('one'))
    const stop = two?.onAnnounced(note('two'))
    await one?.announce('org', 'Ż 1')
    await waitUntil('it is heard', () => heard.length > 0)
    stop?.()
    await one?.announce('org', '2')
    await two?.announce('org', '3')
    await waitUntil('the answer is heard', () => heard.length > 1)
    expect(heard).toEqual(['two org Ż 1', 'one org 3'])
    await expect(one?.announce('org', 'x'.repeat(9000))).rejects.toMatchObject({ code: 'too_large' })
  }))

it('I7, F12 when the database dies and comes back, what was confirmed is there, and all goes on by itself', () =>
  withStores(2, async (one, two) => {
    if (!one || !two) throw new Error('Two stores are needed')
    const org = await found(one)
    await one.transact(org, (tx) => tx.write(newRow(randomUUID())))
    let begun = () => {}
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve
    })
    let goOn = () => {}
    const away = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const interrupted = one.transact(org, async (tx) => {
      begun()
      await away
      await tx.write(newRow(randomUUID()))
    })
    const failure = expect(interrupted).rejects.toMatchObject({ code: 'unreachable' })
    await isBegun
    await postgres.stopImmediate()
    goOn()
    await failure
    await expect(one.ping()).rejects.toMatchObject({ code: 'unreachable' })
    await expect(openPostgresStore(postgres.url)).rejects.toMatchObject({ code: 'unreachable' })
    await postgres.start()
    await waitUntil('the database answers', () => one.ping().then(() => true))
    expect((await one.organisation(org))?.version).toBe(1)
    expect(await one.transact(org, (tx) => tx.write(newRow(randomUUID())))).toBe(2)
    const heard: string[] = []
    two.onAnnounced((_, payload) => heard.push(payload))
    await waitUntil('it hears again', async () => {
      await one.announce(org, 'again')
      return heard.length > 0
    })
  }))

it('F11 an epoch stays over restarts and is the same for all, until a new one is made', async () => {
  let epoch = ''
  await withStores(2, async (one, two) => {
    epoch = (await one?.epoch()) ?? ''
    expect(await two?.epoch()).toBe(epoch)
  })
  await withStores(1, async (one) => {
    expect(await one?.epoch()).toBe(epoch)
    await newEpoch(one as ServerStore, () => 'another life')
    expect(await one?.epoch()).toBe('another life')
  })
})

it('B1 every question has its index', () =>
  withStores(1, async (store) => {
    if (!store) throw new Error('A store is needed')
    const asked = vi.spyOn(Client.prototype, 'query')
    const org = await found(store)
    const [id, key] = [randomUUID(), { kind: 'contact', lookup: 'email', value: 'x' }]
    await store.transact(org, async (tx) => {
      await Promise.all([tx.rows([id]), tx.idsOf([key]), tx.clients([id]), tx.results(id, [1]), tx.commands([id]), tx.sealed([1])])
      await tx.deleteSealed([1])
      await tx.write(newRow(id))
    })
    await store.noteClient(org, { id, userId: id, memberId: id, acknowledged: 1, view: '' })
    await Promise.all([store.organisationNamed(org), store.membershipOf(id), store.rowsOfKind(org, 'member'), store.countRows(org)])
    await Promise.all([
      store.log(org, 0, 5, { id, acknowledged: 0 }),
      store.snapshot(org, null, 5),
      store.sealed(org),
      store.purge(org, Number.MAX_SAFE_INTEGER),
    ])
    const statements = asked.mock.calls.map(([text, values]) => ({ text: String(text), values: (values ?? []) as unknown as unknown[] }))
    asked.mockRestore()
    await fill(store, org, 5000)
    const client = new Client({ connectionString: postgres.url })
    await client.connect()
    // Of tables that it has not counted the planner knows nothing, and takes any index; when it counts them by itself is chance.
    await client.query('analyze')
    const wasteful: string[] = []
    for (const { text, values } of statements.filter((one) => /^(with|select|insert|update|delete)\b/.test(one.text))) {
      await client.query('begin')
      const plan = await client.query<{ 'QUERY PLAN': unknown }>(`explain (analyze, format json) ${text}`, values).then(
        ({ rows }) => rows[0]?.['QUERY PLAN'],
        (error) => {
          // What was written is there already.
          if (error.code !== '23505') throw error
        },
      )
      await client.query('rollback')
      const vain = readInVain(plan)
      if (vain > 100 && !text.includes('count(*) as rows')) wasteful.push(`${vain} rows in vain: ${text}`)
    }
    await client.end()
    expect(statements.length).toBeGreaterThan(30)
    expect(wasteful).toEqual([])
  }))

it('migrations run once, in order, whoever starts at the same time, and newer data is refused in a sentence', async () => {
  const url = postgres.createDatabase('migrations')
  const folder = mkdtempSync(join(tmpdir(), 'leadline-migrations-'))
  const step = (name: string, sql: string) => writeFileSync(join(folder, name), sql)
  const client = new Client({ connectionString: url })
  try {
    await client.connect()
    step('0001-first.sql', 'create table one (id integer); insert into one values (1);')
    await Promise.all(Array.from({ length: 4 }, () => migratePostgres(url, folder)))
    step('0002-second.sql', 'insert into one values (2);')
    await migratePostgres(url, folder)
    step('0003-third.sql', 'insert into one values (3); insert into two values (3);')
    await expect(migratePostgres(url, folder)).rejects.toThrow('two')
    expect((await client.query('select id from one')).rows).toEqual([{ id: 1 }, { id: 2 }])
    rmSync(join(folder, '0003-third.sql'))
    rmSync(join(folder, '0002-second.sql'))
    await expect(migratePostgres(url, folder)).rejects.toThrow('The data was written by a newer Leadline (form 2, this one knows 1)')
  } finally {
    await client.end()
    rmSync(folder, { recursive: true, force: true })
  }
})
