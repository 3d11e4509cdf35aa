import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { importFields } from '../../src-shared/import/import-fields.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'

/** The name of a field that a column fills: one of the CRM's own, or a custom property. What is not known stands as it is. */
export const useTargetWords = (): ((target: string) => string) => {
  const { t } = useTranslation('imports')
  const { propertyOf } = useCatalogue()
  return useMemo(
    () => (target) => {
      const field = importFields.find((candidate) => candidate === target)
      if (field) return t(`field.${field}`)
      return propertyOf(target.replace(/^propert(y:|ies\.)/, ''))?.name ?? target
    },
    [t, propertyOf],
  )
}
