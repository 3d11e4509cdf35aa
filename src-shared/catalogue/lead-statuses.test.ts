import { v7 as newId } from 'uuid'
import { expect, it } from 'vitest'
import type { LeadStatus } from './catalogue-kinds.ts'
import { allStatuses, builtInStatuses, heldStatus, isFixedStatus, isRenamed, statusKeys, statusRowId } from './lead-statuses.ts'

const own: LeadStatus = { id: newId(), key: null, name: 'Oferta wysłana', category: 'open', order: 2.5, mergedInto: null, createdAt: 1 }

it('S7.5 the usual statuses are there without a row, in their order, and own ones stand among them', () => {
  expect(allStatuses([]).map(heldStatus)).toEqual([...statusKeys])
  expect(allStatuses([own]).map(heldStatus)).toEqual(['not_processed', 'in_progress', own.id, 'deferred', 'finished', 'unsuitable'])
})

it('S7.5 one that was renamed or moved is as its row says', () => {
  const renamed = { ...(builtInStatuses[1] as LeadStatus), name: 'Rozmawiamy', order: 9.5 }
  expect(allStatuses([renamed]).at(-1)).toEqual(renamed)
  expect([isRenamed(renamed), isRenamed(builtInStatuses[1] as LeadStatus), isRenamed(own)]).toEqual([true, false, true])
})

it('S7.5 only what the program does nothing with by itself can be merged away', () => {
  expect([...builtInStatuses, own].filter((status) => !isFixedStatus(status)).map(heldStatus)).toEqual(['deferred', own.id])
})

it('a status is found by what leads hold of it, and by the id of its row', () => {
  for (const status of [...builtInStatuses, own]) {
    expect([statusRowId(heldStatus(status)), statusRowId(status.id)]).toEqual([status.id, status.id])
  }
})
