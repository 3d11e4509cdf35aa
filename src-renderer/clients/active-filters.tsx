import { Button } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactFilters } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import { useFormat } from '../i18n/format.ts'
import { Chip } from '../ui/chip.tsx'
import classes from './active-filters.module.css'
import {
  activeFilters,
  type ContactListView,
  isFiltered,
  withFilter,
  withoutFilters,
  withoutPeriod,
  withProperty,
} from './contact-list-view.ts'
import { FilterNameDialog } from './filter-name-dialog.tsx'
import { noContactDaysOf } from './saved-filter-view.ts'
import { useFilterWords, usePropertyChips } from './use-filter-words.ts'
import { useSavedFilters } from './use-saved-filters.ts'

interface Props {
  readonly stage: Contact['stage']
  readonly view: ContactListView
  /** How many the filters and the search leave; undefined while the core counts. */
  readonly found: number | undefined
  readonly onChange: (change: Partial<ContactListView>) => void
}

interface ActiveChip {
  readonly label: string
  readonly filters: ContactFilters
}

/** Every filter that is on, with what is left once it is off. */
const useChips = (filters: ContactFilters): readonly ActiveChip[] => {
  const { t } = useTranslation('clients')
  const { format, periods, timeZone } = useOwnCalendar()
  const words = useFilterWords()
  const propertyChips = usePropertyChips()
  const { createdFrom, createdUntil, noContactSince } = filters
  const period = [
    ...(createdFrom === undefined ? [] : [t('created_from', { day: format.day(createdFrom) })]),
    ...(createdUntil === undefined ? [] : [t('created_until', { day: format.day(createdUntil - 1) })]),
  ].join(' ')
  const days = noContactDaysOf(noContactSince, periods.today, timeZone)
  const silence =
    noContactSince === undefined
      ? ''
      : days === null
        ? t('no_contact.chip_since', { day: format.day(noContactSince) })
        : t('no_contact.chip_days', { count: days })
  const tagWord = filters.tagMode === 'all' && filters.tag.length > 1 ? t('tag_mode.chip_all') : t('filter.tag')
  return [
    ...activeFilters(filters).map(({ name, value }) => ({
      label: `${name === 'tag' ? tagWord : t(`filter.${name}`)}: ${words(name, value)}`,
      filters: withFilter(filters, name, value, false),
    })),
    ...(silence === '' ? [] : [{ label: silence, filters: { ...filters, noContactSince: undefined } }]),
    ...(period === '' ? [] : [{ label: period, filters: withoutPeriod(filters) }]),
    ...filters.properties.flatMap((property) =>
      propertyChips(property).map(({ label, without }) => ({ label, filters: withProperty(filters, property.id, without) })),
    ),
  ]
}

/** The filters that are on, each removable; how many rows they leave; and a way to keep them under a name. */
export const ActiveFilters = ({ stage, view, found, onChange }: Props) => {
  const { t } = useTranslation('clients')
  const format = useFormat()
  const chips = useChips(view.filters)
  const { current, isChanged, saveAs, saveAgain } = useSavedFilters(stage)
  const [naming, setNaming] = useState(false)
  const isSearched = view.search.trim() !== ''
  if (!isFiltered(view.filters) && !isSearched && !isChanged) return null
  return (
    <div className={classes.line}>
      {chips.map(({ label, filters }) => (
        <Chip key={label} removeLabel={t('remove_filter', { filter: label })} onRemove={() => onChange({ filters, active: 0 })}>
          {label}
        </Chip>
      ))}
      {chips.length > 1 && (
        <Button size="xs" variant="subtle" onClick={() => onChange({ filters: withoutFilters, active: 0, savedId: null })}>
          {t('clear_filters')}
        </Button>
      )}
      {isChanged && (
        <Button
          size="xs"
          leftSection={<IconBookmark />}
          aria-label={t('saved_filter.save_again_name', { name: current?.name })}
          onClick={() => void saveAgain()}
        >
          {t('saved_filter.save_again')}
        </Button>
      )}
      {(current === undefined || isChanged) && (
        <Button size="xs" variant={isChanged ? 'subtle' : 'default'} onClick={() => setNaming(true)}>
          {isChanged ? t('saved_filter.save_as') : t('saved_filter.save_filter')}
        </Button>
      )}
      <span className={classes.found} role="status">
        {found === undefined ? '' : t('found', { count: found, shown: format.number(found) })}
      </span>
      {naming && (
        <FilterNameDialog
          title={t('saved_filter.save_filter')}
          name={chips.length === 1 ? (chips[0]?.label ?? '') : view.search.trim()}
          onSave={saveAs}
          onClose={() => setNaming(false)}
        />
      )}
    </div>
  )
}
