import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadStatus, Property } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { isRenamed, type StatusKey, statusKeys } from '../../src-shared/catalogue/lead-statuses.ts'
import { optionsOf } from '../../src-shared/catalogue/property-values.ts'
import { useFormat } from '../i18n/format.ts'
import { useCatalogue } from './use-catalogue.ts'

const isKey = (held: string | null): held is StatusKey => (statusKeys as readonly (string | null)[]).includes(held)

/** The name of a status; of the usual ones in the language of the page, until somebody renames them. */
export const useStatusName = () => {
  const { t } = useTranslation('leads')
  return useMemo(
    () =>
      (status: LeadStatus): string =>
        !isRenamed(status) && isKey(status.key) ? t(`status.${status.key}`) : status.name,
    [t],
  )
}

/** Words for what a lead holds of a status; empty where there is none, or it is gone. */
export const useStatusWord = () => {
  const { t } = useTranslation('leads')
  const { statusOf } = useCatalogue()
  const nameOf = useStatusName()
  return useMemo(
    () =>
      (held: string | null): string => {
        const status = statusOf(held)
        if (status) return nameOf(status)
        // Until the core has told the statuses.
        return isKey(held) ? t(`status.${held}`) : ''
      },
    [statusOf, nameOf, t],
  )
}

const dateOnly = (language: string) =>
  new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** What a contact holds of a custom property, as it is read; empty where that is nothing. */
export const usePropertyWords = () => {
  const { t, i18n } = useTranslation('clients')
  const format = useFormat()
  return useMemo(() => {
    const dates = dateOnly(i18n.language)
    return (property: Property, value: unknown): string => {
      if (value === undefined || value === null) return ''
      switch (property.type) {
        case 'list':
        case 'multi_list':
          return optionsOf(property, value)
            .map(({ name }) => name)
            .join(', ')
        case 'boolean':
          return value === true ? t('yes') : t('no')
        case 'number':
          return typeof value === 'number' ? format.number(value) : String(value)
        case 'date': {
          const at = Date.parse(`${value}T00:00:00Z`)
          return Number.isNaN(at) ? String(value) : dates.format(at)
        }
        default:
          return String(value)
      }
    }
  }, [t, i18n.language, format])
}
