import { setImmediate as nextTurn } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import { catalogueKinds, isCatalogue, propertyKind } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { type CatalogueItem, deleteCatalogueItems, putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { sourceOfCell } from '../../src-shared/import/source-cell.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Log } from '../platform/log.ts'
import type { Workspace } from '../workspace.ts'
import type { NewNames } from './import-messages.ts'
import { nameBatchOf } from './name-batch.ts'

/** Items of one transaction: others read and write in between. */
const chunk = 100

interface Made {
  readonly kind: string
  readonly id: string
  readonly act: string
  readonly before: string
  readonly after: string
}

type Removal =
  | { readonly deletes: { readonly kind: 'tag' | 'source' | 'property'; readonly ids: string[] } }
  | { readonly puts: CatalogueItem }

/** What an import has to call into being before its rows, and takes back with them. */
export const createNewNameKeeper = ({ store, context }: Workspace, log: Log) => {
  const selectMade = store.database.prepare<[string], Made>(
    'select row.kind, row.id, what as act, before, after from act join change on change.act = act.seq join row using (rid) where batch = ? and row.deleted = 0',
  )
  const isUsed = store.database
    .prepare<[string, string], number>(
      'select exists (select 1 from contact_mark_name join contact_mark using (mark) where facet = ? and key = ?)',
    )
    .pluck()

  const itemsOf = ({ tags, sources, options }: NewNames): CatalogueItem[] => [
    ...tags.map((name) => ({ kind: 'tag' as const, id: newId(), name, colour: null })),
    ...sources.map((cell) => ({ kind: 'source' as const, id: newId(), ...sourceOfCell(cell) })),
    ...Object.entries(options).flatMap(([id, names]) => {
      const property = store.get(propertyKind, id)
      if (!property || names.length === 0) return []
      const { createdAt: _, mergedInto: __, ...fields } = property
      const made = names.map((name) => ({ id: newId(), name, mergedInto: null, removed: false }))
      return [{ kind: 'property' as const, ...fields, options: [...property.options, ...made] }]
    }),
  ]

  /** Options that this batch has added, and that no contact has. */
  const unusedOptions = ({ id, before, after }: Made): ReadonlySet<string> => {
    const idsIn = (json: string) => ((JSON.parse(json).options ?? []) as { readonly id: string }[]).map((option) => option.id)
    const old = new Set(idsIn(before))
    return new Set(idsIn(after).filter((option) => !old.has(option) && isUsed.get(`property:${id}`, option) === 0))
  }

  /** What takes it away; null where something else uses it by now. */
  const removalOf = (made: Made): Removal | null => {
    const kind = made.kind as 'tag' | 'source' | 'property'
    if (made.act === 'created') {
      const item = store.get(catalogueKinds[kind] as typeof propertyKind, made.id)
      const isNeeded = !item || item.mergedInto !== null || isUsed.get(kind, made.id) === 1
      return isNeeded ? null : { deletes: { kind, ids: [made.id] } }
    }
    const property = kind === 'property' ? store.get(propertyKind, made.id) : undefined
    const unused = unusedOptions(made)
    if (!property || unused.size === 0) return null
    const { createdAt: _, mergedInto: __, ...fields } = property
    const options = property.options.filter(({ id, mergedInto }) => !unused.has(id) || mergedInto !== null)
    return { puts: { kind: 'property', ...fields, options, dropped: [...unused] } }
  }

  /**
   * Takes back what an import has called into being, as far as nothing else uses it by now and this member may. Broken off, it is taken back
   * whole by the same call later.
   * @throws the signal's reason where it was broken off
   */
  const takeBack = async (importBatch: string, signal: AbortSignal): Promise<void> => {
    const batch = newId()
    const all = selectMade.all(nameBatchOf(importBatch)).filter(({ kind }) => isCatalogue(kind))
    let stayed = 0
    const onRefused = (_index: number, { code }: LeadlineError) => {
      // Whoever may make a tag may not take it away from everybody: it stays, and hangs on nothing.
      if (stayed === 0) log.info('What an import has called into being stays', { code })
      stayed += 1
    }
    for (let from = 0; from < all.length; from += chunk) {
      signal.throwIfAborted()
      const removals = all.slice(from, from + chunk).flatMap((made) => removalOf(made) ?? [])
      const deletes = removals.flatMap((one) => ('deletes' in one ? [one.deletes] : []))
      const puts = removals.flatMap((one) => ('puts' in one ? [one.puts] : []))
      if (deletes.length > 0) store.mutateMany(deleteCatalogueItems, deletes, context(), batch, onRefused)
      if (puts.length > 0) store.mutateMany(putCatalogueItem, puts, context(), batch, onRefused)
      await nextTurn()
    }
  }

  return {
    /**
     * Makes what rows of the import name and nothing is called yet.
     * @throws LeadlineError `forbidden` where this member may not: nothing of it stays then; the signal's reason where it was broken off
     */
    make: async (names: NewNames, importBatch: string, signal: AbortSignal): Promise<void> => {
      const items = itemsOf(names)
      const refused: LeadlineError[] = []
      for (let from = 0; from < items.length && refused.length === 0; from += chunk) {
        signal.throwIfAborted()
        const some = items.slice(from, from + chunk)
        store.mutateMany(putCatalogueItem, some, context(), nameBatchOf(importBatch), (_index, error) => refused.push(error))
        await nextTurn()
      }
      const [first] = refused
      if (!first) return
      await takeBack(importBatch, signal)
      if (first.code !== 'forbidden') throw first
      throw new LeadlineError('forbidden', first.message, [{ path: 'mapping', rule: 'may_not_add_options' }])
    },
    takeBack,
  }
}

export type NewNameKeeper = ReturnType<typeof createNewNameKeeper>
