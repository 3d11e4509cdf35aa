import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CallQuery } from '../../src-shared/calls/call-contract.ts'
import { callDirections, callResults } from '../../src-shared/calls/call-kind.ts'
import { dateText } from '../../src-shared/lib/periods.ts'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import { useMembers } from '../app/use-session.ts'
import { FilterChoice, FilterFrame, FilterGroup, FilterValue } from '../ui/filter-frame.tsx'
import classes from './call-filter-panel.module.css'
import { type CallFilterName, type CallFilters, type CallPeriod, withCallFilter } from './call-list-view.ts'
import { useCallFilterWords } from './use-call-filter-words.ts'
import { useCallFacets } from './use-calls.ts'

interface Props {
  readonly filters: CallFilters
  readonly query: CallQuery
  readonly onChange: (filters: CallFilters) => void
  readonly onFold: () => void
}

interface PeriodProps {
  readonly period: CallPeriod
  readonly onChange: (period: CallPeriod) => void
}

const PeriodChoice = ({ period, onChange }: PeriodProps) => {
  const { t } = useTranslation('calls')
  const { periods, timeZone } = useOwnCalendar()
  const choice = (type: 'any' | 'today' | 'week') => (
    <FilterChoice name="call-period" checked={period.type === type} onChoose={() => onChange({ type })}>
      {t(`period.${type}`)}
    </FilterChoice>
  )
  const date = (end: 'from' | 'until', value: string, other: string) => (
    <TextInput
      type="date"
      label={t(`period.${end}_label`)}
      value={value}
      min={end === 'until' ? other || undefined : undefined}
      max={end === 'from' && other ? other : dateText(periods.today, timeZone)}
      onChange={(event) => period.type === 'days' && onChange({ ...period, [end]: event.currentTarget.value })}
    />
  )
  return (
    <FilterGroup title={t('filter.period')}>
      {choice('any')}
      {choice('today')}
      {choice('week')}
      <FilterChoice
        name="call-period"
        checked={period.type === 'days'}
        onChoose={() => onChange({ type: 'days', from: dateText(periods.month, timeZone), until: dateText(periods.today, timeZone) })}
      >
        {t('period.days')}
      </FilterChoice>
      {period.type === 'days' && (
        <div className={classes.dates}>
          {date('from', period.from, period.until)}
          {date('until', period.until, period.from)}
        </div>
      )}
    </FilterGroup>
  )
}

/** Values of filters with how many calls each would find. */
export const CallFilterPanel = ({ filters, query, onChange, onFold }: Props) => {
  const { t } = useTranslation('calls')
  const { format } = useOwnCalendar()
  const words = useCallFilterWords()
  const members = useMembers()
  const facets = useCallFacets(query)
  const groups: readonly { readonly name: CallFilterName; readonly values: readonly string[] }[] = [
    { name: 'direction', values: callDirections },
    { name: 'result', values: callResults },
    ...(members.length > 1 ? [{ name: 'members' as const, values: members.map((member) => member.id) }] : []),
  ]
  return (
    <FilterFrame title={t('filters')} foldLabel={t('hide_filters')} onFold={onFold}>
      <PeriodChoice period={filters.period} onChange={(period) => onChange({ ...filters, period })} />
      {groups.map(({ name, values }) => (
        <FilterGroup key={name} title={t(`filter.${name}`)}>
          {values.map((value) => {
            const count = facets && (facets[name][value] ?? 0)
            return (
              <FilterValue
                key={value}
                checked={(filters[name] as readonly string[]).includes(value)}
                onChange={(checked) => onChange(withCallFilter(filters, name, value, checked))}
                count={count}
                shownCount={count === undefined ? '' : format.number(count)}
              >
                {words(name, value)}
              </FilterValue>
            )
          })}
        </FilterGroup>
      ))}
    </FilterFrame>
  )
}
