import Sqlite from 'better-sqlite3'
import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { recordCall } from '../../src-shared/calls/call-mutators.ts'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { finishLead, giveBackLead, reopenLead, takeLead } from '../../src-shared/leads/lead-mutators.ts'
import type { Mutator } from '../../src-shared/rows/mutator.ts'
import type { Performance } from '../../src-shared/team/team-contract.ts'
import { createContactService } from '../contacts/contact-service.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { createHistoryService } from '../history/history-service.ts'
import { readNumber } from '../telephony/identify.ts'
import { performanceQueries } from './performance-queries.ts'

const minute = 60_000
const hour = 60 * minute
const ewa = newId()

let test: TestWorkspace
let start: number
let anna: string

beforeEach(() => {
  test = createTestWorkspace()
  start = test.workspace.context().now
  anna = test.workspace.me().id
})
afterEach(() => test.close())

const ask = (boundaries: readonly number[], memberIds: readonly string[] | null = null): Performance[] =>
  performanceQueries['team.performance'](test.workspace.store.database, { boundaries, memberIds })

const ofFirstHour = (memberId = anna) => ask([start, start + hour]).find((row) => row.memberId === memberId)

const act = <Args>(mutator: Mutator<Args, unknown>, args: Args, memberId = anna): string => {
  const { store, context } = test.workspace
  const batch = newId()
  store.mutate(mutator, args, { ...context(), memberId }, batch)
  return batch
}

interface Told {
  readonly at: number
  readonly direction?: 'incoming' | 'outgoing'
  /** Seconds of talk; null where nobody answered. */
  readonly talk?: number | null
  readonly result?: 'answer' | 'noanswer' | 'busy' | null
  readonly memberId?: string
}

const call = ({ at, direction = 'incoming', talk = null, result, memberId = anna }: Told) => {
  const startedAt = start + at
  const answeredAt = talk === null ? null : startedAt + 5000
  const report = {
    id: newId(),
    contactId: null,
    deviceId: test.workspace.deviceId,
    direction,
    number: readNumber('601 000 001', 'PL'),
    displayName: '',
    startedAt,
    answeredAt,
    endedAt: result === null ? null : (answeredAt ?? startedAt) + (talk ?? 20) * 1000,
    result: result === undefined ? (talk === null ? ('noanswer' as const) : ('answer' as const)) : result,
    sipStatus: null,
    sipReason: '',
    sipCallId: null,
    revision: 1,
  }
  act(recordCall, report, memberId)
}

const addLead = (): string => createContactService(test.workspace).create(contactInputSchema.parse({ stage: 'lead', name: 'Jan Łoś' })).id

describe('calls of a team', () => {
  it('S8.4 are counted for each member, both ways, with those that were answered and the time of talk', () => {
    call({ at: 1 * minute, talk: 61 })
    call({ at: 2 * minute, talk: 59.6 })
    call({ at: 3 * minute })
    call({ at: 4 * minute, direction: 'outgoing', talk: 30 })
    call({ at: 5 * minute, direction: 'outgoing', result: 'busy' })
    call({ at: 6 * minute, talk: 10, memberId: ewa })
    expect(ofFirstHour()).toEqual({
      memberId: anna,
      stretch: 0,
      incoming: 3,
      answered: 2,
      outgoing: 2,
      reached: 1,
      talkTime: 151,
      leadsTaken: 0,
      leadsFinished: 0,
      leadsWon: 0,
    })
    expect(ofFirstHour(ewa)).toMatchObject({ incoming: 1, answered: 1, outgoing: 0, talkTime: 10 })
  })

  it('S8.4 belong to the stretch in which they began: its first moment does, that of the next does not', () => {
    for (const at of [-1, 0, hour - 1, hour, 3 * hour]) call({ at, talk: 1 })
    const boundaries = [start, start + hour, start + 2 * hour, start + 3 * hour]
    expect(ask(boundaries).map(({ stretch, incoming }) => [stretch, incoming])).toEqual([
      [0, 2],
      [1, 1],
    ])
  })

  it('S8.4 are not counted while they are going on: nobody knows yet how they end', () => {
    call({ at: minute, talk: 1, result: null })
    expect(ask([start, start + hour])).toEqual([])
  })

  it('S8.4 are told of those members alone that are asked for', () => {
    call({ at: minute })
    call({ at: minute, memberId: ewa })
    act(takeLead, { id: addLead() }, ewa)
    expect(ask([start, start + hour], [anna]).map(({ memberId }) => memberId)).toEqual([anna])
    expect(ask([start, start + hour], [ewa])).toEqual([expect.objectContaining({ memberId: ewa, incoming: 1, leadsTaken: 1 })])
    expect(ask([start, start + hour], [])).toEqual([])
  })
})

