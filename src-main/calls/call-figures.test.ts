import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callQuerySchema } from '../../src-shared/calls/call-contract.ts'
import { recordCall } from '../../src-shared/calls/call-mutators.ts'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { createContactService } from '../contacts/contact-service.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { readNumber } from '../telephony/identify.ts'
import { callQueries } from './call-queries.ts'

const minute = 60_000
let test: TestWorkspace
let start: number

beforeEach(() => {
  test = createTestWorkspace()
  start = test.workspace.context().now
})
afterEach(() => test.close())

interface Told {
  readonly at: number
  readonly number: string
  readonly result: 'answer' | 'noanswer'
  readonly direction?: 'incoming' | 'outgoing'
  readonly contactId?: string
  readonly memberId?: string
}

const call = ({ at, number, result, direction = 'incoming', contactId, memberId }: Told): string => {
  const { workspace } = test
  const id = newId()
  const startedAt = start + at * minute
  const report = {
    id,
    contactId: contactId ?? null,
    deviceId: workspace.deviceId,
    direction,
    number: readNumber(number, 'PL'),
    displayName: '',
    startedAt,
    answeredAt: result === 'answer' ? startedAt + 5000 : null,
    endedAt: startedAt + 30_000,
    result,
    sipStatus: null,
    sipReason: '',
    sipCallId: null,
    revision: 1,
  }
  workspace.store.mutate(recordCall, report, { ...workspace.context(), ...(memberId ? { memberId } : {}) }, newId())
  return id
}

const addContact = (stage: 'lead' | 'client', name: string): string =>
  createContactService(test.workspace).create(contactInputSchema.parse({ stage, name })).id

const ask = (query: Record<string, unknown>) => callQuerySchema.parse(query)
const database = () => test.workspace.store.database
const found = (query: Record<string, unknown>) =>
  callQueries['calls.list'](database(), { query: ask(query), offset: 0, limit: 50 }).map((line) => line.call.id)

describe('who waits to be called back', () => {
  it('S6.1 is whoever called, was not answered, and has talked with nobody since', () => {
    call({ at: 1, number: '601 000 001', result: 'noanswer' })
    call({ at: 2, number: '601 000 001', result: 'answer', direction: 'outgoing' })
    const missed = call({ at: 3, number: '601 000 002', result: 'noanswer' })
    call({ at: 4, number: '601 000 003', result: 'answer' })
    expect(found({ waiting: true })).toEqual([missed])
    expect(callQueries['calls.count'](database(), ask({ waiting: true }))).toBe(1)
  })

  it('S6.1 stays while nobody is reached, and stands there once however often they called', () => {
    call({ at: 1, number: '601 000 001', result: 'noanswer' })
    const newest = call({ at: 2, number: '601 000 001', result: 'noanswer' })
    call({ at: 3, number: '601 000 001', result: 'noanswer', direction: 'outgoing' })
    expect(found({ waiting: true })).toEqual([newest])
  })

  it('S6.1 is reached by any number of the same person', () => {
    const contactId = addContact('client', 'Łucja Żak')
    call({ at: 1, number: '601 000 001', result: 'noanswer', contactId })
    call({ at: 2, number: '22 555 18 04', result: 'answer', direction: 'outgoing', contactId })
    expect(found({ waiting: true })).toEqual([])
  })

  it('S6.1 waits again after a call that came before', () => {
    call({ at: 1, number: '601 000 001', result: 'answer' })
    const missed = call({ at: 2, number: '601 000 001', result: 'noanswer' })
    expect(found({ waiting: true })).toEqual([missed])
  })

  it('leaves out withheld numbers: nobody can call them', () => {
    call({ at: 1, number: '', result: 'noanswer' })
    expect(found({ waiting: true })).toEqual([])
    expect(found({ missed: true })).toHaveLength(1)
  })
})

describe('figures of calls', () => {
  it('S6.1 a list of one user holds their calls alone', () => {
    const other = newId()
    const mine = call({ at: 1, number: '601 000 001', result: 'answer' })
    const theirs = call({ at: 2, number: '601 000 002', result: 'answer', memberId: other })
    expect(found({ members: [test.workspace.me().id] })).toEqual([mine])
    expect(found({ members: [other] })).toEqual([theirs])
    expect(found({ members: [other, test.workspace.me().id] })).toEqual([theirs, mine])
  })

  it('S6.1 a call says whether it was with a lead or a client', () => {
    const lead = addContact('lead', 'Marek Sowa')
    call({ at: 1, number: '601 000 001', result: 'answer', contactId: lead })
    const [line] = callQueries['calls.list'](database(), { query: ask({}), offset: 0, limit: 1 })
    expect(line?.contact).toEqual({ id: lead, stage: 'lead', name: 'Marek Sowa', company: '' })
  })

  it('the values of a filter are counted as if that filter were off, and the others on', () => {
    call({ at: 1, number: '601 000 001', result: 'answer' })
    call({ at: 2, number: '601 000 002', result: 'noanswer' })
    call({ at: 3, number: '601 000 003', result: 'answer', direction: 'outgoing' })
    const facets = callQueries['calls.facets'](database(), ask({ direction: ['incoming'], result: ['answer'] }))
    expect(facets).toEqual({
      direction: { incoming: 1, outgoing: 1 },
      result: { answer: 1, noanswer: 1 },
      members: { [test.workspace.me().id]: 1 },
    })
  })

  it('S2.3 the numbers of single days add up to the number of the list', () => {
    for (const at of [0, 1, 2, 60, 61, 200]) call({ at, number: `601 000 ${100 + at}`, result: 'answer' })
    const boundaries = [start, start + 60 * minute, start + 120 * minute, start + 240 * minute]
    expect(callQueries['calls.countEach'](database(), { query: ask({}), boundaries })).toEqual([3, 2, 1])
    expect(callQueries['calls.count'](database(), ask({ from: boundaries[0], until: boundaries[3] }))).toBe(6)
  })
})
