import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { SentChange, SentRow } from '../../src-shared/sync/protocol.ts'
import type { Client, ServerStore, StoredResult, Ticket, Writes, WrittenRow } from './store.ts'

/** Opens a store of its own. `now` is its clock. */
export type OpenStore = (now: () => number) => Promise<ServerStore>

const user = randomUUID()
const member = randomUUID()
const nobody = { id: randomUUID(), acknowledged: 0 }

const row = (id: string, more: Partial<WrittenRow> = {}): WrittenRow => ({
  kind: 'contact',
  id,
  root: id,
  deleted: false,
  data: JSON.stringify({ id }),
  lookups: [],
  ...more,
})

const change = (rowId: string, more: Partial<SentChange> = {}): SentChange => ({
  rowId,
  batch: randomUUID(),
  mutation: 'contact.update',
  memberId: member,
  at: 1,
  device: 'biuro',
  what: 'changed',
  before: '{}',
  after: '{"name":"Łoś"}',
  ...more,
})

const client = (id: string, more: Partial<Client> = {}): Client => ({
  id,
  userId: user,
  memberId: member,
  lastNumber: 0,
  acknowledged: 0,
  view: null,
  ...more,
})

const result = (clientId: string, number: number, more: Partial<StoredResult> = {}): StoredResult => ({
  clientId,
  number,
  version: 0,
  outcome: 'done',
  error: null,
  digest: `digest ${number}`,
  ...more,
})

const ticket = (organisationId: string, more: Partial<Ticket> = {}): Ticket => ({
  id: randomUUID(),
  organisationId,
  purpose: 'invitation',
  hash: randomUUID(),
  data: '{"name":"Łoś"}',
  createdBy: member,
  createdAt: 1000,
  expiresAt: 5000,
  maxUses: 1,
  uses: 0,
  revokedAt: null,
  ...more,
})

const writes = (more: Partial<Writes>): Writes => ({
  rows: [],
  touchedRoots: [],
  changes: [],
  clients: [],
  results: [],
  sealed: [],
  commands: [],
  ...more,
})

const idsIn = (rows: readonly SentRow[]) => rows.map(({ id }) => id)
const codeOf = (work: Promise<unknown>) => work.then(String, (error: LeadlineError) => error.code)
const many = (count: number): string[] => Array.from({ length: count }, () => randomUUID()).toSorted()

