import { QueryObserver } from '@tanstack/react-query'
import { waitFor } from '@testing-library/dom'
import { afterEach, expect, test } from 'vitest'
import type { CoreEvent } from '../../src-shared/system/system-contract.ts'
import type { Api } from '../api/api.ts'
import { createQueryClient } from './query-client.ts'
import { keepFresh, queryKeys, staleKeys } from './refresh.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/** A page whose questions are answered by hand, in the order in which they were asked. */
const openPage = () => {
  const queries = createQueryClient()
  const asked: ((answer: string) => void)[] = []
  let tell: (event: CoreEvent) => void = () => {}
  const onEvent = (listener: (event: CoreEvent) => void) => {
    tell = listener
    return () => {}
  }
  keepFresh({ onEvent } as unknown as Api, queries)
  const observer = new QueryObserver(queries, {
    queryKey: queryKeys.tasks,
    queryFn: () => new Promise<string>((resolve) => asked.push(resolve)),
  })
  const stop = observer.subscribe(() => {})
  stops.push(stop)
  return { asked, observer, queries, stop, tell: () => tell({ type: 'rows', kind: 'task', ids: ['a'] }) }
}

test('what changes while the very first answer is on its way is asked again', async () => {
  const { asked, observer, tell } = openPage()
  expect(asked).toHaveLength(1)
  tell()
  asked[0]?.('before the change')
  await waitFor(() => expect(asked).toHaveLength(2))
  asked[1]?.('after it')
  await waitFor(() => expect(observer.getCurrentResult().data).toBe('after it'))
})

test('what changes while an answer is on its way that nobody waits for is asked again when it is seen', async () => {
  const { asked, queries, stop, tell } = openPage()
  stop()
  tell()
  asked[0]?.('before the change')
  await waitFor(() => expect(queries.getQueryState(queryKeys.tasks)).toMatchObject({ fetchStatus: 'idle', isInvalidated: true }))
  expect(asked).toHaveLength(1)
})

test('of two changes during two answers none is lost', async () => {
  const { asked, observer, tell } = openPage()
  tell()
  asked[0]?.('before the change')
  await waitFor(() => expect(asked).toHaveLength(2))
  tell()
  asked[1]?.('in between')
  await waitFor(() => expect(asked).toHaveLength(3))
  asked[2]?.('after both')
  await waitFor(() => expect(observer.getCurrentResult().data).toBe('after both'))
})

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
