import { v7 as newId } from 'uuid'
import type { Catalogue } from '../../src-shared/catalogue/catalogue-contract.ts'
import {
  type CatalogueName,
  catalogueKinds,
  propertyKind,
  sourceKind,
  statusKind,
  tagKind,
} from '../../src-shared/catalogue/catalogue-kinds.ts'
import {
  type CatalogueItem,
  type deletableNames,
  deleteCatalogueItems,
  mergeCatalogueItems,
  putCatalogueItem,
} from '../../src-shared/catalogue/catalogue-mutators.ts'
import { allStatuses } from '../../src-shared/catalogue/lead-statuses.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import type { Kind, RowDocument } from '../../src-shared/rows/kind.ts'
import type { Workspace } from '../workspace.ts'

// Made once: a comparison that makes its own takes a hundred times as long.
const inPolish = new Intl.Collator('pl')

/** What a workspace chooses its words from. It is little, so it is read whole. */
export const createCatalogueService = ({ store, context }: Workspace) => {
  const all = <Item extends RowDocument>(kind: Kind<Item>): Item[] =>
    store.find(kind, 'everyone', 'yes').flatMap((id) => store.get(kind, id) ?? [])
  const byName = <Item extends { readonly name: string }>(items: readonly Item[]): Item[] =>
    items.toSorted((one, other) => inPolish.compare(one.name, other.name))

  const write = (run: (batch: string) => void): { batch: string } => {
    const batch = newId()
    run(batch)
    return { batch }
  }

  return {
    list: (): Catalogue => ({
      tags: byName(all(tagKind)),
      sources: byName(all(sourceKind)),
      properties: all(propertyKind).toSorted((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1)),
      statuses: allStatuses(all(statusKind)),
    }),
    /** @throws LeadlineError `conflict` where another item has the name, as far as is known here */
    put: (item: CatalogueItem) => {
      const isNamed = store.find(catalogueKinds[item.kind] as Kind, 'name', fold(item.name)).some((id) => id !== item.id)
      if (isNamed) throw new LeadlineError('conflict', 'There is one of this name', [{ path: 'name', rule: 'name_taken' }])
      return write((batch) => store.mutate(putCatalogueItem, item, context(), batch))
    },
    merge: (args: { kind: CatalogueName; ids: string[]; into: string }) =>
      write((batch) => store.mutate(mergeCatalogueItems, args, context(), batch)),
    delete: (args: { kind: (typeof deletableNames)[number]; ids: string[] }) =>
      write((batch) => store.mutate(deleteCatalogueItems, args, context(), batch)),
  }
}

export type CatalogueService = ReturnType<typeof createCatalogueService>
