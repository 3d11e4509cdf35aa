import { LeadlineError } from '../../src-shared/lib/errors.ts'

/** How far somebody has read a snapshot. `version` is that of its first page: history after it comes with the log. */
export type SnapshotPlace =
  | { readonly part: 'rows'; readonly version: number; readonly id: string }
  | { readonly part: 'changes'; readonly version: number; readonly at: number; readonly seq: number }

/** A client keeps it and hands it back; nobody else reads it. */
export const placeText = (place: SnapshotPlace): string =>
  place.part === 'rows' ? `r.${place.version}.${place.id}` : `c.${place.version}.${place.at}.${place.seq}`

/** @throws LeadlineError `bad_input` */
export const placeOf = (text: string): SnapshotPlace => {
  const rows = /^r\.(\d{1,15})\.([0-9a-fA-F-]{36})$/.exec(text)
  if (rows) return { part: 'rows', version: Number(rows[1]), id: String(rows[2]) }
  const changes = /^c\.(\d{1,15})\.(\d{1,15})\.(\d{1,9})$/.exec(text)
  if (changes) return { part: 'changes', version: Number(changes[1]), at: Number(changes[2]), seq: Number(changes[3]) }
  throw new LeadlineError('bad_input', 'This is no place in a snapshot')
}
