import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { Chip } from '../ui/chip.tsx'
import classes from '../ui/list-screen.module.css'
import { type CallFilters, callFilterNames, isFiltered, withCallFilter } from './call-list-view.ts'
import { useCallFilterWords, usePeriodWords } from './use-call-filter-words.ts'

interface Props {
  readonly filters: CallFilters
  readonly search: string
  /** How many the filters and the search leave; undefined while the core counts. */
  readonly found: number | undefined
  readonly onChange: (filters: CallFilters) => void
}

/** The filters that are on, each removable; and how many calls they leave. */
export const ActiveCallFilters = ({ filters, search, found, onChange }: Props) => {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const words = useCallFilterWords()
  const periodWords = usePeriodWords()
  const period = periodWords(filters.period)
  if (!isFiltered(filters) && search.trim() === '') return null
  const chip = (label: string, without: CallFilters) => (
    <Chip key={label} removeLabel={t('remove_filter', { filter: label })} onRemove={() => onChange(without)}>
      {label}
    </Chip>
  )
  return (
    <div className={classes.chips}>
      {period !== null && chip(period, { ...filters, period: { type: 'any' } })}
      {callFilterNames.flatMap((name) =>
        filters[name].map((value) => chip(`${t(`filter.${name}`)}: ${words(name, value)}`, withCallFilter(filters, name, value, false))),
      )}
      <span className={classes.found} role="status">
        {found === undefined ? '' : t('found', { count: found, shown: format.number(found) })}
      </span>
    </div>
  )
}
