import { useTranslation } from 'react-i18next'
import type { Member } from '../../src-shared/team/member-kind.ts'
import { useGroupName, useGroups } from '../groups/use-groups.ts'
import { useFormat } from '../i18n/format.ts'
import { FilterFrame, FilterGroup, FilterValue } from '../ui/filter-frame.tsx'
import { countBy, type PeopleFilters } from './people-view.ts'
import { type PersonState, personStates } from './person-state.ts'

export const withValue = <Value extends string>(values: readonly Value[], value: Value, isIn: boolean): readonly Value[] =>
  isIn ? [...values, value] : values.filter((known) => known !== value)

interface Props {
  readonly members: readonly Member[]
  readonly stateOf: (member: Member) => PersonState
  readonly connected: boolean
  readonly filters: PeopleFilters
  readonly onChange: (filters: PeopleFilters) => void
  readonly onFold: () => void
}

/** Groups and states, with how many people are in each. */
export const PeopleFilterPanel = ({ members, stateOf, connected, filters, onChange, onFold }: Props) => {
  const { t } = useTranslation('people')
  const format = useFormat()
  const groups = useGroups()
  const nameOf = useGroupName()
  const inGroup = countBy(members, ({ groupId }) => groupId)
  const inState = countBy(members, stateOf)
  // Without a connection nobody knows who is here.
  const states = personStates.filter(
    (state) => state === 'blocked' || filters.states.includes(state) || (state === 'unknown') !== connected,
  )
  return (
    <FilterFrame title={t('filters')} foldLabel={t('hide_filters')} onFold={onFold}>
      <FilterGroup title={t('filter.group')}>
        {groups.map((group) => (
          <FilterValue
            key={group.id}
            checked={filters.groups.includes(group.id)}
            onChange={(checked) => onChange({ ...filters, groups: withValue(filters.groups, group.id, checked) })}
            count={inGroup.get(group.id) ?? 0}
            shownCount={format.number(inGroup.get(group.id) ?? 0)}
          >
            {nameOf(group)}
          </FilterValue>
        ))}
      </FilterGroup>
      <FilterGroup title={t('filter.state')}>
        {states.map((state) => (
          <FilterValue
            key={state}
            checked={filters.states.includes(state)}
            onChange={(checked) => onChange({ ...filters, states: withValue(filters.states, state, checked) })}
            count={inState.get(state) ?? 0}
            shownCount={format.number(inState.get(state) ?? 0)}
          >
            {t(`state.${state}`)}
          </FilterValue>
        ))}
      </FilterGroup>
    </FilterFrame>
  )
}
