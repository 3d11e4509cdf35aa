import { expect, test } from 'vitest'
import type { Work } from '../../src-shared/work/work-contract.ts'
import { createTestCore } from '../app/test-page.tsx'
import { withWork, workStoreOf } from './work-store.ts'

const workOf = (id: string, change: Partial<Work> = {}): Work => ({
  id,
  kind: 'change',
  state: 'running',
  total: 100,
  done: 0,
  refused: 0,
  error: null,
  batch: null,
  ...change,
})

test('what goes on is told in the order in which it began, and until it has ended', () => {
  const two = withWork(withWork([], workOf('a')), workOf('b'))
  expect(withWork(two, workOf('a', { done: 40 })).map(({ id, done }) => [id, done])).toEqual([
    ['a', 40],
    ['b', 0],
  ])
  for (const state of ['done', 'cancelled', 'failed'] as const) {
    expect(withWork(two, workOf('a', { state })).map(({ id }) => id)).toEqual(['b'])
  }
})

test('a core that was started anew knows nothing of what went on before, and the page forgets it', async () => {
  const known = new Map([['b', workOf('b', { done: 70 })]])
  const get = async ({ id }: { id: string }) => {
    const work = known.get(id)
    if (!work) throw new Error('not found')
    return work
  }
  const { api, tell } = createTestCore({ work: { get } })
  const store = workStoreOf(api)
  for (const id of ['a', 'b']) tell({ type: 'work', work: workOf(id) })
  tell({ type: 'hello' })
  await expect.poll(() => store.getState().running.map(({ id, done }) => [id, done])).toEqual([['b', 70]])
})
