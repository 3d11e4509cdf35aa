import type { Call } from '../../src-shared/calls/call-kind.ts'
import { callDirections, callResults } from '../../src-shared/calls/call-kind.ts'
import type { Sealed } from '../../src-shared/team/team-contract.ts'

/** What is told of a call in a feed. */
export type SealedCall = Pick<Call, 'direction' | 'answeredAt' | 'endedAt' | 'result' | 'sipStatus'> & { readonly number: string }

/** One call or note that a blocked person had not sent. */
export interface SealedFact {
  /** Everything that was reported of it, to be accepted together. */
  readonly ids: readonly number[]
  /** The last report: it says all that the earlier ones do. */
  readonly last: Sealed
  /** When it happened, as far as it says so; else when it was written. */
  readonly at: number
}

const valueIn = ({ content }: Sealed, field: string): string | undefined => content.find((part) => part.field === field)?.text

const numberIn = (sealed: Sealed, field: string): number | null => {
  const value = valueIn(sealed, field)
  return value === undefined || Number.isNaN(Number(value)) ? null : Number(value)
}

const happenedAt = (sealed: Sealed): number | null => numberIn(sealed, 'startedAt') ?? numberIn(sealed, 'occurredAt')

/** A call is reported each time its state changes, a note as it is typed: one that happened at the same time is the same. */
const keyOf = (sealed: Sealed): string => {
  const at = happenedAt(sealed)
  return at === null ? `${sealed.id}` : `${sealed.memberId} ${sealed.mutation} ${at} ${valueIn(sealed, 'number.typed') ?? ''}`
}

/** The newest first. */
export const sealedFacts = (items: readonly Sealed[]): readonly SealedFact[] =>
  [...Map.groupBy(items, keyOf).values()]
    .flatMap((reports): SealedFact[] => {
      const last = reports.toSorted((one, other) => one.id - other.id).at(-1)
      return last ? [{ ids: reports.map(({ id }) => id), last, at: happenedAt(last) ?? last.at }] : []
    })
    .toSorted((one, other) => other.at - one.at)

/** The call that a report is about; null where it is about something else. */
export const callIn = (sealed: Sealed): SealedCall | null => {
  const direction = callDirections.find((one) => one === valueIn(sealed, 'direction'))
  if (sealed.mutation !== 'call.record' || !direction) return null
  return {
    direction,
    answeredAt: numberIn(sealed, 'answeredAt'),
    endedAt: numberIn(sealed, 'endedAt'),
    result: callResults.find((one) => one === valueIn(sealed, 'result')) ?? null,
    sipStatus: numberIn(sealed, 'sipStatus'),
    number: valueIn(sealed, 'number.typed') ?? '',
  }
}

/** What the words for a call or note do not say already. Times and counters say nothing to a person. */
export const contentIn = ({ content }: Sealed): Sealed['content'] =>
  content.filter(({ field, text }) => !/At$/.test(field) && !/^files\.\d+\.(size|type|hash)$/.test(field) && text !== '')
