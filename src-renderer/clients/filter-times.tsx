import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactFilters } from '../../src-shared/contacts/contact-contract.ts'
import { dateText, startOfDate } from '../../src-shared/lib/periods.ts'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import { FilterChoice } from '../ui/filter-frame.tsx'
import classes from './filter-panel.module.css'
import { noContactChoices, noContactDaysOf, noContactSince } from './saved-filter-view.ts'

interface DateProps {
  readonly label: string
  /** `YYYY-MM-DD`; empty for none. */
  readonly value: string
  readonly onChange: (date: string) => void
}

/** A date of a filter. While its year is being typed it is no date yet. */
export const FilterDate = ({ label, value, onChange }: DateProps) => (
  <TextInput
    size="xs"
    type="date"
    label={label}
    classNames={{ root: classes.stretch ?? '', label: classes.stretchLabel ?? '' }}
    value={value}
    onChange={(event) => {
      const date = event.currentTarget.value
      if (date === '' || date >= '1970-01-02') onChange(date)
    }}
  />
)

interface Props {
  readonly filters: ContactFilters
  readonly onChange: (filters: ContactFilters) => void
}

/** Added from one day to another, both included. */
export const CreatedFilter = ({ filters, onChange }: Props) => {
  const { t } = useTranslation('clients')
  const { timeZone } = useOwnCalendar()
  const { createdFrom, createdUntil } = filters
  const momentOf = (date: string, days: number) => (date === '' ? undefined : (startOfDate(date, timeZone, days) ?? undefined))
  return (
    <>
      <FilterDate
        label={t('from')}
        value={createdFrom === undefined ? '' : dateText(createdFrom, timeZone)}
        onChange={(date) => onChange({ ...filters, createdFrom: momentOf(date, 0) })}
      />
      <FilterDate
        label={t('until')}
        value={createdUntil === undefined ? '' : dateText(createdUntil - 1, timeZone)}
        onChange={(date) => onChange({ ...filters, createdUntil: momentOf(date, 1) })}
      />
    </>
  )
}

/** Nobody has been in contact for so long. */
export const NoContactFilter = ({ filters, onChange }: Props) => {
  const { t } = useTranslation('clients')
  const { timeZone, periods } = useOwnCalendar()
  const name = useId()
  const since = filters.noContactSince
  const days = noContactDaysOf(since, periods.today, timeZone)
  const [wantsDate, setWantsDate] = useState(false)
  const onDate = wantsDate || (since !== undefined && days === null)
  const choose = (moment: number | undefined) => {
    setWantsDate(false)
    onChange({ ...filters, noContactSince: moment })
  }
  return (
    <>
      <FilterChoice name={name} checked={since === undefined && !onDate} onChoose={() => choose(undefined)}>
        {t('no_contact.any')}
      </FilterChoice>
      {noContactChoices.map((choice) => (
        <FilterChoice
          key={choice}
          name={name}
          checked={days === choice && !onDate}
          onChoose={() => choose(noContactSince(choice, periods.today, timeZone))}
        >
          {t('no_contact.days', { count: choice })}
        </FilterChoice>
      ))}
      <FilterChoice name={name} checked={onDate} onChoose={() => setWantsDate(true)}>
        {t('no_contact.date')}
      </FilterChoice>
      {onDate && (
        <FilterDate
          label={t('since')}
          value={since === undefined ? '' : dateText(since, timeZone)}
          onChange={(date) =>
            onChange({ ...filters, noContactSince: date === '' ? undefined : (startOfDate(date, timeZone) ?? undefined) })
          }
        />
      )}
    </>
  )
}
