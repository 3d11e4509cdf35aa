import { expect, test } from 'vitest'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { viewerOf } from '../../src-shared/team/viewer.ts'
import { leadOffers, mayBecomeClient } from './lead-rules.ts'

const workspace = { ownerId: null, directory: true }
const inGroup = (groupId: string) => viewerOf({ id: 'anna', groupId }, undefined, workspace)
const manager = inGroup(groupIds.manager)
const administrator = inGroup(groupIds.administrator)
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
  expect(offered(leadOffers({ ...lead, responsible: 'ewa' }, administrator))).toEqual(['finish', 'giveBack'])
})

test('my lead is finished or given back, and opened again once it has ended', () => {
  expect(offered(leadOffers({ ...lead, responsible: 'anna' }, manager))).toEqual(['finish', 'giveBack'])
  expect(offered(leadOffers({ ...lead, responsible: 'anna', leadStatus: 'unsuitable' }, manager))).toEqual(['reopen'])
  expect(offered(leadOffers({ stage: 'client', responsible: 'anna', leadStatus: 'finished' }, manager))).toEqual(['reopen'])
})

test('a client that never was a lead has nothing of one', () => {
  expect(offered(leadOffers({ stage: 'client', responsible: 'anna', leadStatus: null }, manager))).toEqual([])
})

test('S14.2 a lead becomes a client only where clients may be added, and such a client is opened again by whoever made it one, or where clients may be deleted', () => {
  const nobody = inGroup('0197f1de-0000-7000-8000-000000000001')
  expect(mayBecomeClient(nobody)).toBe(false)
  expect(mayBecomeClient(manager)).toBe(true)
  for (const viewer of [nobody, inGroup(groupIds.trainee)]) {
    expect(offered(leadOffers({ stage: 'client', responsible: 'anna', leadStatus: 'finished' }, viewer))).toEqual([])
  }
  const won = { stage: 'client', responsible: 'anna', leadStatus: 'finished', wonBy: 'anna' } as const
  expect(offered(leadOffers(won, inGroup(groupIds.trainee)))).toEqual(['reopen'])
})
