import { expect, test } from 'vitest'
import { queryKeys, staleKeys } from './refresh.ts'

test('a new connection makes everything stale', () => {
  expect(staleKeys({ type: 'hello' })).toEqual([[]])
})

test('a changed contact touches its own card and feed, and every list that may show it', () => {
  const keys = staleKeys({ type: 'rows', kind: 'contact', ids: ['a'] })
  expect(keys).toContainEqual([...queryKeys.contacts, 'a'])
  expect(keys).toContainEqual([...queryKeys.feeds, 'a'])
  expect(keys).toContainEqual(queryKeys.contactLists)
  expect(keys).not.toContainEqual(queryKeys.contacts)
})

test('too many to name make all cards stale', () => {
  expect(staleKeys({ type: 'rows', kind: 'contact', ids: 'many' })).toContainEqual(queryKeys.contacts)
})

test('a call changes the list of calls and the feeds', () => {
  const keys = staleKeys({ type: 'rows', kind: 'call', ids: ['c'] })
  expect(keys).toContainEqual(queryKeys.calls)
  expect(keys).toContainEqual(queryKeys.feeds)
})

test('words about the telephone or an import ask for no rows', () => {
  expect(
    staleKeys({
      type: 'import',
      progress: { importId: 'i', state: 'running', rows: 1, done: 0, created: 0, updated: 0, skipped: 0, bad: 0 },
    }),
  ).toEqual([])
})

test('a word about the team asks again for what the server refused, for wishes and for where files are, and for no rows', () => {
  expect(staleKeys({ type: 'team', state: { mode: 'alone', blockedBy: null } })).toEqual([
    queryKeys.team,
    queryKeys.wishes,
    queryKeys.files,
  ])
  expect(staleKeys({ type: 'presence', members: [] })).toEqual([queryKeys.sealed])
})

test('a renamed or merged word makes what is chosen from stale, and every list that filters or shows by it', () => {
  for (const kind of ['tag', 'source', 'property', 'status']) {
    const keys = staleKeys({ type: 'rows', kind, ids: ['a'] })
    expect(keys).toContainEqual(queryKeys.catalogue)
    expect(keys).toContainEqual(queryKeys.contactLists)
  }
  expect(staleKeys({ type: 'rows', kind: 'filter', ids: ['a'] })).toContainEqual(queryKeys.filters)
  expect(staleKeys({ type: 'rows', kind: 'task', ids: ['a'] })).toContainEqual(queryKeys.tasks)
})
