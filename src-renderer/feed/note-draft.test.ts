import { beforeEach, expect, test } from 'vitest'
import { keepDraft, keepDraftsOf, readDraft } from './note-draft.ts'

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

test('notes begun in a team go when it is left, and not when it is joined or opened again', () => {
  keepDraftsOf(null)
  keepDraft('a', 'sam')
  keepDraftsOf('meblopol https://crm.example')
  expect(readDraft('a')).toBe('sam')
  keepDraft('b', 'w zespole')
  keepDraftsOf('meblopol https://crm.example')
  expect(readDraft('b')).toBe('w zespole')
  keepDraftsOf(null)
  expect([readDraft('a'), readDraft('b'), localStorage.length]).toEqual(['', '', 0])
})
