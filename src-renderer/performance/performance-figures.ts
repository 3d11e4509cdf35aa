import type { Performance } from '../../src-shared/team/team-contract.ts'

export type Figures = Omit<Performance, 'memberId' | 'stretch'>

/** What is measured, as the table and the chart show it. */
export const measures = [
  'calls',
  'outgoing',
  'reached',
  'incoming',
  'answer_rate',
  'talk_time',
  'leads_taken',
  'leads_finished',
  'leads_won',
] as const
export type Measure = (typeof measures)[number]

const values: Readonly<Record<Measure, (figures: Figures) => number | null>> = {
  calls: ({ incoming, outgoing }) => incoming + outgoing,
  outgoing: ({ outgoing }) => outgoing,
  reached: ({ reached }) => reached,
  incoming: ({ incoming }) => incoming,
  answer_rate: ({ answered, incoming }) => (incoming === 0 ? null : answered / incoming),
  talk_time: ({ talkTime }) => talkTime,
  leads_taken: ({ leadsTaken }) => leadsTaken,
  leads_finished: ({ leadsFinished }) => leadsFinished,
  leads_won: ({ leadsWon }) => leadsWon,
}

/** A share from 0 to 1 for the rate, seconds for the talk time, else a count; null where there is nothing to measure. */
export const measured = (measure: Measure, figures: Figures): number | null => values[measure](figures)

const nothing: Figures = {
  incoming: 0,
  answered: 0,
  outgoing: 0,
  reached: 0,
  talkTime: 0,
  leadsTaken: 0,
  leadsFinished: 0,
  leadsWon: 0,
}

const names = Object.keys(nothing) as readonly (keyof Figures)[]

export const sumOf = (all: readonly Figures[]): Figures =>
  all.reduce<Figures>((sum, one) => Object.fromEntries(names.map((name) => [name, sum[name] + one[name]])) as unknown as Figures, nothing)

interface Person {
  readonly id: string
  readonly name: string
}

/** What one person did: in the whole period, and in each stretch of it. */
export interface PerformanceLine {
  readonly person: Person
  readonly total: Figures
  readonly stretches: readonly Figures[]
}

/** A line for each person, those too who did nothing, and for whoever else has done something. `stretches` is how many there are. */
export const linesOf = (
  rows: readonly Performance[],
  people: readonly Person[],
  stretches: number,
  unknownName: string,
): readonly PerformanceLine[] => {
  const ofPerson = Map.groupBy(rows, ({ memberId }) => memberId)
  const known = new Set(people.map(({ id }) => id))
  const others = [...ofPerson.keys()].filter((id) => !known.has(id))
  return [...people, ...others.map((id) => ({ id, name: unknownName }))].map((person) => {
    const own = ofPerson.get(person.id) ?? []
    const single = Map.groupBy(own, ({ stretch }) => stretch)
    return { person, total: sumOf(own), stretches: Array.from({ length: stretches }, (_, at) => sumOf(single.get(at) ?? [])) }
  })
}

/** The lines by name where there is no value to sort by. Who has no value comes last, whichever way. */
export const sortLines = (
  lines: readonly PerformanceLine[],
  value: ((line: PerformanceLine) => number | null) | null,
  descending: boolean,
  language: string,
): readonly PerformanceLine[] => {
  const collator = new Intl.Collator(language)
  const byName = (one: PerformanceLine, other: PerformanceLine) => collator.compare(one.person.name, other.person.name)
  const turn = descending ? -1 : 1
  return lines.toSorted((one, other) => {
    if (value === null) return turn * byName(one, other)
    const [first, second] = [value(one), value(other)]
    if (first === null || second === null) return Number(first === null) - Number(second === null) || byName(one, other)
    return turn * (first - second) || byName(one, other)
  })
}
