import { v7 as newId } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { emptyRows } from '../rows/test-documents.ts'
import type { Overlay } from '../rows/transaction.ts'
import { standsFor } from './aliases.ts'
import { type CatalogueName, catalogueKinds, propertyKind, tagKind } from './catalogue-kinds.ts'
import { type CatalogueItem, deleteCatalogueItems, mergeCatalogueItems, putCatalogueItem } from './catalogue-mutators.ts'
import { builtInStatuses } from './lead-statuses.ts'

const by = { memberId: newId(), now: Date.UTC(2026, 10, 23, 12) }
const later = { ...by, now: by.now + 60_000 }
type Status = (typeof builtInStatuses)[number]
const [, inProgress, deferred, finished, unsuitable] = builtInStatuses as readonly Status[] as readonly [
  Status,
  Status,
  Status,
  Status,
  Status,
]

let tx: Overlay
beforeEach(() => {
  tx = emptyRows()
})

const put = (item: CatalogueItem, context = by): string => {
  putCatalogueItem.run(tx, item, context)
  return item.id
}
const tag = (name: string, id = newId(), context = by) => put({ kind: 'tag', id, name, colour: null }, context)
const source = (name: string) => put({ kind: 'source', id: newId(), name, param: 'custom', value: '' })
const property = (name: string, type: 'text' | 'number' = 'text', id = newId()) =>
  put({ kind: 'property', id, name, type, options: [], order: 1 })
const status = (name: string, id = newId()) => put({ kind: 'status', id, name, key: null, category: 'open', order: 5 })
const merge = (kind: CatalogueName, ids: string[], into: string) => mergeCatalogueItems.run(tx, { kind, ids, into }, by)
const itemOf = (kind: CatalogueName, id: string) => tx.get(catalogueKinds[kind] as never, id) as { mergedInto: string | null } | undefined
const refused = (code: string, rule?: string) =>
  expect.objectContaining({ code, ...(rule ? { problems: [expect.objectContaining({ rule })] } : {}) })

describe('an item', () => {
  it('S3.5 is made and renamed in one row, and keeps since when it is there and what newer programs know of it', () => {
    const id = tag('Hurt')
    putCatalogueItem.run(tx, { kind: 'tag', id, name: 'Hurtownie', colour: 30, icon: 'star' } as never, later)
    tag('Hurtownia', id, later)
    expect(tx.get(tagKind, id)).toMatchObject({ name: 'Hurtownia', colour: null, icon: 'star', createdAt: by.now, mergedInto: null })
  })

  it('S3.5 that two people make at once is one: the second is an alias of the first, whatever it hangs on', () => {
    const first = tag('Łódź')
    const second = tag('lodz')
    expect(standsFor((id) => tx.get(tagKind, id), second)?.id).toBe(first)
    const web = source('Strona')
    expect(itemOf('source', source('STRONA'))).toMatchObject({ mergedInto: web })
    // What is an alias has no name of its own that others could take.
    tag('Łódź', first)
    expect(itemOf('tag', first)).toMatchObject({ mergedInto: null })
  })

  it('S3.6 a property that two change at once keeps the options of both', () => {
    const option = (name: string) => ({ id: newId(), name, mergedInto: null, removed: false })
    const [oak, ash, elm] = [option('dąb'), option('jesion'), option('wiąz')]
    const wood = { kind: 'property', id: newId(), name: 'Drewno', type: 'list', order: 1 } as const
    put({ ...wood, options: [oak] })
    put({ ...wood, options: [oak, ash] }, later)
    put({ ...wood, options: [elm, { ...oak, name: 'Dąb', removed: true }] }, later)
    expect(tx.get(propertyKind, wood.id)?.options).toEqual([elm, { ...oak, name: 'Dąb', removed: true }, ash])
  })

  it('does not take the name of another one when it is renamed; properties and statuses not even when they are made', () => {
    tag('Hurt')
    const other = tag('Detal')
    expect(() => tag('hurt', other)).toThrow(refused('conflict', 'name_taken'))
    property('NIP')
    expect(() => property('nip')).toThrow(refused('conflict', 'name_taken'))
    status('Oferta')
    expect(() => status('oferta')).toThrow(refused('conflict', 'name_taken'))
  })

  it('S3.6 stays what it is: the type of a property, the key and the end of a status', () => {
    const id = property('NIP')
    expect(() => property('NIP', 'number', id)).toThrow(refused('bad_input', 'fixed_type'))
    const change = (more: object) => put({ ...finished, kind: 'status', name: 'Sprzedane', ...more } as CatalogueItem)
    change({})
    expect(() => change({ key: null })).toThrow(refused('bad_input', 'fixed_type'))
    expect(() => change({ category: 'open' })).toThrow(refused('bad_input', 'fixed_type'))
    expect(() => change({ id: newId(), name: 'Drugie' })).toThrow(refused('bad_input', 'fixed_type'))
  })
})

