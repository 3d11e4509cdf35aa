import { notifications } from '@mantine/notifications'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Work } from '../../src-shared/work/work-contract.ts'
import { createTestCore } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { bringBack } from './bring-back.ts'

const running: Work = { id: 'w', kind: 'bring_back', state: 'running', total: 0, done: 0, refused: 0, error: null, batch: null }

beforeAll(() => startTexts('pl'))
afterEach(() => vi.restoreAllMocks())

/** A core to which a file of more than one piece goes; the work ends so. */
const bring = async (end: Partial<Work>) => {
  const said: string[] = []
  vi.spyOn(notifications, 'show').mockImplementation(({ message, title }) => {
    said.push([title, message].filter(Boolean).join(': '))
    return ''
  })
  const pieces: number[] = []
  const done: [string, string][] = []
  const shares: (number | null)[] = []
  const { api } = createTestCore({
    imports: {
      begin: async () => ({ importId: 'i' }),
      append: async ({ offset }: { offset: number }) => {
        pieces.push(offset)
        return {}
      },
    },
    exports: { bringBack: async () => running },
    work: { get: async () => ({ ...running, ...end }) },
  })
  await bringBack(api, new File(['a'.repeat(1_000_000)], 'leadline.zip'), {
    told: (share) => void shares.push(share),
    tellDone: (batch, text) => void done.push([batch, text]),
  })
  return { said, pieces, done, shares }
}

test('B9 an export goes to the core piece by piece, and what came back can be taken back', async () => {
  const { said, pieces, done, shares } = await bring({ state: 'done', total: 5, done: 5, batch: 'b' })
  expect(pieces).toEqual([0, 786_432])
  expect(shares).toEqual([0, expect.closeTo(0.786), 1, null])
  expect([said, done]).toEqual([[], [['b', 'Eksport przywrócony: w pliku było 5 wpisów.']]])
})

test('a file whose entries are all here changes nothing and says so', async () => {
  const { said, done } = await bring({ state: 'done', total: 5, done: 5 })
  expect([said, done]).toEqual([['Wszystko, co jest w tym pliku, już tu jest.'], []])
})

test('what may not return is told', async () => {
  const { done } = await bring({ state: 'done', total: 5, done: 5, refused: 2, batch: 'b' })
  expect(done).toEqual([['b', expect.stringMatching(/wpisów\. 2 usunięte wpisy nie wróciły/)]])
})

test('a line that is wrong is named, with what is wrong with it', async () => {
  const problems = [
    { path: 'contact.jsonl:12', rule: 'export_line' },
    { path: 'phones.0.type', rule: 'invalid_value' },
  ]
  const { said } = await bring({ state: 'failed', error: { code: 'unreadable_file', problems } })
  expect(said).toEqual([expect.stringMatching(/contact\.jsonl:12, phones\.0\.type: .+\. Jeden z wierszy/)])
})
