import { expect, test } from 'vitest'
import type { FeedItem } from '../../src-shared/feed/feed-contract.ts'
import { foldChanges } from './fold-changes.ts'

const change = (id: string, act: 'created' | 'changed', fields: string[], memberName = 'Anna'): FeedItem => ({
  type: 'change',
  id,
  occurredAt: 1,
  memberName,
  act,
  fields,
})

const note = (id: string): FeedItem => ({
  type: 'note',
  id,
  occurredAt: 1,
  memberName: 'Anna',
  note: { id, contactId: null, callId: null, text: 'x', memberId: id, occurredAt: 1, revision: 1 },
})

test('changes that stand together are one line that names each field once', () => {
  const lines = foldChanges([
    change('a', 'changed', ['city', 'zip']),
    change('b', 'changed', ['city']),
    note('n'),
    change('c', 'changed', ['name']),
  ])
  expect(lines).toMatchObject([
    { type: 'changes', id: 'a', count: 2, fields: ['city', 'zip'] },
    { type: 'note', id: 'n' },
    { type: 'changes', count: 1, fields: ['name'] },
  ])
})

test('changes of different people stay apart, each with the name of who made it', () => {
  const lines = foldChanges([
    change('a', 'changed', ['city']),
    change('b', 'changed', ['responsible'], 'Ewa'),
    change('c', 'changed', ['zip'], 'Ewa'),
    change('d', 'changed', ['name']),
  ])
  expect(lines).toMatchObject([
    { memberName: 'Anna', count: 1, fields: ['city'] },
    { memberName: 'Ewa', count: 2, fields: ['responsible', 'zip'] },
    { memberName: 'Anna', count: 1, fields: ['name'] },
  ])
})

test('the making of a card is never folded away', () => {
  expect(foldChanges([change('a', 'changed', ['city']), change('b', 'created', [])])).toMatchObject([
    { type: 'changes' },
    { type: 'act', act: 'created' },
  ])
})

test('of tags that changed several times, what stood first and what stands last is told', () => {
  const tagged = (before: string[], after: string[]): FeedItem => ({
    ...(change('a', 'changed', ['tags']) as Extract<FeedItem, { type: 'change' }>),
    values: { tags: { before, after } },
  })
  expect(foldChanges([tagged(['vip', 'x'], ['vip']), tagged(['vip'], ['vip', 'x']), tagged([], ['vip'])])).toMatchObject([
    { count: 3, values: { tags: { before: [], after: ['vip'] } } },
  ])
})

test('changes by an import stay apart from those by hand, each with its file', () => {
  const imported = { ...change('b', 'changed', ['city']), importedFrom: 'klienci.csv' } as FeedItem
  const lines = foldChanges([change('a', 'changed', ['zip']), imported, { ...imported, act: 'created' } as FeedItem])
  expect(lines).toMatchObject([
    { type: 'changes', id: 'a', count: 1 },
    { type: 'changes', id: 'b', count: 1, importedFrom: 'klienci.csv' },
    { type: 'act', act: 'created', importedFrom: 'klienci.csv' },
  ])
})