describe('merging', () => {
  it('S3.5 lets one stand for others, and for those that stood for them', () => {
    const [first, second, third] = [tag('a'), tag('b'), tag('c')]
    merge('tag', [first], second)
    // Merged into what is an alias by then: into what that stands for.
    merge('tag', [third], first)
    for (const id of [first, second, third]) expect(standsFor((one) => tx.get(tagKind, one), id)?.id).toBe(second)
    expect(itemOf('tag', third)).toMatchObject({ mergedInto: second })
    merge('tag', [second, first], second)
    expect(itemOf('tag', second)).toMatchObject({ mergedInto: null })
  })

  it('S7.5 takes a status away, also one that every workspace has, but none that the program sets by itself', () => {
    merge('status', [deferred.id], inProgress.id)
    expect(itemOf('status', deferred.id)).toMatchObject({ mergedInto: inProgress.id, key: 'deferred' })
    expect(() => merge('status', [finished.id], inProgress.id)).toThrow(refused('conflict', 'fixed_status'))
    const own = status('Oferta')
    merge('status', [own], deferred.id)
    expect(itemOf('status', own)).toMatchObject({ mergedInto: inProgress.id })
  })

  it('S7.5 closes no lead: work ends by finishing, so no status goes into one of those, and nobody makes another one of that kind', () => {
    const own = status('Oferta')
    for (const into of [finished.id, unsuitable.id]) {
      expect(() => merge('status', [own], into)).toThrow(refused('bad_input', 'closing_status'))
      expect(() => merge('status', [deferred.id], into)).toThrow(refused('bad_input', 'closing_status'))
    }
    const ending = { kind: 'status', id: own, key: null, name: 'Przegrane', category: 'lost', order: 4 } as CatalogueItem
    expect(() => put(ending)).toThrow(refused('bad_input', 'closing_status'))
    expect(() => put({ ...ending, id: newId() } as CatalogueItem)).toThrow(refused('bad_input', 'closing_status'))
    expect(itemOf('status', own)).toMatchObject({ category: 'open', mergedInto: null })
  })

  it('is not for properties, and not with what is not there', () => {
    expect(() => merge('property', [property('a')], property('b'))).toThrow(refused('bad_input'))
    expect(() => merge('tag', [newId()], tag('a'))).toThrow(refused('not_found'))
    expect(() => merge('tag', [tag('b')], newId())).toThrow(refused('not_found'))
  })
})

describe('deleting', () => {
  const remove = (kind: 'tag' | 'source' | 'property', id: string) => deleteCatalogueItems.run(tx, { kind, ids: [id] }, by)

  it('S3.5 leaves a row that can come back, and frees the name', () => {
    const id = tag('Targi')
    remove('tag', id)
    expect(tx.get(tagKind, id)).toBeUndefined()
    expect(itemOf('tag', tag('targi'))).toMatchObject({ mergedInto: null })
    tx.restore(tagKind, id)
    expect(tx.get(tagKind, id)).toMatchObject({ name: 'Targi' })
  })

  it('S3.6 takes what is there, and nothing else', () => {
    remove('property', property('NIP'))
    expect(() => remove('source', newId())).toThrow(refused('not_found'))
    expect(deleteCatalogueItems.args.safeParse({ kind: 'status', ids: [deferred.id] }).success).toBe(false)
  })
})
