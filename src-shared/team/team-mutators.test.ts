import { v7 as newId } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { LeadlineError } from '../lib/errors.ts'
import { emptyRows } from '../rows/test-documents.ts'
import type { Overlay } from '../rows/transaction.ts'
import { groupIds, groupKind } from './group-kind.ts'
import { saveGroup } from './team-mutators.ts'

const anna = { memberId: newId(), now: Date.UTC(2026, 10, 23, 12) }

let tx: Overlay
beforeEach(() => {
  tx = emptyRows()
})

const save = (id: string, name: string): string => {
  try {
    saveGroup.run(tx, { id, name, permissions: [] }, anna)
    return 'saved'
  } catch (error) {
    if (!(error instanceof LeadlineError)) throw error
    return [error.code, ...error.problems.map(({ rule }) => rule)].join(' ')
  }
}

describe('the name of a group', () => {
  it('is its own among the groups of a CRM, whatever letters it is written in', () => {
    const id = newId()
    expect(save(id, 'Sprzedaż Łódź')).toBe('saved')
    for (const name of ['Sprzedaż Łódź', 'sprzedaż  łódź', 'SPRZEDAZ LODZ'])
      expect([name, save(newId(), name)]).toEqual([name, 'conflict taken'])
    expect(save(newId(), 'Sprzedaż Łódź 2')).toBe('saved')
    expect(save(id, 'sprzedaż łódź')).toBe('saved')
    expect(tx.get(groupKind, id)?.name).toBe('sprzedaż łódź')
  })

  it('is needed, but for the groups that every CRM has: those have words of the screens', () => {
    expect(save(newId(), '')).toBe('bad_input required')
    expect([save(groupIds.manager, ''), save(groupIds.trainee, '')]).toEqual(['saved', 'saved'])
    expect(save(newId(), '\u0301')).toBe('saved')
  })
})
