import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineKind } from '../rows/kind.ts'
import { emptyRows } from '../rows/test-documents.ts'
import { createOverlay, type Overlay } from '../rows/transaction.ts'
import { defineRevert, historyOf, type RowHistory } from './history-mutators.ts'

const thingKind = defineKind({ name: 'thing', schema: z.looseObject({ id: z.string() }), root: (thing) => thing.id })
const revert = defineRevert({ thing: thingKind })
const by = { memberId: newId(), now: 0 }
const [id, other] = [newId(), newId()]

type Fields = Readonly<Record<string, unknown>>

/** Does something in a layer, takes it over, and answers with what the history keeps of it. */
const act = (tx: Overlay, work: (layer: Overlay) => void): RowHistory[] => {
  const layer = createOverlay(tx)
  work(layer)
  return layer.changes().map(({ kind, id: rowId, before, after }) => {
    tx.put(kind, after.document)
    if (after.deleted) tx.delete(kind, rowId)
    return historyOf(kind.name, rowId, before, after)
  })
}

const rowsWith = (fields: Fields, rowId = id) => {
  const tx = emptyRows()
  tx.put(thingKind, { id: rowId, ...fields })
  return tx
}

const set = (tx: Overlay, fields: Fields) => act(tx, (layer) => layer.put(thingKind, { id, ...fields }))
const undo = (tx: Overlay, acts: RowHistory[], changedSince: string[] = []) => revert.run(tx, { acts, changedSince }, by)
const now = (tx: Overlay) => tx.get(thingKind, id)

describe('what an act did to a row', () => {
  it('is the fields that it set, as they were and as they became', () => {
    const tx = rowsWith({ name: 'Jan', city: 'Łódź', old: 1 })
    expect(set(tx, { name: 'Jan', city: 'Żory', fresh: [1] })).toEqual([
      { kind: 'thing', id, act: 'changed', before: { city: 'Łódź', old: 1 }, after: { city: 'Żory', fresh: [1] } },
    ])
  })

  it('is created, deleted or restored where it is the row itself', () => {
    const tx = emptyRows()
    const acts = [
      set(tx, { name: 'Jan' }),
      act(tx, (layer) => layer.delete(thingKind, id)),
      act(tx, (layer) => layer.restore(thingKind, id)),
    ].flat()
    expect(acts.map(({ act: what, before, after }) => [what, before, after])).toEqual([
      ['created', {}, {}],
      ['deleted', {}, {}],
      ['restored', {}, {}],
    ])
  })
})

describe('taking an act back', () => {
  const value = fc.oneof(fc.constant(undefined), fc.integer({ min: 0, max: 3 }), fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 2 }))
  const fields = fc.record({ a: value, b: value, c: value }).map((all) => JSON.parse(JSON.stringify(all)) as Fields)

  it('S15.3 gives back every field as it was, and twice is as good as once', () => {
    fc.assert(
      fc.property(fields, fields, (before, after) => {
        const tx = rowsWith(before)
        const acts = set(tx, after)
        expect([undo(tx, acts), undo(tx, acts)]).toEqual([[], []])
        expect(now(tx)).toEqual({ id, ...before })
      }),
    )
  })

  it('S15.3 leaves what was changed since, and names it', () => {
    fc.assert(
      fc.property(fields, fields, fields, (before, after, since) => {
        const tx = rowsWith(before)
        const acts = set(tx, after)
        set(tx, since)
        const kept = undo(tx, acts)
        const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right)
        for (const field of ['a', 'b', 'c']) {
          const [old, made, later] = [before[field], after[field], since[field]]
          expect(now(tx)?.[field]).toEqual(!same(old, made) && same(later, made) ? old : later)
          const isNamed = kept.some((one) => one.fields.includes(field))
          expect(isNamed).toBe(!same(old, made) && !same(later, made) && !same(later, old))
        }
      }),
    )
  })

  it('a made row goes, unless something has happened to it since', () => {
    const tx = emptyRows()
    const acts = set(tx, { name: 'Jan' })
    expect(undo(tx, acts, [id])).toEqual([{ kind: 'thing', id, fields: [] }])
    expect(now(tx)).toBeDefined()
    expect(undo(tx, acts)).toEqual([])
    expect([now(tx), undo(tx, acts)]).toEqual([undefined, []])
  })

  it('a deleted row returns as it was, and a restored one goes again', () => {
    const tx = rowsWith({ name: 'Jan' })
    undo(
      tx,
      act(tx, (layer) => layer.delete(thingKind, id)),
    )
    expect(now(tx)).toEqual({ id, name: 'Jan' })
    tx.delete(thingKind, id)
    undo(
      tx,
      act(tx, (layer) => layer.restore(thingKind, id)),
    )
    expect(now(tx)).toBeUndefined()
  })

  it('a change of a row that is deleted by now is named, and the row stays deleted', () => {
    const tx = rowsWith({ name: 'Jan' })
    const acts = set(tx, { name: 'Ewa' })
    tx.delete(thingKind, id)
    expect([undo(tx, acts), now(tx)]).toEqual([[{ kind: 'thing', id, fields: ['name'] }], undefined])
  })

  it('several rows of one act go back together, those of kinds that this program does not know stay', () => {
    const tx = rowsWith({ name: 'Jan' })
    const acts = act(tx, (layer) => {
      layer.put(thingKind, { id, name: 'Ewa' })
      layer.put(thingKind, { id: other })
    })
    const unknown: RowHistory = { kind: 'later', id: newId(), act: 'created', before: {}, after: {} }
    expect(undo(tx, [...acts, unknown])).toEqual([])
    expect([now(tx)?.name, tx.get(thingKind, other)]).toEqual(['Jan', undefined])
  })
})
