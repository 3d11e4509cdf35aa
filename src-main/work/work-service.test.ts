import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Work } from '../../src-shared/work/work-contract.ts'
import { createWorkService, type Running } from './work-service.ts'

const open = () => {
  const told: Work[] = []
  const logged: unknown[] = []
  const log = { error: (...words: unknown[]) => void logged.push(words), warn: () => {}, info: () => {} }
  return { told, logged, work: createWorkService((one) => void told.push(one), log as never) }
}

const endless = async ({ signal, report }: Running) => {
  report({ total: 100 })
  for (let done = 1; !signal.aborted; done++) {
    report({ done })
    await nextTurn()
  }
}

it('what takes a while goes on by itself and tells how far it is', async () => {
  const { work, told } = open()
  const begun = work.begin('change', async ({ report }) => {
    await nextTurn()
    report({ total: 2, done: 2, refused: 1 })
  })
  expect(begun.state).toBe('running')
  await expect.poll(() => work.get(begun.id)).toMatchObject({ state: 'done', total: 2, done: 2, refused: 1 })
  expect(told.map(({ state }) => state)).toEqual(['running', 'done'])
})

it('what is stopped says so once it has stopped, and stays where it was', async () => {
  const { work } = open()
  const { id } = work.begin('export', endless)
  const ended = await work.cancel(id)
  expect(ended).toMatchObject({ state: 'cancelled', total: 100 })
  expect(await work.cancel(id)).toEqual(ended)
})

it('what fails says why; what nobody foresaw is logged and told without its insides', async () => {
  const { work, logged } = open()
  const foreseen = work.begin('change', async () => {
    throw new LeadlineError('forbidden', 'No', [{ path: 'permission', rule: 'customers_edit' }])
  })
  const unforeseen = work.begin('change', async () => {
    throw new Error('the insides')
  })
  await expect
    .poll(() => work.get(foreseen.id))
    .toMatchObject({ state: 'failed', error: { code: 'forbidden', problems: [{ rule: 'customers_edit' }] } })
  await expect.poll(() => work.get(unforeseen.id)).toMatchObject({ state: 'failed', error: { code: 'internal', problems: [] } })
  expect(logged).toHaveLength(1)
})

it('closing stops everything and waits for it', async () => {
  const { work } = open()
  const { id } = work.begin('undo', endless)
  await work.close()
  expect([work.get(id).state, work.isRunning()]).toEqual(['cancelled', false])
})

it('what nobody has begun is not found', () => {
  expect(() => open().work.get('nothing')).toThrow(expect.objectContaining({ code: 'not_found' }))
})
