import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { auditFields } from './audit-names.ts'

/** The name of a field of a row; of a custom property its own. A field that only newer programs know stands as it is. */
export const useFieldWords = (): ((kind: string, field: string, propertyId?: string | null) => string) => {
  const { t } = useTranslation('audit')
  const { propertyOf } = useCatalogue()
  return useMemo(
    () =>
      (kind, field, propertyId = null) => {
        if (propertyId !== null) return propertyOf(propertyId)?.name ?? t('gone_property')
        // What a company is to a contact, `status` and `type` are to others too.
        if (field === 'status' && kind === 'contact') return t('field.contact_status')
        const known = auditFields.find((name) => name === field)
        return known ? t(`field.${known}`) : field
      },
    [t, propertyOf],
  )
}
