import { expect, test } from 'vitest'
import type { LeadStatus } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { allStatuses } from '../../src-shared/catalogue/lead-statuses.ts'
import { boardColumns, holdsLeads, neighbourOf, nextFilled } from './board-columns.ts'

const offer: LeadStatus = { id: 'offer', key: null, name: 'Oferta wysłana', category: 'open', order: 4, mergedInto: null, createdAt: 0 }
const statuses = allStatuses([offer])
const names = (columns: readonly { readonly held: string }[]) => columns.map(({ held }) => held)

test('S7.5 every status has its column, those of the workspace among them, in their order', () => {
  const columns = boardColumns(statuses, [])
  expect(names(columns)).toEqual(['not_processed', 'in_progress', 'deferred', 'offer', 'finished', 'unsuitable'])
  expect(columns.map(({ ends }) => ends)).toEqual([null, null, null, null, 'client', 'unsuitable'])
})

test('of chosen statuses the others are left out, but for where the work ends', () => {
  expect(names(boardColumns(statuses, ['offer']))).toEqual(['offer', 'finished', 'unsuitable'])
  const [, won, lost] = boardColumns(statuses, ['offer'])
  expect(won && holdsLeads(won, [])).toBe(false)
  expect(lost && holdsLeads(lost, [])).toBe(true)
  expect(lost && holdsLeads(lost, ['offer'])).toBe(false)
})

test('a lead goes to the neighbour, the keyboard to the next column in which somebody stands', () => {
  const columns = boardColumns(statuses, [])
  expect(neighbourOf(columns, 'deferred', 1)?.held).toBe('offer')
  expect(neighbourOf(columns, 'not_processed', -1)).toBeUndefined()
  expect(neighbourOf(columns, 'unsuitable', 1)).toBeUndefined()
  const countOf = (held: string) => (held === 'not_processed' || held === 'offer' ? 3 : 0)
  expect(nextFilled(columns, 'not_processed', 1, countOf)?.held).toBe('offer')
  expect(nextFilled(columns, 'offer', 1, countOf)).toBeUndefined()
})
