import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callQuerySchema } from '../../src-shared/calls/call-contract.ts'
import { recordCall } from '../../src-shared/calls/call-mutators.ts'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { createContactService } from '../contacts/contact-service.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { readNumber } from '../telephony/identify.ts'
import { callQueries } from './call-queries.ts'

let test: TestWorkspace
let clientId: string

beforeAll(() => {
  test = createTestWorkspace()
  const { workspace } = test
  clientId = createContactService(workspace).create(
    contactInputSchema.parse({ stage: 'client', name: 'Łucja Żak', phones: [{ typed: '601 234 567' }] }),
  ).id
  const at = workspace.context().now
  const call = (minute: number, direction: 'incoming' | 'outgoing', number: string, answered: boolean, contactId: string | null = null) => {
    const startedAt = at + minute * 60_000
    const result = answered ? ('answer' as const) : ('noanswer' as const)
    const times = {
      startedAt,
      answeredAt: answered ? startedAt + 5000 : null,
      endedAt: startedAt + 65_000,
      result,
      sipStatus: 200,
      sipReason: '',
    }
    const args = {
      id: newId(),
      contactId,
      deviceId: workspace.deviceId,
      direction,
      number: readNumber(number, 'PL'),
      displayName: '',
      ...times,
      sipCallId: 'a',
      revision: 1,
    }
    workspace.store.mutate(recordCall, args, workspace.context(), newId())
  }
  call(1, 'incoming', '601234567', true, clientId)
  call(2, 'outgoing', '512004118', true)
  call(3, 'incoming', '512004118', false)
})
afterAll(() => test.close())

const listed = (query: Record<string, unknown>) =>
  callQueries['calls.list'](test.workspace.store.database, { query: callQuerySchema.parse(query), offset: 0, limit: 10 })
const numbers = (query: Record<string, unknown>) => listed(query).map(({ call }) => `${call.direction} ${call.number.digits}`)

describe('the list of calls', () => {
  it('S6.1 is newest first, with direction, result, number, person and user', () => {
    expect(listed({})).toMatchObject([
      { call: { direction: 'incoming', result: 'noanswer', number: { e164: '+48512004118' } }, contact: null, memberName: 'Anna' },
      { call: { direction: 'outgoing', result: 'answer' } },
      { call: { direction: 'incoming', result: 'answer' }, contact: { id: clientId, name: 'Łucja Żak' } },
    ])
  })

  it('S6.1 is filtered by direction, result, missed and time', () => {
    const at = test.workspace.context().now
    expect(numbers({ direction: ['outgoing'] })).toEqual(['outgoing 48512004118'])
    expect(numbers({ result: ['noanswer'] })).toEqual(['incoming 48512004118'])
    expect(numbers({ missed: true })).toEqual(['incoming 48512004118'])
    expect(numbers({ from: at + 90_000, until: at + 130_000 })).toEqual(['outgoing 48512004118'])
  })

  it.each([
    ['żak', 1],
    ['lu', 1],
    ['512 004', 2],
    ['nobody', 0],
  ])('S6.1 search by %s finds %i', (search, count) => {
    expect(listed({ search })).toHaveLength(count)
    expect(callQueries['calls.count'](test.workspace.store.database, callQuerySchema.parse({ search }))).toBe(count)
  })
})
