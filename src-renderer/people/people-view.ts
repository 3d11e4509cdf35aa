import { create } from 'zustand'
import { fold } from '../../src-shared/lib/fold.ts'
import type { Member } from '../../src-shared/team/member-kind.ts'
import type { PersonState } from './person-state.ts'

export interface PeopleFilters {
  readonly groups: readonly string[]
  readonly states: readonly PersonState[]
}

export const noPeopleFilters: PeopleFilters = { groups: [], states: [] }

export interface PeopleView {
  readonly search: string
  readonly filters: PeopleFilters
  readonly descending: boolean
  /** Row on which the keyboard stands. */
  readonly active: number
  /** Whose fields are being changed in the panel. */
  readonly editing: string | null
}

interface PeopleStore extends PeopleView {
  readonly change: (part: Partial<PeopleView>) => void
}

/** How the list of the team is looked at: it stays while one goes elsewhere and comes back. */
export const usePeopleView = create<PeopleStore>((set) => ({
  search: '',
  filters: noPeopleFilters,
  descending: false,
  active: 0,
  editing: null,
  change: (part) => set(part),
}))

/** What the list shows of somebody beside their own fields. */
export interface PersonFacts {
  readonly state: PersonState
  readonly group: string
}

/** Whom a view shows, by name. */
export const shownPeople = (
  members: readonly Member[],
  { search, filters, descending }: Pick<PeopleView, 'search' | 'filters' | 'descending'>,
  factsOf: (member: Member) => PersonFacts,
): readonly Member[] => {
  const words = fold(search.trim()).split(' ')
  const fits = (member: Member) => {
    const { state, group } = factsOf(member)
    if (filters.groups.length > 0 && !filters.groups.includes(member.groupId)) return false
    if (filters.states.length > 0 && !filters.states.includes(state)) return false
    const text = fold([member.name, member.email, member.position, member.extension, group].join(' '))
    return words.every((word) => text.includes(word))
  }
  const sorted = members.filter(fits).toSorted((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1))
  return descending ? sorted.toReversed() : sorted
}

/** How many there are of each value of a filter, whatever is filtered. */
export const countBy = <Value extends string>(
  members: readonly Member[],
  wordOf: (member: Member) => Value,
): ReadonlyMap<Value, number> => {
  const counts = new Map<Value, number>()
  for (const member of members) counts.set(wordOf(member), (counts.get(wordOf(member)) ?? 0) + 1)
  return counts
}
