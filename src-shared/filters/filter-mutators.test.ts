import { v7 as newId } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { contactQuerySchema } from '../contacts/contact-contract.ts'
import { emptyRows } from '../rows/test-documents.ts'
import type { Overlay } from '../rows/transaction.ts'
import { savedFilterKind } from './filter-kind.ts'
import { deleteFilter, saveFilter } from './filter-mutators.ts'

const anna = { memberId: newId(), now: Date.UTC(2026, 10, 23, 12) }
const ewa = { ...anna, memberId: newId() }
const id = newId()
const query = contactQuerySchema.parse({ stage: 'client', filters: { city: ['Łódź'] } })

let tx: Overlay
beforeEach(() => {
  tx = emptyRows()
  saveFilter.run(tx, { id, name: 'Łódź', query }, anna)
})

const forbidden = expect.objectContaining({ code: 'forbidden' })

describe('a saved filter', () => {
  it('S3.1 is kept for its author, and kept otherwise under the same id', () => {
    expect(tx.get(savedFilterKind, id)).toMatchObject({ memberId: anna.memberId, name: 'Łódź', query })
    saveFilter.run(tx, { id, name: 'Miasto Łódź', query: { ...query, descending: true } }, anna)
    expect(tx.get(savedFilterKind, id)).toMatchObject({ name: 'Miasto Łódź', query: { descending: true } })
    expect(tx.find(savedFilterKind, 'member', anna.memberId)).toEqual([id])
  })

  it('S3.1 is nobody else’s to change or to delete', () => {
    expect(() => saveFilter.run(tx, { id, name: 'Moje', query }, ewa)).toThrow(forbidden)
    expect(() => deleteFilter.run(tx, { id }, ewa)).toThrow(forbidden)
    deleteFilter.run(tx, { id }, anna)
    expect(tx.get(savedFilterKind, id)).toBeUndefined()
    expect(() => deleteFilter.run(tx, { id }, anna)).toThrow(expect.objectContaining({ code: 'not_found' }))
  })

  it('that was deleted is not somebody else’s to bring back', () => {
    deleteFilter.run(tx, { id }, anna)
    expect(() => saveFilter.run(tx, { id, name: 'Moje', query }, ewa)).toThrow(forbidden)
  })
})
