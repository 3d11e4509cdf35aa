import { notifications } from '@mantine/notifications'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Work } from '../../src-shared/work/work-contract.ts'
import { createTestCore } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { runExport } from './run-export.ts'

const running: Work = { id: 'w', kind: 'export', state: 'running', total: 2, done: 0, refused: 0, error: null, batch: null }
/** More than comes over in one piece. */
const size = 1_500_000

beforeAll(() => startTexts('pl'))
afterEach(() => vi.restoreAllMocks())

/** A core that has begun to write a file, and what the page told and saved. */
const begin = () => {
  const told: string[] = []
  vi.spyOn(notifications, 'show').mockImplementation(({ message, title }) => {
    told.push([title, message].filter(Boolean).join(': '))
    return ''
  })
  const saved: Blob[] = []
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: (blob: Blob) => `blob:${saved.push(blob)}`, revokeObjectURL: () => {} }))
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  const discarded: string[] = []
  const { api, tell } = createTestCore({
    work: { get: async () => running },
    exports: {
      start: async () => running,
      file: async () => ({ name: 'klienci.csv', bytes: size, mediaType: 'text/csv' }),
      read: async ({ offset, length }: { offset: number; length: number }) => ({
        base64: btoa('A'.repeat(Math.min(length, size - offset))),
      }),
      discard: async ({ id }: { id: string }) => {
        discarded.push(id)
        return {}
      },
    },
  })
  const listens = Promise.withResolvers<void>()
  const onEvent: typeof api.onEvent = (listener) => {
    listens.resolve()
    return api.onEvent(listener)
  }
  const done = runExport({ ...api, onEvent }, { what: 'everything', format: 'json' })
  const say = async (work: Partial<Work>) => {
    await listens.promise
    tell({ type: 'work', work: { ...running, ...work } })
    await done
  }
  return { told, saved, discarded, say }
}

test('B9 a file that is written is fetched piece by piece, saved whole, and forgotten by the core', async () => {
  const { told, saved, discarded, say } = begin()
  await say({ state: 'done', done: 2 })
  expect(saved.map((blob) => blob.size)).toEqual([size])
  expect(told).toEqual([expect.stringMatching(/^Zapisano plik klienci\.csv/)])
  expect(discarded).toEqual(['w'])
})

test('an export that was stopped saves nothing and says so', async () => {
  const { told, saved, say } = begin()
  await say({ state: 'cancelled' })
  expect([saved.length, told]).toEqual([0, ['Eksport przerwany. Żaden plik nie powstał.']])
})

test('an export that has failed says why', async () => {
  const { told, saved, say } = begin()
  await say({ state: 'failed', error: { code: 'storage_failed', problems: [] } })
  expect([saved.length, told.length]).toEqual([0, 1])
  expect(told[0]).toContain((await import('../i18n/pl/errors.json')).default.storage_failed.title)
})
