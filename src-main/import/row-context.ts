import { standsFor } from '../../src-shared/catalogue/aliases.ts'
import type { Catalogue } from '../../src-shared/catalogue/catalogue-contract.ts'
import { type Property, propertyKind } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { heldStatus } from '../../src-shared/catalogue/lead-statuses.ts'
import { leadStatusWords } from '../../src-shared/import/cell-words.ts'
import type { ImportPlan, ImportTarget } from '../../src-shared/import/import-contract.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import type { MutationContext } from '../../src-shared/rows/mutator.ts'
import type { RowSource } from '../../src-shared/rows/transaction.ts'
import type { Member } from '../../src-shared/team/member-kind.ts'

type Names = ReadonlyMap<string, string>

/** What the names in a file stand for. It travels to the thread that reads. */
export interface KnownNames {
  readonly tags: Names
  readonly sources: Names
  /** What a lead holds of a status. */
  readonly statuses: Names
  /** By name and by e-mail. */
  readonly members: Names
  readonly properties: ReadonlyMap<string, { readonly property: Property; readonly options: Names }>
}

export interface RowContext {
  readonly stage: 'lead' | 'client'
  readonly mapping: readonly (ImportTarget | null)[]
  /** Completes numbers without a prefix, where the row names no country. */
  readonly country: string
  /** Who imports, and the moment at which all contacts of the import are made. */
  readonly by: MutationContext
  /** Whether the cells are of a text file, in which spreadsheets hide formulas and guard against them. */
  readonly isText: boolean
  readonly known: KnownNames
  /** For all rows; a row that names somebody itself has its own. */
  readonly responsible?: string | null | undefined
  readonly tags?: readonly string[]
  readonly source?: string | null
}

export const nothingKnown: KnownNames = {
  tags: new Map(),
  sources: new Map(),
  statuses: new Map(),
  members: new Map(),
  properties: new Map(),
}

/** The properties, as the writes of contacts ask for them. */
export const propertyRowsOf = ({ properties }: KnownNames): RowSource => ({
  read: (kind, id) => {
    const document = kind === propertyKind.name ? properties.get(id)?.property : undefined
    return document && { document, deleted: false }
  },
  idsOf: () => [],
})

interface Item {
  readonly id: string
  readonly name: string
  readonly mergedInto: string | null
}

/** Each name, also of what was merged into another item by now. What stands for itself wins. */
const namesOf = (items: readonly Item[]): Names => {
  const byId = new Map(items.map((item) => [item.id, item]))
  const found = items.toSorted((one, other) => Number(one.mergedInto === null) - Number(other.mergedInto === null))
  return new Map(
    found.flatMap((item) => {
      const id = standsFor((one) => byId.get(one), item.id)?.id
      return id === undefined ? [] : [[fold(item.name), id] as const]
    }),
  )
}

export const knownNamesOf = (catalogue: Catalogue, members: readonly Member[]): KnownNames => {
  const { tags, sources, statuses, properties } = catalogue
  const heldBy = new Map(statuses.map((status) => [status.id, heldStatus(status)]))
  const held = [...namesOf(statuses)].flatMap(([name, id]) => [[name, heldBy.get(id) ?? id] as const])
  const ofEverybody = [...leadStatusWords].filter(([, key]) => statuses.some((status) => status.key === key))
  return {
    tags: namesOf(tags),
    sources: namesOf(sources),
    statuses: new Map([...ofEverybody, ...held]),
    members: new Map([
      ...members.map(({ id, name }) => [fold(name), id] as const),
      ...members.flatMap(({ id, email }) => (email ? [[fold(email), id] as const] : [])),
    ]),
    properties: new Map(
      properties.map((property) => [property.id, { property, options: namesOf(property.options.filter(({ removed }) => !removed)) }]),
    ),
  }
}

/** The parts of a plan that say what becomes of a row. */
export const rowContextOf = (plan: ImportPlan, more: Pick<RowContext, 'country' | 'by' | 'isText' | 'known'>): RowContext => ({
  ...more,
  stage: plan.stage,
  mapping: plan.mapping,
  responsible: plan.responsible,
  tags: plan.tags ?? [],
  source: plan.source ?? null,
})
