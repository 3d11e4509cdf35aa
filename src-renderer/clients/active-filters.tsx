import { useTranslation } from 'react-i18next'
import type { ContactFilters } from '../../src-shared/contacts/contact-contract.ts'
import { useFormat } from '../i18n/format.ts'
import { Chip } from '../ui/chip.tsx'
import classes from './active-filters.module.css'
import { activeFilters, type ContactListView, withFilter, withoutPeriod } from './contact-list-view.ts'
import { useFilterWords } from './use-filter-words.ts'

interface Props {
  readonly view: ContactListView
  /** How many the filters and the search leave; undefined while the core counts. */
  readonly found: number | undefined
  readonly onChange: (filters: ContactFilters) => void
}

/** The filters that are on, each removable; and how many rows they leave. */
export const ActiveFilters = ({ view, found, onChange }: Props) => {
  const { t } = useTranslation('clients')
  const format = useFormat()
  const words = useFilterWords()
  const active = activeFilters(view.filters)
  const { createdFrom, createdUntil } = view.filters
  const period = [
    ...(createdFrom === undefined ? [] : [t('created_from', { day: format.day(createdFrom) })]),
    ...(createdUntil === undefined ? [] : [t('created_until', { day: format.day(createdUntil) })]),
  ].join(' ')
  if (active.length === 0 && period === '' && view.search.trim() === '') return null
  return (
    <div className={classes.line}>
      {active.map(({ name, value }) => {
        const label = `${t(`filter.${name}`)}: ${words(name, value)}`
        return (
          <Chip
            key={label}
            removeLabel={t('remove_filter', { filter: label })}
            onRemove={() => onChange(withFilter(view.filters, name, value, false))}
          >
            {label}
          </Chip>
        )
      })}
      {period !== '' && (
        <Chip removeLabel={t('remove_filter', { filter: period })} onRemove={() => onChange(withoutPeriod(view.filters))}>
          {period}
        </Chip>
      )}
      <span className={classes.found} role="status">
        {found === undefined ? '' : t('found', { count: found, shown: format.number(found) })}
      </span>
    </div>
  )
}
