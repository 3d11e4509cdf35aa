import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineKind } from './kind.ts'
import { createOverlay, type Overlay, type RowSource, type StoredRow } from './transaction.ts'

const thingKind = defineKind({
  name: 'thing',
  schema: z.looseObject({ id: z.string(), colors: z.array(z.string()) }),
  root: (thing) => thing.id,
  lookups: { color: (thing) => thing.colors },
})

type Act =
  | { readonly type: 'put'; readonly id: string; readonly colors: string[] }
  | { readonly type: 'delete' | 'restore'; readonly id: string }

const colors = ['red', 'green', 'blue']
const id = fc.constantFrom('a', 'b', 'c', 'd')
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ type: fc.constant('put' as const), id, colors: fc.uniqueArray(fc.constantFrom(...colors)) }),
  fc.record({ type: fc.constantFrom('delete' as const, 'restore' as const), id }),
)
const acts = fc.array(act, { maxLength: 12 })

type Rows = ReadonlyMap<string, StoredRow>

const sourceOf = (rows: Rows): RowSource => ({
  read: (_kind, rowId) => rows.get(rowId),
  idsOf: (_kind, _lookup, value) =>
    [...rows].filter(([, { document, deleted }]) => !deleted && (document.colors as string[]).includes(value)).map(([rowId]) => rowId),
})

const perform = (tx: Overlay, list: readonly Act[]) => {
  for (const one of list) {
    if (one.type === 'put') tx.put(thingKind, { id: one.id, colors: one.colors })
    else tx[one.type](thingKind, one.id)
  }
}

/** The same without layers: what each act makes of all rows. */
const expected = (rows: Rows, list: readonly Act[]): Map<string, StoredRow> => {
  const next = new Map(rows)
  for (const one of list) {
    const known = next.get(one.id)
    if (one.type === 'put') next.set(one.id, { document: { id: one.id, colors: one.colors }, deleted: false })
    else if (known) next.set(one.id, { ...known, deleted: one.type === 'delete' })
  }
  return next
}

const seen = (source: RowSource) => ({
  rows: ['a', 'b', 'c', 'd'].map((rowId) => source.read('thing', rowId)),
  found: colors.map((color) => source.idsOf('thing', 'color', color).toSorted()),
})

describe('layers of overlays', () => {
  it('show what the same acts would have made of the rows themselves', () => {
    fc.assert(
      fc.property(acts, acts, acts, (stored, below, above) => {
        const rows = expected(new Map(), stored)
        const first = createOverlay(sourceOf(rows))
        perform(first, below)
        const second = createOverlay(first)
        perform(second, above)
        expect(seen(second)).toEqual(seen(sourceOf(expected(rows, [...below, ...above]))))
      }),
    )
  })

  it('tell as changes exactly the rows that are otherwise than before, each with what it was', () => {
    fc.assert(
      fc.property(acts, acts, (stored, done) => {
        const rows = expected(new Map(), stored)
        const overlay = createOverlay(sourceOf(rows))
        perform(overlay, done)
        const after = expected(rows, done)
        const differing = [...after].filter(([rowId, row]) => JSON.stringify(row) !== JSON.stringify(rows.get(rowId)))
        const told = overlay.changes().map((change) => ({ id: change.id, before: change.before, after: change.after }))
        expect(told.toSorted((left, right) => (left.id < right.id ? -1 : 1))).toEqual(
          differing
            .map(([rowId, row]) => ({ id: rowId, before: rows.get(rowId), after: row }))
            .toSorted((left, right) => (left.id < right.id ? -1 : 1)),
        )
      }),
    )
  })

  it('that are dropped leave nothing behind', () => {
    fc.assert(
      fc.property(acts, acts, acts, (stored, below, dropped) => {
        const first = createOverlay(sourceOf(expected(new Map(), stored)))
        perform(first, below)
        const before = seen(first)
        const changes = first.changes()
        perform(createOverlay(first), dropped)
        expect([seen(first), first.changes()]).toEqual([before, changes])
      }),
    )
  })
})
