import type { LeadStatus } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { heldStatus } from '../../src-shared/catalogue/lead-statuses.ts'

/** A column of the board: a status of the work on leads. */
export interface BoardColumn {
  /** What leads hold of the status. */
  readonly held: string
  readonly status: LeadStatus
  /** How the work ends when a lead is put there; null while it goes on. */
  readonly ends: 'client' | 'unsuitable' | null
}

const endOf = ({ category }: LeadStatus): BoardColumn['ends'] => (category === 'won' ? 'client' : category === 'lost' ? 'unsuitable' : null)

/** The columns in the order of the statuses; of those on the way only the chosen ones, where some are chosen. */
export const boardColumns = (statuses: readonly LeadStatus[], chosen: readonly string[]): readonly BoardColumn[] =>
  statuses
    .map((status) => ({ held: heldStatus(status), status, ends: endOf(status) }))
    .filter(({ held, ends }) => chosen.length === 0 || ends !== null || chosen.includes(held))

/** Whether leads can stand in a column: what has become a client is a lead no more. */
export const holdsLeads = ({ ends, status }: BoardColumn, chosen: readonly string[]): boolean =>
  ends !== 'client' && (chosen.length === 0 || chosen.includes(heldStatus(status)))

/** The column beside another one; undefined at either end. */
export const neighbourOf = (columns: readonly BoardColumn[], held: string, step: -1 | 1): BoardColumn | undefined =>
  columns[columns.findIndex((column) => column.held === held) + step]

/** The next column to one side in which somebody stands. */
export const nextFilled = (
  columns: readonly BoardColumn[],
  held: string,
  step: -1 | 1,
  countOf: (held: string) => number,
): BoardColumn | undefined => {
  for (let column = neighbourOf(columns, held, step); column; column = neighbourOf(columns, column.held, step)) {
    if (countOf(column.held) > 0) return column
  }
  return undefined
}
