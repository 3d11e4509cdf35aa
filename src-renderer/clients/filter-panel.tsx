import { useTranslation } from 'react-i18next'
import type { ContactFilters, ContactQuery } from '../../src-shared/contacts/contact-contract.ts'
import { contactStatuses, contactTypes } from '../../src-shared/contacts/contact-kind.ts'
import { useFormat } from '../i18n/format.ts'
import { FilterFrame, FilterGroup, FilterValue } from '../ui/filter-frame.tsx'
import { type FilterName, withFilter } from './contact-list-view.ts'
import { facetOrder } from './facet-order.ts'
import { useFacets } from './use-contacts.ts'
import { useFilterWords } from './use-filter-words.ts'

interface Props {
  readonly query: ContactQuery
  readonly onChange: (filters: ContactFilters) => void
  readonly onFold: () => void
}

/** Values of filters with how many each would find; folded away by the arrow. */
export const FilterPanel = ({ query, onChange, onFold }: Props) => {
  const { t } = useTranslation('clients')
  const format = useFormat()
  const words = useFilterWords()
  const facets = useFacets(query)
  const countries = facetOrder(facets?.country ?? {}, query.filters.country)
  const groups: readonly { readonly name: FilterName; readonly values: readonly string[] }[] = [
    { name: 'type', values: contactTypes },
    { name: 'status', values: contactStatuses },
    { name: 'country', values: countries },
  ]

  return (
    <FilterFrame title={t('filters')} foldLabel={t('hide_filters')} onFold={onFold}>
      {groups.map(({ name, values }) => (
        <FilterGroup key={name} title={t(`filter.${name}`)}>
          {values.map((value) => {
            const count = facets && (facets[name][value] ?? 0)
            return (
              <FilterValue
                key={value}
                checked={(query.filters[name] as readonly string[]).includes(value)}
                onChange={(checked) => onChange(withFilter(query.filters, name, value, checked))}
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
