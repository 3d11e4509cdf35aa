import { useTranslation } from 'react-i18next'
import { type Contact, contactStatuses, contactTypes } from '../../src-shared/contacts/contact-kind.ts'
import { useFormat } from '../i18n/format.ts'
import type { FilterName } from './contact-list-view.ts'

const isType = (value: string): value is Contact['type'] => (contactTypes as readonly string[]).includes(value)
const isStatus = (value: string): value is Contact['status'] => (contactStatuses as readonly string[]).includes(value)

/** Words for the values of a filter. */
export const useFilterWords = () => {
  const { t } = useTranslation('clients')
  const format = useFormat()
  return (name: FilterName, value: string): string => {
    if (name === 'type' && isType(value)) return t(`type.${value}`)
    if (name === 'status' && isStatus(value)) return t(`status.${value}`)
    return value === '' ? t('no_country') : format.country(value)
  }
}
