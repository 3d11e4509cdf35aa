import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { shownItems, standsFor } from '../../src-shared/catalogue/aliases.ts'
import type { Catalogue } from '../../src-shared/catalogue/catalogue-contract.ts'
import type { LeadStatus, Property, Source, Tag } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { heldStatus } from '../../src-shared/catalogue/lead-statuses.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'

/** What there is to choose from, and what the ids that documents hold stand for by now. */
export interface CatalogueView {
  /** Everything, aliases included. */
  readonly all: Catalogue
  /** What can be chosen: aliases left out. */
  readonly tags: readonly Tag[]
  readonly sources: readonly Source[]
  readonly properties: readonly Property[]
  readonly statuses: readonly LeadStatus[]
  /** The items that documents hold under these ids, each once; those that are gone are left out. */
  readonly tagsOf: (ids: readonly string[]) => readonly Tag[]
  readonly sourcesOf: (ids: readonly string[]) => readonly Source[]
  readonly propertyOf: (id: string) => Property | undefined
  /** What a lead holds (`heldStatus`); undefined where that status is gone. */
  readonly statusOf: (held: string | null) => LeadStatus | undefined
}

const nothing: Catalogue = { tags: [], sources: [], properties: [], statuses: [] }

const chosenFrom = <Item extends { readonly mergedInto: string | null }>(items: readonly Item[]): readonly Item[] =>
  items.filter(({ mergedInto }) => mergedInto === null)

const finder = <Item extends { readonly id: string }>(items: readonly Item[]) => {
  const byId = new Map(items.map((item) => [item.id, item]))
  return (id: string) => byId.get(id)
}

export const catalogueView = (all: Catalogue): CatalogueView => {
  const [tagOf, sourceOf, propertyOf, statusOf] = [finder(all.tags), finder(all.sources), finder(all.properties), finder(all.statuses)]
  const idOfHeld = new Map(all.statuses.map((status) => [heldStatus(status), status.id]))
  return {
    all,
    tags: chosenFrom(all.tags),
    sources: chosenFrom(all.sources),
    properties: chosenFrom(all.properties),
    statuses: chosenFrom(all.statuses),
    tagsOf: (ids) => shownItems(tagOf, ids),
    sourcesOf: (ids) => shownItems(sourceOf, ids),
    propertyOf: (id) => standsFor(propertyOf, id),
    statusOf: (held) => (held === null ? undefined : standsFor(statusOf, idOfHeld.get(held) ?? held)),
  }
}

/** Tags, sources, custom properties and statuses of leads; empty until the core has answered. */
export const useCatalogue = (): CatalogueView => {
  const { client } = useApi()
  const { data } = useQuery({ queryKey: queryKeys.catalogue, queryFn: ({ signal }) => client.catalogue.list(undefined, { signal }) })
  return useMemo(() => catalogueView(data ?? nothing), [data])
}

/** The tags that a document holds, as they are shown. */
export const useTags = (ids: readonly string[]): readonly Tag[] => {
  const { tagsOf } = useCatalogue()
  return useMemo(() => tagsOf(ids), [tagsOf, ids])
}
