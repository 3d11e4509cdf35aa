import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineKind } from './kind.ts'
import { createOverlay, type RowSource } from './transaction.ts'

const thingKind = defineKind({
  name: 'thing',
  schema: z.looseObject({ id: z.string(), color: z.string().max(5) }),
  root: (thing) => thing.id,
  lookups: { color: (thing) => [thing.color] },
})

const source: RowSource = {
  read: (_kind, id) => (id === 'a' ? { document: { id: 'a', color: 'red', later: 1 }, deleted: false } : undefined),
  idsOf: (_kind, _lookup, value) => (value === 'red' ? ['a'] : []),
}

describe('an overlay', () => {
  it('reads what it has written, and what lies below', () => {
    const tx = createOverlay(source)
    tx.put(thingKind, { id: 'b', color: 'blue' })
    expect([tx.get(thingKind, 'a')?.color, tx.get(thingKind, 'b')?.color, tx.get(thingKind, 'c')]).toEqual(['red', 'blue', undefined])
  })

  it('keeps fields that this version does not know', () => {
    const tx = createOverlay(source)
    tx.put(thingKind, { ...tx.get(thingKind, 'a'), id: 'a', color: 'green' })
    expect(tx.get(thingKind, 'a')).toEqual({ id: 'a', color: 'green', later: 1 })
  })

  it('finds by keys as they are now', () => {
    const tx = createOverlay(source)
    tx.put(thingKind, { id: 'b', color: 'red' })
    tx.put(thingKind, { id: 'a', color: 'blue' })
    expect(tx.find(thingKind, 'color', 'red')).toEqual(['b'])
    tx.delete(thingKind, 'b')
    expect(tx.find(thingKind, 'color', 'red')).toEqual([])
  })

  it('tells each row once, before and after', () => {
    const tx = createOverlay(source)
    tx.put(thingKind, { id: 'a', color: 'blue' })
    tx.put(thingKind, { id: 'a', color: 'green' })
    expect(tx.changes()).toMatchObject([{ id: 'a', before: { document: { color: 'red' } }, after: { document: { color: 'green' } } }])
  })

  it('drops a layer without a trace', () => {
    const below = createOverlay(source)
    createOverlay(below).put(thingKind, { id: 'a', color: 'blue' })
    expect(below.get(thingKind, 'a')?.color).toBe('red')
  })

  it('refuses a document that its kind does not allow, and says where', () => {
    const tx = createOverlay(source)
    expect(() => tx.put(thingKind, { id: 'a', color: 'turquoise' })).toThrow(
      expect.objectContaining({ code: 'bad_input', problems: [{ path: 'color', rule: 'too_big', limit: 5 }] }),
    )
    expect(tx.changes()).toEqual([])
  })
})