describe('leads of a team', () => {
  it('S8.4 count for whoever took them, and for whoever finished them, won where they became clients', () => {
    const [won, lost] = [addLead(), addLead()]
    act(takeLead, { id: won })
    act(takeLead, { id: lost })
    act(takeLead, { id: lost })
    act(finishLead, { id: won, as: 'client' }, ewa)
    act(finishLead, { id: lost, as: 'unsuitable', reason: 'Ma już dostawcę' })
    expect(ofFirstHour()).toMatchObject({ leadsTaken: 2, leadsFinished: 1, leadsWon: 0 })
    expect(ofFirstHour(ewa)).toMatchObject({ leadsTaken: 0, leadsFinished: 1, leadsWon: 1 })
  })

  it('S8.4 count again when they are given back and taken, or reopened and finished, once more', () => {
    const id = addLead()
    act(takeLead, { id })
    act(giveBackLead, { id })
    act(takeLead, { id }, ewa)
    act(finishLead, { id, as: 'client' }, ewa)
    act(reopenLead, { id }, ewa)
    test.pass(2 * hour)
    act(finishLead, { id, as: 'client' }, ewa)
    const rows = ask([start, start + hour, start + 3 * hour])
    expect(rows.map(({ memberId, stretch, leadsTaken, leadsWon }) => [memberId, stretch, leadsTaken, leadsWon])).toEqual(
      expect.arrayContaining([
        [anna, 0, 1, 0],
        [ewa, 0, 1, 1],
        [ewa, 1, 0, 1],
      ]),
    )
  })

  it('S8.4 do not count where the act was taken back, also when the lead was renamed before that', async () => {
    const history = createHistoryService(test.workspace)
    const id = addLead()
    const taken = act(takeLead, { id })
    createContactService(test.workspace).update({ id, fields: { name: 'Jan Sowa' } })
    await history.undo(taken)
    expect(ask([start, start + hour])).toEqual([])
    act(takeLead, { id })
    const finished = act(finishLead, { id, as: 'client' })
    expect(ofFirstHour()).toMatchObject({ leadsTaken: 1, leadsFinished: 1, leadsWon: 1 })
    await history.undo(finished)
    expect(ofFirstHour()).toMatchObject({ leadsTaken: 1, leadsFinished: 0, leadsWon: 0 })
  })
})

describe('with 200,000 calls and changes', () => {
  const many = 200_000

  /** Straight into the tables: what is tried here is how they are read. */
  const fill = () => {
    const { database } = test.workspace.store
    const numbers = `with recursive number (n) as (select 1 union all select n + 1 from number where n < ${many})`
    database.exec(`begin;
      ${numbers} insert into row (kind, id, root, data) select 'contact', 'c' || n, 'c' || n, '{}' from number;
      ${numbers} insert into act (batch, mutation, member_id, at)
        select 'b' || n, case n % 100 when 0 then 'lead.take' else 'contact.patch' end, 'm' || (n % 20), ${start} + n * ${minute} from number;
      insert into change (act, rid, what, before, after)
        select act.seq, row.rid, 'changed', '{}', '{"responsible":"m"}' from act join row on row.id = 'c' || substr(act.batch, 2);
      ${numbers} insert into call (rid, id, contact_id, member_id, started_at, direction, result, missed, digits, talk_time)
        select ${many} * 10 + n, 'k' || n, null, 'm' || (n % 20), ${start} + n * ${minute},
          case n % 2 when 0 then 'incoming' else 'outgoing' end, 'answer', 0, '', 60000 from number;
      commit`)
  }

  it.each([
    ['everybody', null, 20],
    ['one member', ['m0'], 1],
  ] as const)('S8.4 a week of %s is found by its time: nothing is looked through', (_whose, memberIds, members) => {
    fill()
    const { database } = test.workspace.store
    const prepare = vi.spyOn(Sqlite.prototype, 'prepare')
    const week = [start, start + 7 * 24 * hour]
    const rows = ask(week, memberIds)
    const statements = prepare.mock.calls.map(([sql]) => sql)
    prepare.mockRestore()
    expect(rows).toHaveLength(members)
    expect(rows.find(({ memberId }) => memberId === 'm0')).toMatchObject({ incoming: 503, answered: 503, talkTime: 503 * 60 })
    expect(rows.reduce((total, { leadsTaken }) => total + leadsTaken, 0)).toBe(100)
    expect(statements).toHaveLength(2)
    for (const sql of statements) {
      const plan = database
        .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
        .all(...week, ...(memberIds ?? []))
        .map(({ detail }) => detail)
      expect(plan.filter((detail) => detail.startsWith('SCAN'))).toEqual([])
      expect(plan[0]).toMatch(
        /^SEARCH (call USING INDEX (call_by_start \(started_at>\?|call_by_member \(member_id=\? AND started_at>\?)|act USING INDEX act_of_leads \(at>\?)/,
      )
    }
  })
})
