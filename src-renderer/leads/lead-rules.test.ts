import { expect, test } from 'vitest'
import { isHeldByOther, leadOffers } from './lead-rules.ts'

const manager = { id: 'anna', group: 'manager' } as const
const lead = { stage: 'lead', leadStatus: 'in_progress' } as const
const offered = (offers: ReturnType<typeof leadOffers>) =>
  Object.entries(offers)
    .filter(([, isOffered]) => isOffered)
    .map(([name]) => name)

test('a lead of the pool can be taken by anybody', () => {
  expect(offered(leadOffers({ ...lead, responsible: null, leadStatus: 'not_processed' }, manager))).toContain('take')
})

test('S7.1 from the moment somebody has a lead nobody else is offered any work on it', () => {
  expect(offered(leadOffers({ ...lead, responsible: 'ewa' }, manager))).toEqual([])
})

test('an administrator may work the leads of others, and takes none from them by a press', () => {
  expect(offered(leadOffers({ ...lead, responsible: 'ewa' }, { id: 'anna', group: 'administrator' }))).toEqual(['finish', 'giveBack'])
})

test('my lead is finished or given back, and opened again once it has ended', () => {
  expect(offered(leadOffers({ ...lead, responsible: 'anna' }, manager))).toEqual(['finish', 'giveBack'])
  expect(offered(leadOffers({ ...lead, responsible: 'anna', leadStatus: 'unsuitable' }, manager))).toEqual(['reopen'])
  expect(offered(leadOffers({ stage: 'client', responsible: 'anna', leadStatus: 'finished' }, manager))).toEqual(['reopen'])
})

test('a client that never was a lead has nothing of one', () => {
  expect(offered(leadOffers({ stage: 'client', responsible: 'anna', leadStatus: null }, manager))).toEqual([])
})

test('S7.1 a lead that somebody else has is only read, by all but an administrator', () => {
  expect(isHeldByOther({ stage: 'lead', responsible: 'ewa' }, manager)).toBe(true)
  expect(isHeldByOther({ stage: 'lead', responsible: 'ewa' }, { id: 'anna', group: 'administrator' })).toBe(false)
  for (const responsible of ['anna', null]) expect(isHeldByOther({ stage: 'lead', responsible }, manager)).toBe(false)
  expect(isHeldByOther({ stage: 'client', responsible: 'ewa' }, manager)).toBe(false)
})
