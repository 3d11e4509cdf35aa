import { beforeEach, expect, test } from 'vitest'
import { forgetDraft, keepDraft, readDraft } from './note-draft.ts'

beforeEach(() => localStorage.clear())

test('a note that was begun is there after a reload, under the same id', () => {
  const draft = { ...readDraft('a'), text: 'Dzwonić po 15' }
  keepDraft('a', draft)
  expect(readDraft('a')).toEqual(draft)
  expect(readDraft('b').text).toBe('')
})

test('a saved or emptied note leaves nothing behind', () => {
  keepDraft('a', { id: '1', text: 'x' })
  forgetDraft('a')
  expect(readDraft('a').text).toBe('')
  keepDraft('a', { id: '1', text: 'x' })
  keepDraft('a', { id: '1', text: ' ' })
  expect(localStorage.length).toBe(0)
})

test('what is no draft is passed over', () => {
  localStorage.setItem('leadline-draft:a', '{"id":1}')
  expect(readDraft('a').text).toBe('')
  localStorage.setItem('leadline-draft:a', 'nonsense')
  expect(readDraft('a').text).toBe('')
})
