import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Contact, contactStatuses, contactTypes, employeesCounts, leadSources } from '../../src-shared/contacts/contact-kind.ts'
import { useMembers } from '../app/use-session.ts'
import { usePropertyWords, useStatusWord } from '../catalogue/catalogue-words.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useFormat } from '../i18n/format.ts'
import type { FilterName, PropertyFilter } from './contact-list-view.ts'

const isOneOf = <Value extends string>(values: readonly Value[], value: string): value is Value =>
  (values as readonly string[]).includes(value)

/** Words for the values of a filter. What was deleted since has none of its own. */
export const useFilterWords = () => {
  const { t } = useTranslation('clients')
  const format = useFormat()
  const statusWord = useStatusWord()
  const { tagsOf, sourcesOf } = useCatalogue()
  const members = useMembers()
  return useMemo(() => {
    const words: Record<FilterName, (value: string) => string> = {
      type: (value) => (isOneOf<Contact['type']>(contactTypes, value) ? t(`type.${value}`) : value),
      status: (value) => (isOneOf<Contact['status']>(contactStatuses, value) ? t(`status.${value}`) : value),
      country: (value) => (value === '' ? t('no_country') : format.country(value)),
      city: (value) => value,
      employeesCount: (value) => (isOneOf(employeesCounts, value) ? t(`employees.${value}`) : value),
      leadStatus: (value) => statusWord(value) || t('deleted_value'),
      leadSource: (value) => (isOneOf(leadSources, value) ? t(`lead_source.${value}`) : value),
      responsible: (value) => (value === 'nobody' ? t('nobody') : (members.find(({ id }) => id === value)?.name ?? t('unknown_person'))),
      tag: (value) => tagsOf([value])[0]?.name ?? t('deleted_value'),
      source: (value) => sourcesOf([value])[0]?.name ?? t('deleted_value'),
    }
    return (name: FilterName, value: string): string => words[name](value)
  }, [t, format, statusWord, tagsOf, sourcesOf, members])
}

interface PropertyChip {
  readonly label: string
  /** The change that takes it off. */
  readonly without: Partial<PropertyFilter>
}

/** What the filter of one custom property asks for, a chip each. */
export const usePropertyChips = () => {
  const { t } = useTranslation('clients')
  const { propertyOf } = useCatalogue()
  const words = usePropertyWords()
  return useMemo(
    () =>
      (filter: PropertyFilter): readonly PropertyChip[] => {
        const property = propertyOf(filter.id)
        const name = property?.name ?? t('deleted_value')
        const wordOf = (value: unknown) => (property ? words(property, value) : String(value))
        const heldOf = (value: string) => (property?.type === 'boolean' ? value === 'true' : value)
        const { values = [], from, until, filled } = filter
        const stretch = [
          ...(from === undefined ? [] : [t('property.from', { value: wordOf(from) })]),
          ...(until === undefined ? [] : [t('property.until', { value: wordOf(until) })]),
        ].join(' ')
        return [
          ...values.map((value) => ({
            label: `${name}: ${wordOf(heldOf(value)) || t('deleted_value')}`,
            without: { values: values.filter((one) => one !== value) },
          })),
          ...(stretch === '' ? [] : [{ label: `${name}: ${stretch}`, without: { from: undefined, until: undefined } }]),
          ...(filled === undefined
            ? []
            : [{ label: `${name}: ${filled ? t('property.filled') : t('property.empty')}`, without: { filled: undefined } }]),
        ]
      },
    [t, propertyOf, words],
  )
}
