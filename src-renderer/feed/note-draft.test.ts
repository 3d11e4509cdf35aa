import { beforeEach, expect, test } from 'vitest'
import { keepDraft, readDraft } from './note-draft.ts'

beforeEach(() => localStorage.clear())

test('a note that was begun is there after a reload, each at its contact', () => {
  keepDraft('a', 'Dzwonić po 15')
  expect(readDraft('a')).toBe('Dzwonić po 15')
  expect(readDraft('b')).toBe('')
})

test('a saved or emptied note leaves nothing behind', () => {
  keepDraft('a', 'x')
  keepDraft('a', ' ')
  expect(readDraft('a')).toBe('')
  expect(localStorage.length).toBe(0)
})
