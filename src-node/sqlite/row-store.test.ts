import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineKind, type Kind } from '../../src-shared/rows/kind.ts'
import { createOverlay, type Overlay } from '../../src-shared/rows/transaction.ts'
import { type Database, migrate, openDatabase } from './database.ts'
import { createRowStore, newRowOf, type RowStore } from './row-store.ts'

const thingKind = defineKind({
  name: 'thing',
  schema: z.looseObject({ id: z.string(), keys: z.array(z.string()) }),
  root: (thing) => thing.id,
  lookups: { key: (thing) => thing.keys },
})
const otherKind = defineKind({ name: 'other', schema: z.looseObject({ id: z.string() }), root: (thing) => thing.id })
const kinds = [thingKind, otherKind] as unknown as readonly Kind[]
const migrations = join(import.meta.dirname, '..', '..', 'migrations', 'sqlite', 'workspace')

let folder: string
let database: Database
let rows: RowStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-rows-'))
  database = openDatabase(join(folder, 'x.sqlite'))
  migrate(database, migrations)
  rows = createRowStore(database, kinds)
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const write = (work: (tx: Overlay) => void) => {
  const overlay = createOverlay(rows)
  work(overlay)
  return database.transaction(() => rows.write(overlay.changes()))()
}

const put = (id: string, ...keys: string[]) => write((tx) => tx.put(thingKind, { id, keys }))
const found = (key: string) => rows.idsOf('thing', 'key', key).toSorted()

describe('rows of a store', () => {
  it('are read as they were written, with the number that they keep', () => {
    const [made] = put('a', 'x')
    const [changed] = put('a', 'y')
    expect([rows.read('thing', 'a'), changed?.rid]).toEqual([{ document: { id: 'a', keys: ['y'] }, deleted: false }, made?.rid])
    expect([rows.read('other', 'a'), rows.read('thing', 'b')]).toEqual([undefined, undefined])
  })

  it('of one kind never take the id of another, and then nothing of the change is written', () => {
    put('a', 'x')
    const taking = () =>
      write((tx) => {
        tx.put(otherKind, { id: 'b' })
        tx.put(otherKind, { id: 'a' })
      })
    expect(taking).toThrow(expect.objectContaining({ code: 'conflict' }))
    expect([rows.read('other', 'b'), rows.read('thing', 'a')?.document.keys]).toEqual([undefined, ['x']])
  })

  it('that are deleted keep their document and are found under no key, until they return', () => {
    put('a', 'x')
    write((tx) => tx.delete(thingKind, 'a'))
    expect([rows.read('thing', 'a'), found('x'), [...rows.each('thing')]]).toEqual([
      { document: { id: 'a', keys: ['x'] }, deleted: true },
      [],
      [],
    ])
    write((tx) => tx.restore(thingKind, 'a'))
    expect([rows.read('thing', 'a')?.deleted, found('x')]).toEqual([false, ['a']])
  })

  it('made ready elsewhere are as good as those written here', () => {
    const overlay = createOverlay(rows)
    overlay.put(thingKind, { id: 'a', keys: ['x', 'y', 'x'] })
    database.transaction(() => {
      const prepared = overlay.changes().map(newRowOf)
      const first = rows.writeNew(prepared)
      for (const [at, { kind, lookups }] of prepared.entries()) {
        const entries = lookups.map(([name, value]) => [name, value, first + at] as const)
        // What comes twice is there once.
        rows.writeLookups(kind, [...entries, ...entries])
      }
    })()
    expect([rows.read('thing', 'a')?.document, found('x'), found('y')]).toEqual([{ id: 'a', keys: ['x', 'y', 'x'] }, ['a'], ['a']])
  })

  it('made ready elsewhere follow each other, more of them than one statement takes', () => {
    const overlay = createOverlay(rows)
    const ids = Array.from({ length: 60 }, (_, index) => `id ${index}`)
    for (const id of ids) overlay.put(thingKind, { id, keys: [] })
    const prepared = overlay.changes().map(newRowOf)
    put('before')
    const first = database.transaction(() => rows.writeNew(prepared))()
    expect(ids.map((id) => rows.ridOf(id))).toEqual(ids.map((_, at) => first + at))
    expect([...rows.each('thing')].map(({ document }) => document.id)).toEqual(['before', ...ids])
    expect(() => database.transaction(() => rows.writeNew(prepared))()).toThrow('UNIQUE')
    expect([...rows.each('thing')]).toHaveLength(61)
  })

  it('come all, in the order in which they were made, more than one page of them', () => {
    const ids = Array.from({ length: 2500 }, (_, index) => `id ${index}`)
    write((tx) => {
      for (const id of ids) tx.put(thingKind, { id, keys: [] })
    })
    write((tx) => tx.delete(thingKind, 'id 1000'))
    expect([...rows.each('thing')].map(({ document }) => document.id)).toEqual(ids.filter((id) => id !== 'id 1000'))
  })
})

describe('keys of rows', () => {
  it('find exactly the rows that have them, whatever was written before', () => {
    const key = fc.constantFrom('x', 'y', 'z')
    const act = fc.record({ id: fc.constantFrom('a', 'b', 'c'), keys: fc.array(key, { maxLength: 3 }), deleted: fc.boolean() })
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 6 }), (acts) => {
        for (const { id, keys, deleted } of acts) {
          put(id, ...keys)
          if (deleted) write((tx) => tx.delete(thingKind, id))
        }
        const there = [...rows.each('thing')].map(({ document }) => document as unknown as { id: string; keys: string[] })
        for (const one of ['x', 'y', 'z']) {
          expect(found(one)).toEqual(there.flatMap(({ id, keys }) => (keys.includes(one) ? [id] : [])).toSorted())
        }
      }),
      { numRuns: 30 },
    )
  })

  it('find rows by how a key begins, each once, and no more than were asked for', () => {
    put('a', '123', '124')
    put('b', '125')
    put('c', '2')
    expect([rows.idsStarting('thing', 'key', '12', 9).toSorted(), rows.idsStarting('thing', 'key', '12', 1).length]).toEqual([
      ['a', 'b'],
      1,
    ])
  })

  it('that a newer program brings are there for the rows of an older one, and those that it drops are gone', () => {
    put('a', 'x')
    const newer = { ...thingKind, lookups: { first: (thing: { keys: readonly string[] }) => thing.keys.slice(0, 1) } } as unknown as Kind
    const reopened = createRowStore(database, [newer])
    expect(reopened.idsOf('thing', 'first', 'x')).toEqual(['a'])
    expect(database.prepare('select count(*) from lookup_value').pluck().get()).toBe(1)
  })
})
