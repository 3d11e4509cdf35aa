import type { Database } from '../../src-node/sqlite/database.ts'
import type { CatalogueName } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { statusRowId } from '../../src-shared/catalogue/lead-statuses.ts'
import { type Aliases, type Choices, readChoices } from '../contacts/contact-choices.ts'
import { countedMarks, everybody, valuesCounted } from '../contacts/contact-mark-counts.ts'
import { filledFacet, propertyFacet } from '../contacts/contact-marks.ts'

const countsOf = (database: Database, facet: string, { shownAs }: Pick<Aliases, 'shownAs'>, single = false): [string, number][] => {
  const all = Number.MAX_SAFE_INTEGER
  const marks = countedMarks(database, facet, everybody, all - 1) ?? []
  return [...valuesCounted(database, marks, { facet, single, shownAs }, everybody, all)]
}

const propertyCounts = (database: Database, choices: Choices): [string, number][] =>
  [...choices.properties().values()].flatMap((property) => {
    const isChosen = property.type === 'list' || property.type === 'multi_list'
    return [
      ...countsOf(database, filledFacet(property.id), { shownAs: () => property.id }),
      ...(isChosen ? countsOf(database, propertyFacet(property.id), choices.options(property), property.type === 'list') : []),
    ]
  })

const statusCounts = (database: Database, choices: Choices): [string, number][] => {
  const held = database
    .prepare<[], { status: string; total: number }>(
      "select lead_status as status, sum(total) as total from contact_count where stage = 'lead' group by lead_status",
    )
    .all()
  const totals = new Map<string, number>()
  for (const { status, total } of held) {
    const shown = choices.statuses().shownAs(status)
    if (shown !== undefined) totals.set(statusRowId(shown), (totals.get(statusRowId(shown)) ?? 0) + total)
  }
  return [...totals]
}

/**
 * How many contacts each item hangs on, by the item's id; one that was merged is counted with what stands for it, and a contact that has both once.
 * Of properties also by the id of an option; of statuses by the id of their row (`statusRowId`), leads alone. Items that hang on nothing may be
 * left out.
 */
const counts = (database: Database, kind: CatalogueName): Record<string, number> => {
  const choices = readChoices(database)
  const counted = {
    tag: () => countsOf(database, 'tag', choices.tags()),
    source: () => countsOf(database, 'source', choices.sources()),
    property: () => propertyCounts(database, choices),
    status: () => statusCounts(database, choices),
  }[kind]()
  return Object.fromEntries(counted.filter(([, total]) => total > 0))
}

export const catalogueQueries = { 'catalogue.counts': counts }