/** What both adapters promise. */
export const describeStore = (name: string, open: OpenStore) =>
  describe(`the server's store on ${name}`, () => {
    let store: ServerStore
    let time = 1000
    /** A fresh organisation for each test: none sees another. */
    let org: string

    const found = async () => {
      const id = randomUUID()
      await store.createOrganisation({ id, name: `name-${id}`, createdAt: 1 })
      return id
    }
    const write = (more: Partial<Writes>, organisation = org) => store.transact(organisation, (tx) => tx.write(writes(more)))
    const log = (after: number, limit = 1000, of: Pick<Client, 'id' | 'acknowledged'> = nobody) => store.log(org, after, limit, of)
    const versionOf = async (organisation = org) => (await store.organisation(organisation))?.version

    beforeAll(async () => {
      store = await open(() => time)
    })
    afterAll(() => store.close())
    beforeEach(async () => {
      org = await found()
    })

    it('I2 gives each transaction that writes the next version, many at once', async () => {
      const ids = many(40)
      const given = await Promise.all(ids.map((id) => write({ rows: [row(id)] })))
      expect(given.toSorted((a, b) => a - b)).toEqual(ids.map((_, at) => at + 1))
      const { rows, to } = await log(0)
      expect(rows.map(({ version }) => version)).toEqual(ids.map((_, at) => at + 1))
      expect(rows.map(({ id, version }) => [id, version])).toEqual(
        given.map((version, at) => [ids[at], version]).toSorted(([, a], [, b]) => Number(a) - Number(b)),
      )
      expect([to, await versionOf()]).toEqual([40, 40])
    })

    it('I2 lets a transaction read what all before it have written', async () => {
      const id = randomUUID()
      await write({ rows: [row(id, { data: '0' })] })
      const addOne = () =>
        store.transact(org, async (tx) => {
          const [old] = await tx.rows([id])
          await tx.write(writes({ rows: [row(id, { data: String(Number(old?.data) + 1) })] }))
        })
      await Promise.all(Array.from({ length: 20 }, addOne))
      expect((await store.rows(org, [id]))[0]).toMatchObject({ data: '20', version: 21 })
    })

    it('keeps documents as they came, letter for letter', async () => {
      const data = ['{"b":1,"a":"\\u0000 \\ud800 Zażółć 💥 \\"{,}\\" \\\\","a":2,   "n":1e400}', '{}', '{"x":null}']
      const ids = many(3)
      await write({ rows: ids.map((id, at) => row(id, { data: String(data[at]) })) })
      expect((await log(0)).rows.map((one) => one.data)).toEqual(data)
    })

    it('leaves nothing of a transaction whose work throws', async () => {
      const [id = '', clientId = ''] = many(2)
      const broken = store.transact(org, async (tx) => {
        await tx.write(writes({ rows: [row(id)], changes: [change(id)], clients: [client(clientId)], results: [result(clientId, 1)] }))
        throw new Error('Thought better of it')
      })
      await expect(broken).rejects.toThrow('Thought better of it')
      expect([await log(0), await store.client(org, clientId), await store.countRows(org)]).toMatchObject([
        { rows: [], changes: [], to: 0 },
        undefined,
        0,
      ])
      expect(await write({ rows: [row(id)] })).toBe(1)
    })

    it('shows nobody what is not committed', async () => {
      const id = randomUUID()
      let seen: unknown
      await Promise.all([
        store.transact(org, async (tx) => {
          await tx.write(writes({ rows: [row(id)] }))
          seen = [await tx.rows([]), (await store.rows(org, [id])).length, await versionOf()]
        }),
      ])
      expect(seen).toEqual([[], 0, 0])
      expect(await store.rows(org, [id])).toHaveLength(1)
    })

    it('keeps organisations apart: rows, keys, clients, results and what is sealed', async () => {
      const other = await found()
      const [id = '', clientId = '', requestId = ''] = many(3)
      const mutation = { number: 1, name: 'note.write', args: '{}', batch: randomUUID(), at: 5 }
      const rows = [row(id, { lookups: [['email', 'jan@example.com']] })]
      await write({
        rows,
        changes: [change(id)],
        clients: [client(clientId, { lastNumber: 1 })],
        results: [result(clientId, 1)],
        sealed: [{ memberId: member, device: 'biuro', mutation }],
        commands: [{ requestId, memberId: member, answer: '{}' }],
      })
      const key = { kind: 'contact', lookup: 'email', value: 'jan@example.com' }
      const ids = (await store.sealed(org)).map((sealed) => sealed.id)
      const seenBy = (organisation: string) =>
        store.transact(organisation, async (tx) => [
          (await tx.rows([id])).length,
          (await tx.idsOf([key]))[0]?.length,
          (await tx.clients([clientId])).length,
          (await tx.results(clientId, [1])).length,
          (await tx.commands([requestId])).length,
          (await tx.sealed(ids)).length,
        ])
      expect([await seenBy(org), await seenBy(other)]).toEqual([
        [1, 1, 1, 1, 1, 1],
        [0, 0, 0, 0, 0, 0],
      ])
      expect(await store.log(other, 0, 10, { id: clientId, acknowledged: 0 })).toMatchObject({ rows: [], changes: [], results: [] })
      expect([(await store.snapshot(other, null, 10)).rows, await store.sealed(other), await store.idsOf(other, key)]).toEqual([[], [], []])
      await store.transact(other, (tx) => tx.deleteSealed(ids))
      expect(await store.sealed(org)).toEqual([{ id: ids[0], memberId: member, device: 'biuro', mutation }])
      expect(await versionOf(other)).toBe(0)
    })

    it('refuses work on an organisation that is not there', async () => {
      const none = randomUUID()
      const work = [write({ rows: [] }, none), store.log(none, 0, 1, nobody), store.snapshot(none, null, 1), store.purge(none, 1)]
      expect(await Promise.all(work.map(codeOf))).toEqual(['not_found', 'not_found', 'not_found', 'not_found'])
    })

    it('gives a name to one organisation, however many want it at once', async () => {
      const wanted = `wanted-${randomUUID()}`
      const attempts = await Promise.all(many(8).map((id) => codeOf(store.createOrganisation({ id, name: wanted, createdAt: 1 }))))
      expect(attempts.toSorted()).toEqual([...Array.from({ length: 7 }, () => 'name_taken'), 'undefined'])
      expect(await store.organisationNamed(wanted)).toMatchObject({ name: wanted, version: 0, horizon: 0 })
      expect(await store.organisationNamed(`${wanted} `)).toBeUndefined()
    })

    it('splits no transaction over pages of the log, however large it is', async () => {
      const sizes = [3, 3, 12, 1, 2]
      for (const size of sizes) {
        const ids = many(size)
        await write({ rows: ids.map((id) => row(id)), changes: ids.slice(0, 2).map((id) => change(id)) })
      }
      const ends: number[] = []
      const rows: SentRow[] = []
      for (let after = 0; after < sizes.length; ) {
        const page = await log(after, 5)
        rows.push(...page.rows)
        expect(page.changes).toHaveLength(sizes.slice(after, page.to).reduce((sum, size) => sum + Math.min(size, 2), 0))
        after = page.to
        ends.push(after)
      }
      expect(ends).toEqual([1, 2, 3, 5])
      expect(rows.map(({ version }) => version)).toEqual(sizes.flatMap((size, at) => Array.from({ length: size }, () => at + 1)))
    })

    it('pages the log by its history too, where rows have changed often', async () => {
      const id = randomUUID()
      for (let times = 0; times < 12; times++) await write({ rows: [row(id)], changes: [change(id)] })
      const first = await log(0, 5)
      expect([first.to, first.rows.length, first.changes.length]).toEqual([5, 0, 5])
      const last = await log(10, 5)
      expect([last.to, idsIn(last.rows), last.changes.length]).toEqual([12, [id], 2])
      expect(await log(12, 5)).toMatchObject({ to: 12, rows: [], changes: [] })
    })

    it('F13 reads a page of the log at one moment, while rows are written again and again', async () => {
      const ids = many(2)
      const both = () => write({ rows: ids.map((id) => row(id)) })
      await both()
      let isWritten = false
      const writing = (async () => {
        for (let times = 0; times < 60; times++) await both()
        isWritten = true
      })()
      try {
        let pages = 0
        for (; !isWritten || pages === 0; pages++) {
          const { rows, to, organisation } = await log(0)
          expect([idsIn(rows), rows.map(({ version }) => version), to]).toEqual([ids, [to, to], organisation.version])
          await new Promise(setImmediate)
        }
      } finally {
        await writing
      }
    })

    it('gives results with the page on which their effect is, and no others', async () => {
      const [mine = '', other = ''] = many(2)
      for (let number = 1; number <= 4; number++) {
        const error = { code: 'conflict', message: 'Ż \0', problems: [] } as const
        const second = number === 2 ? { outcome: 'refused' as const, error: { ...error, problems: [] } } : {}
        await write({ rows: [row(randomUUID())], results: [result(mine, number, second), result(other, number)] })
      }
      const numbers = async (after: number, limit: number, acknowledged: number) =>
        (await log(after, limit, { id: mine, acknowledged })).results.map(({ number }) => number)
      expect([await numbers(0, 2, 0), await numbers(2, 2, 0), await numbers(2, 2, 3)]).toEqual([[1, 2], [1, 2, 3, 4], [4]])
      expect((await log(0, 2, { id: mine, acknowledged: 1 })).results).toEqual([
        result(mine, 2, { version: 2, outcome: 'refused', error: { code: 'conflict', message: 'Ż \0', problems: [] } }),
      ])
    })

    it('without rows the version stays, and results get it as it is', async () => {
      const clientId = randomUUID()
      await write({ rows: [row(randomUUID())] })
      expect(await write({ results: [result(clientId, 1, { outcome: 'refused' })], clients: [client(clientId, { lastNumber: 1 })] })).toBe(
        1,
      )
      expect((await log(1, 10, { id: clientId, acknowledged: 0 })).results).toMatchObject([{ number: 1, version: 1, outcome: 'refused' }])
      expect(await store.transact(org, async (tx) => [tx.version, tx.organisation.version])).toEqual([2, 1])
    })

    it('pages a snapshot by id and lets the history follow, without what was created and what comes with the log', async () => {
      const ids = many(7)
      for (const id of ids.toReversed()) {
        await write({ rows: [row(id)], changes: [change(id, { what: 'created' }), change(id, { mutation: `first of ${id}`, device: id })] })
      }
      const [dead = '', ...live] = ids
      await write({ rows: [row(dead, { deleted: true })], changes: [change(dead, { what: 'deleted', mutation: 'last' })] })
      const rows: SentRow[] = []
      const changes: SentChange[] = []
      let pages = 0
      for (let after: string | null = null; ; pages++) {
        const page = await store.snapshot(org, after, 4)
        expect(page.rows.length + page.changes.length).toBeLessThanOrEqual(4)
        rows.push(...page.rows)
        changes.push(...page.changes)
        if (pages === 0) await write({ rows: [row(randomUUID())], changes: [change(dead, { mutation: 'too late' })] })
        after = page.next
        if (after === null) break
      }
      expect(idsIn(rows).filter((id) => ids.includes(id))).toEqual(live)
      expect(changes.map(({ mutation }) => mutation)).toEqual([...ids.toReversed().map((id) => `first of ${id}`), 'last'])
      expect(changes.map(({ device }) => device)).toEqual([...ids.toReversed(), 'biuro'])
      expect(await store.countRows(org)).toBe(7)
    })

    it('a place in a snapshot that nobody was given is refused', async () => {
      const places = ['', 'r.1', 'c.1.2', "r.1.'; drop table row; --", `r.${'9'.repeat(40)}.${randomUUID()}`, 'c.1.-1.0', '\0']
      expect(await Promise.all(places.map((place) => codeOf(store.snapshot(org, place, 5))))).toEqual(places.map(() => 'bad_input'))
    })

    it('I3, I5 a touched root takes its whole subtree into the version', async () => {
      const [root = '', note = '', moved = '', gone = '', other = ''] = many(5)
      await write({ rows: [row(root), row(other), row(note, { kind: 'note', root }), row(moved, { kind: 'note', root: other })] })
      await write({ rows: [row(gone, { kind: 'note', root, deleted: true })] })
      await write({ rows: [row(root), row(moved, { kind: 'note', root, data: '{"moved":true}' })], touchedRoots: [root] })
      const { rows } = await log(2)
      expect(idsIn(rows)).toEqual([root, note, moved].toSorted())
      expect(rows.find(({ id }) => id === moved)?.data).toBe('{"moved":true}')
      expect(await write({ touchedRoots: [other] })).toBe(4)
      expect(idsIn((await log(3)).rows)).toEqual([other])
    })

    it('finds rows by the newest of their keys, in the order of the questions', async () => {
      const [first = '', second = ''] = many(2)
      const key = (value: string, lookup = 'email') => ({ kind: 'contact', lookup, value })
      const put = (id: string, lookups: WrittenRow['lookups'], deleted = false) => write({ rows: [row(id, { lookups, deleted })] })
      const found = (...values: string[]) => store.transact(org, (tx) => tx.idsOf(values.map((value) => key(value))))
      await put(second, [
        ['email', 'a'],
        ['email', 'b'],
        ['digits', 'c'],
      ])
      await put(first, [['email', 'a']])
      expect(await found('c', 'b', 'a', 'b')).toEqual([[], [second], [first, second], [second]])
      await put(second, [['email', 'c']])
      expect(await found('a', 'b', 'c')).toEqual([[first], [], [second]])
      await put(first, [['email', 'a']], true)
      expect([await found('a', 'c'), await store.idsOf(org, key('c'))]).toEqual([[[], [second]], [second]])
      expect(await store.idsOf(org, { ...key('c'), kind: 'note' })).toEqual([])
    })

    it('F8 takes keys that no database likes, and finds by them', async () => {
      const values = ['', ' ', 'x'.repeat(9000), `${'x'.repeat(9000)}y`, '\0', 'a\0b', '\ud800', '\ufffd', 'ż'.repeat(200)]
      const ids = many(values.length)
      await write({ rows: ids.map((id, at) => row(id, { lookups: [['email', String(values[at])]] })) })
      const found = await store.transact(org, (tx) => tx.idsOf(values.map((value) => ({ kind: 'contact', lookup: 'email', value }))))
      expect(found).toEqual(ids.map((id) => [id]))
    })

    it('finds rows by their ids, each once, deleted ones too, and all of a kind', async () => {
      const [one = '', two = '', three = ''] = many(3)
      await write({ rows: [row(one, { kind: 'member' }), row(two, { kind: 'member', deleted: true }), row(three)] })
      expect(idsIn(await store.rows(org, [three, one, two, one, randomUUID()])).toSorted()).toEqual([one, two, three])
      expect(idsIn(await store.rowsOfKind(org, 'member'))).toEqual([one, two])
      expect(await store.rows(org, [])).toEqual([])
    })

    it('F15 binds a client to its user', async () => {
      const id = randomUUID()
      const stranger = { id, userId: randomUUID(), memberId: randomUUID() }
      expect(await store.noteClient(org, { id, userId: user, memberId: member, view: 'all' })).toEqual(client(id, { view: 'all' }))
      expect(await codeOf(store.noteClient(org, { ...stranger, acknowledged: 5, view: 'own' }))).toBe('forbidden')
      expect(await store.client(org, id)).toEqual(client(id, { view: 'all' }))
      const racing = randomUUID()
      const attempts = many(6).map((userId) => codeOf(store.noteClient(org, { id: racing, userId, memberId: member })))
      expect((await Promise.all(attempts)).filter((code) => code === 'forbidden')).toHaveLength(5)
    })

    it('forgets results that their client has acknowledged, and keeps what it said while others push', async () => {
      const id = randomUUID()
      const numbers = [1, 2, 3, 4]
      await write({ clients: [client(id, { lastNumber: 4 })], results: numbers.map((number) => result(id, number)) })
      expect(await store.noteClient(org, { id, userId: user, memberId: member, acknowledged: 2 })).toMatchObject({ acknowledged: 2 })
      const left = await store.transact(org, (tx) => tx.results(id, numbers))
      expect(left.map(({ number }) => number)).toEqual([3, 4])
      await store.transact(org, async (tx) => {
        const [known] = await tx.clients([id])
        await store.noteClient(org, { id, userId: user, memberId: member, acknowledged: 3, view: 'own' })
        await tx.write(writes({ clients: [{ ...(known as Client), lastNumber: 5 }] }))
      })
      expect(await store.client(org, id)).toEqual(client(id, { lastNumber: 5, acknowledged: 3, view: 'own' }))
      expect(await store.noteClient(org, { id, userId: user, memberId: member, acknowledged: 1 })).toMatchObject({ acknowledged: 3 })
    })

    it('F9 a number of a client has one result: a second one stops its whole transaction', async () => {
      const [id = '', clientId = ''] = many(2)
      await write({ results: [result(clientId, 1)] })
      await expect(write({ rows: [row(id)], results: [result(clientId, 1)] })).rejects.toThrow()
      expect([await versionOf(), await store.rows(org, [id])]).toEqual([0, []])
    })

    it('F4 forgets what was deleted long ago, with its history, and raises the horizon to it', async () => {
      const [early = '', late = '', alive = ''] = many(3)
      await write({ rows: [row(early), row(late), row(alive)], changes: [change(early), change(alive)] })
      time = 2000
      await write({ rows: [row(early, { deleted: true })], changes: [change(early, { what: 'deleted' })] })
      time = 3000
      await write({ rows: [row(late, { deleted: true })] })
      expect([await store.purge(org, 2000), (await store.organisation(org))?.horizon]).toEqual([0, 0])
      expect([await store.purge(org, 3000), (await store.organisation(org))?.horizon]).toEqual([1, 2])
      const { rows, changes, to } = await log(0)
      expect([idsIn(rows).toSorted(), changes.map(({ rowId }) => rowId), to]).toEqual([[late, alive].toSorted(), [alive], 3])
      expect([await store.purge(org, 3000), (await store.organisation(org))?.horizon, await versionOf()]).toEqual([0, 2, 3])
    })

    it('F4 keeps a deleted row as long as something hangs on it', async () => {
      const [root = '', note = ''] = many(2)
      const gone = { deleted: true }
      await write({ rows: [row(root), row(note, { kind: 'note', root })] })
      await write({ rows: [row(root, gone)] })
      const whenAllIsOld = time + 1
      expect(await store.purge(org, whenAllIsOld)).toBe(0)
      await write({ rows: [row(note, { kind: 'note', root, ...gone })] })
      expect([await store.purge(org, whenAllIsOld), await store.rows(org, [root, note])]).toEqual([2, []])
      expect(await store.organisation(org)).toMatchObject({ version: 3, horizon: 3 })
    })

    it('answers a command once, and keeps what is sealed until it is accepted', async () => {
      const requestId = randomUUID()
      const command = { requestId, memberId: member, answer: '{"outcome":"taken"}' }
      await write({ commands: [command] })
      expect(await store.transact(org, (tx) => tx.commands([requestId, randomUUID()]))).toEqual([command])
      await expect(write({ commands: [command] })).rejects.toThrow()
      const mutation = (number: number) => ({ number, name: 'note.write', args: 'no JSON \0 \ud800', batch: randomUUID(), at: 5 })
      const sealed = [1, 2, 3].map((number) => ({ memberId: member, device: 'biuro', mutation: mutation(number) }))
      await write({ sealed })
      const kept = await store.sealed(org)
      expect(kept.map(({ id: _, ...one }) => one)).toEqual(sealed)
      const newest = kept.map(({ id }) => id).slice(1)
      await store.transact(org, async (tx) => {
        expect((await tx.sealed(newest)).map(({ mutation: { number } }) => number)).toEqual([2, 3])
        await tx.deleteSealed(newest)
      })
      await write({ sealed: [{ memberId: member, device: '', mutation: mutation(4) }] })
      const left = await store.sealed(org)
      expect(left.map(({ mutation: { number } }) => number)).toEqual([1, 4])
      expect(newest).not.toContain(left[1]?.id)
    })

    it('writes once in a transaction', async () => {
      const [first = '', second = ''] = many(2)
      const twice = store.transact(org, async (tx) => {
        await tx.write(writes({ rows: [row(first)] }))
        await tx.write(writes({ rows: [row(second)] }))
      })
      await expect(twice).rejects.toThrow('A transaction writes once')
      expect(await store.countRows(org)).toBe(0)
    })

    it('knows who is a member of what', async () => {
      const membership = { userId: randomUUID(), organisationId: org, memberId: member }
      await store.addMembership(membership)
      expect([await store.membershipOf(membership.userId), await store.membershipOf(user)]).toEqual([membership, undefined])
      expect(await store.membershipOfMember(org, member)).toEqual(membership)
      expect([await store.membershipOfMember(org, user), await store.membershipOfMember(user, member)]).toEqual([undefined, undefined])
    })

    it('S8.3 lists the tickets of an organisation and a purpose, the newest first, with who used them', async () => {
      const other = await found()
      const [early, late] = [ticket(org), ticket(org, { createdAt: 2000, maxUses: null })]
      const [foreign, code] = [ticket(other), ticket(org, { purpose: 'reset' })]
      for (const one of [early, late, foreign, code]) await store.createTicket(one)
      await expect(store.createTicket(ticket(org, { hash: early.hash }))).rejects.toThrow()
      const [first = '', second = ''] = many(2)
      await store.noteTicketUse(late.id, second, 4)
      await store.noteTicketUse(late.id, first, 3)
      await store.noteTicketUse(late.id, first, 9)
      const usedBy = [
        { memberId: first, at: 3 },
        { memberId: second, at: 4 },
      ]
      expect(await store.tickets(org, 'invitation')).toEqual([
        { ...late, usedBy },
        { ...early, usedBy: [] },
      ])
      expect(await store.tickets(other, 'reset')).toEqual([])
      expect([await store.ticketOf(late.hash), await store.ticketOf('another')]).toEqual([late, undefined])
    })

    it('S8.3 of fifty who use a ticket with one use left at once exactly one gets in', async () => {
      const one = ticket(org, { maxUses: 3, uses: 2 })
      await store.createTicket(one)
      const attempts = await Promise.all(Array.from({ length: 50 }, () => store.useTicket(one.hash, 'invitation', 1000)))
      expect(attempts.filter((used) => used !== null)).toEqual([{ ...one, uses: 3 }])
      await store.returnTicket(one.id)
      expect(await store.useTicket(one.hash, 'invitation', 1000)).toEqual({ ...one, uses: 3 })
      expect(await store.useTicket(one.hash, 'invitation', 1000)).toBeNull()
    })

    it('a ticket is good until it expires, is revoked or used up, and for its own purpose alone', async () => {
      const [endless, code, revoked] = [ticket(org, { maxUses: null }), ticket(org, { purpose: 'reset' }), ticket(org, { revokedAt: 1 })]
      for (const one of [endless, code, revoked]) await store.createTicket(one)
      const uses = async (one: Ticket, now = 1000, purpose = one.purpose) => (await store.useTicket(one.hash, purpose, now)) !== null
      expect([await uses(endless), await uses(endless), await uses(endless, 4999), await uses(endless, 5000)]).toEqual([
        true,
        true,
        true,
        false,
      ])
      expect([await uses(code, 1000, 'email'), await uses(code, 1000, 'invitation'), await uses(code), await uses(code)]).toEqual([
        false,
        false,
        true,
        false,
      ])
      expect([await uses(revoked), await store.useTicket('forged', 'invitation', 1)]).toEqual([false, null])
    })

    it('changes a ticket of its own organisation: what is not named stays', async () => {
      const one = ticket(org)
      await store.createTicket(one)
      expect(await store.changeTicket(await found(), one.id, { revokedAt: 3 })).toBe(false)
      expect(await store.changeTicket(org, randomUUID(), { revokedAt: 3 })).toBe(false)
      expect(await store.changeTicket(org, one.id, { revokedAt: 3 })).toBe(true)
      expect(await store.ticketOf(one.hash)).toEqual({ ...one, revokedAt: 3 })
      const hash = randomUUID()
      expect(await store.changeTicket(org, one.id, { hash, expiresAt: 9000 })).toBe(true)
      expect([await store.ticketOf(hash), await store.ticketOf(one.hash)]).toEqual([
        { ...one, hash, expiresAt: 9000, revokedAt: 3 },
        undefined,
      ])
      expect(await store.changeTicket(org, one.id, { revokedAt: null })).toBe(true)
      expect(await store.useTicket(hash, 'invitation', 8000)).toMatchObject({ uses: 1, revokedAt: null })
    })

    it('forgets tickets that expired before a time, with who used them', async () => {
      const [old, fresh] = [ticket(org, { expiresAt: 10 }), ticket(org, { expiresAt: 20 })]
      for (const one of [old, fresh]) await store.createTicket(one)
      for (const { id } of [old, fresh]) await store.noteTicketUse(id, member, 5)
      expect(await store.purgeTickets(20)).toBeGreaterThanOrEqual(1)
      expect((await store.tickets(org, 'invitation')).map(({ id, usedBy }) => [id, usedBy.length])).toEqual([[fresh.id, 1]])
      expect(await store.ticketOf(old.hash)).toBeUndefined()
      expect(await store.purgeTickets(20)).toBe(0)
    })

    it('keeps settings, and swaps one for one of many', async () => {
      await store.setSetting('code', 'one')
      await store.setSetting('code', 'two')
      expect(await store.setting('code')).toBe('two')
      const swapped = await Promise.all(many(6).map((id) => store.swapSetting('code', 'two', id)))
      expect(swapped.filter(Boolean)).toHaveLength(1)
      await store.setSetting('code', null)
      expect([await store.setting('code'), await store.swapSetting('code', 'two', 'three')]).toEqual([undefined, false])
    })

    it('says that it is there', () => expect(store.ping()).resolves.toBeUndefined())
  })
