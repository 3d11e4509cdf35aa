import type { Database } from '../../src-node/sqlite/database.ts'
import { standsFor } from '../../src-shared/catalogue/aliases.ts'
import type { CatalogueName, LeadStatus, Property } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { allStatuses, heldStatus, statusRowId } from '../../src-shared/catalogue/lead-statuses.ts'

interface Item {
  readonly id: string
  readonly mergedInto: string | null
}

/** How what documents hold is shown. */
export interface Aliases {
  /** The id of what stands for it by now; undefined where that is gone. */
  readonly shownAs: (held: string) => string | undefined
  /** All under which documents may hold what stands for this one, none where it is gone. */
  readonly heldAs: (id: string) => readonly string[]
}

const aliasesOf = (items: readonly Item[], isShown: (item: Item) => boolean = () => true): Aliases => {
  const byId = new Map(items.map((item) => [item.id, item]))
  const shown = new Map<string, string>()
  const held = new Map<string, string[]>()
  for (const { id } of items) {
    const item = standsFor((one) => byId.get(one), id)
    if (!item || !isShown(item)) continue
    shown.set(id, item.id)
    held.set(item.id, [...(held.get(item.id) ?? []), id])
  }
  return { shownAs: (id) => shown.get(id), heldAs: (id) => held.get(shown.get(id) ?? '') ?? [] }
}

const once = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const statusAliases = (rows: readonly LeadStatus[]): Aliases => {
  const statuses = allStatuses(rows)
  const byId = new Map(statuses.map((status) => [status.id, heldStatus(status)]))
  const { shownAs, heldAs } = aliasesOf(statuses)
  return {
    shownAs: (held) => byId.get(shownAs(statusRowId(held)) ?? ''),
    heldAs: (held) => heldAs(statusRowId(held)).flatMap((id) => [...new Set([id, byId.get(id) ?? id])]),
  }
}

/** What a workspace chooses its words from, read when it is needed and once for each question. */
export const readChoices = (database: Database) => {
  const read = <Row extends Item>(kind: CatalogueName): Row[] =>
    database
      .prepare<[string], string>(
        `select row.data from lookup_name join lookup_value using (lookup) join row using (rid)
         where lookup_name.kind = ? and lookup_name.name = 'everyone' and lookup_value.value = 'yes'`,
      )
      .pluck()
      .all(kind)
      .map((data) => JSON.parse(data) as Row)
  const tags = once(() => aliasesOf(read('tag')))
  const sources = once(() => aliasesOf(read('source')))
  const properties = once(() => new Map(read<Property>('property').map((property) => [property.id, property])))
  const statuses = once(() => statusAliases(read<LeadStatus>('status')))
  return {
    tags,
    sources,
    /** Leads hold keys and ids; both are understood, and what is shown is told as leads usually hold it. */
    statuses,
    properties,
    /** Those that were removed are not shown. */
    options: ({ options }: Property): Aliases => aliasesOf(options, (item) => !(item as Property['options'][number]).removed),
  }
}

export type Choices = ReturnType<typeof readChoices>
