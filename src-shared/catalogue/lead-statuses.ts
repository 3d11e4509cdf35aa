import type { LeadStatus } from './catalogue-kinds.ts'

/** Statuses that every workspace has, under the names by which leads hold them. Their rows exist only once somebody has changed them. */
export const statusKeys = ['not_processed', 'in_progress', 'deferred', 'finished', 'unsuitable'] as const
export type StatusKey = (typeof statusKeys)[number]

const builtIn = (key: StatusKey, number: number, category: LeadStatus['category']): LeadStatus => ({
  id: `00000000-0000-7000-8000-00000000010${number}`,
  key,
  // The screens name what nobody has renamed (`clients.lead_status.<key>`).
  name: key,
  category,
  order: number,
  mergedInto: null,
  createdAt: 0,
})

export const builtInStatuses: readonly LeadStatus[] = [
  builtIn('not_processed', 1, 'new'),
  builtIn('in_progress', 2, 'open'),
  builtIn('deferred', 3, 'open'),
  builtIn('finished', 8, 'won'),
  builtIn('unsuitable', 9, 'lost'),
]

/** These carry what the program does by itself: they are renamed and moved, and never merged away. */
export const isFixedStatus = (status: Pick<LeadStatus, 'key'>): boolean => status.key !== null && status.key !== 'deferred'

/** The work on a lead ends in these, by finishing it alone: no status of one's own does that, and none is merged into one that does. */
export const isClosingStatus = ({ category }: Pick<LeadStatus, 'category'>): boolean => category === 'won' || category === 'lost'

/** What a lead holds of a status. */
export const heldStatus = (status: Pick<LeadStatus, 'id' | 'key'>): string => status.key ?? status.id

const builtInOf = (held: string): LeadStatus | undefined => builtInStatuses.find(({ id, key }) => key === held || id === held)

/** The id of the row in which a status would lie that a lead holds so. */
export const statusRowId = (held: string): string => builtInOf(held)?.id ?? held

/** All statuses in their order: those that every workspace has, changed as the rows say, and its own. */
export const allStatuses = (rows: readonly LeadStatus[]): LeadStatus[] => {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const own = rows.filter(({ id }) => builtInOf(id) === undefined)
  return [...builtInStatuses.map((status) => byId.get(status.id) ?? status), ...own].toSorted(
    (one, other) => one.order - other.order || (one.id < other.id ? -1 : 1),
  )
}

/** Whether somebody has given one of the usual statuses a name of their own. */
export const isRenamed = (status: LeadStatus): boolean => status.key === null || status.name !== status.key
