import { SegmentedControl } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { heldStatus } from '../../src-shared/catalogue/lead-statuses.ts'
import type { ContactFilters, ContactQuery } from '../../src-shared/contacts/contact-contract.ts'
import { contactStatuses, contactTypes, employeesCounts, leadSources } from '../../src-shared/contacts/contact-kind.ts'
import { useChangeDevice, useMembers, useSession } from '../app/use-session.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useCountries } from '../i18n/countries.ts'
import { useFormat } from '../i18n/format.ts'
import { FilterFrame, FilterGroup } from '../ui/filter-frame.tsx'
import { Later } from '../ui/later.tsx'
import { type FilterName, hasPeriod, propertyFilterOf, withFilter, withProperty } from './contact-list-view.ts'
import classes from './filter-panel.module.css'
import { PropertyFilterFields } from './filter-property.tsx'
import { CreatedFilter, NoContactFilter } from './filter-times.tsx'
import { type FilterOption, FilterValues } from './filter-values.tsx'
import { SavedFilters } from './saved-filters.tsx'
import { useFacets } from './use-contacts.ts'
import { useFilterWords } from './use-filter-words.ts'

interface Props {
  readonly query: ContactQuery
  readonly onChange: (filters: ContactFilters) => void
  readonly onFold: () => void
}

/** Groups that are open until somebody folds them; the others wait folded. */
const openAtFirst: ReadonlySet<string> = new Set(['leadStatus', 'type', 'tag', 'responsible', 'country', 'noContact'])

const useFolding = () => {
  const { device } = useSession()
  const changeDevice = useChangeDevice()
  return (name: string) => ({
    open: device.filterGroups[name] ?? openAtFirst.has(name),
    onOpen: (open: boolean) => void changeDevice({ filterGroups: { ...device.filterGroups, [name]: open } }),
  })
}

type Counts = Readonly<Record<string, number>> | undefined

/** What there is to choose from in each filter; of towns those that there are. */
const useOptions = (facets: Readonly<Record<string, Counts>> | undefined): Readonly<Record<FilterName, readonly FilterOption[]>> => {
  const { t } = useTranslation('clients')
  const words = useFilterWords()
  const { tags, sources, statuses } = useCatalogue()
  const members = useMembers()
  const countries = useCountries()
  const named = (name: FilterName, values: readonly string[]) => values.map((value) => ({ value, label: words(name, value) }))
  return {
    leadStatus: named(
      'leadStatus',
      // A lead that became a client is no lead any more.
      statuses.filter(({ category }) => category !== 'won').map(heldStatus),
    ),
    leadSource: named('leadSource', leadSources),
    type: named('type', contactTypes),
    tag: tags.map(({ id, name }) => ({ value: id, label: name })),
    responsible: [...members.map(({ id, name }) => ({ value: id, label: name })), { value: 'nobody', label: t('nobody') }],
    // Until the core has counted, and where that would take long, whatever countries there are.
    country: facets?.country ? named('country', Object.keys(facets.country)) : countries,
    city: Object.keys(facets?.city ?? {}).map((value) => ({ value, label: value })),
    source: sources.map(({ id, name }) => ({ value: id, label: name })),
    employeesCount: named('employeesCount', employeesCounts),
    status: named('status', contactStatuses),
  }
}

/** Milliseconds without a new question after which the values of the filters are counted. */
const countingPause = 200

type Facets = Parameters<typeof useOptions>[0]

interface FiltersProps extends Pick<ContactQuery, 'filters' | 'stage' | 'tab'>, Pick<Props, 'onChange' | 'onFold'> {
  readonly facets: Facets
}

const Filters = memo(({ filters, stage, tab, facets, onChange, onFold }: FiltersProps) => {
  const { t } = useTranslation('clients')
  const format = useFormat()
  const words = useFilterWords()
  const options = useOptions(facets)
  const folding = useFolding()
  const { properties } = useCatalogue()
  const isLead = stage === 'lead'

  const chosenCount = (count: number) => (count > 0 ? format.number(count) : '')
  const values = (name: FilterName) =>
    (name !== 'tag' && name !== 'source') || options[name].length > 0 || filters[name].length > 0 ? (
      <FilterGroup key={name} title={t(`filter.${name}`)} chosen={chosenCount(filters[name].length)} {...folding(name)}>
        {name === 'tag' && filters.tag.length > 1 && (
          <SegmentedControl
            size="xs"
            className={classes.mode}
            aria-label={t('tag_mode.label')}
            value={filters.tagMode}
            onChange={(mode) => onChange({ ...filters, tagMode: mode === 'all' ? 'all' : 'any' })}
            data={[
              { value: 'any', label: t('tag_mode.any') },
              { value: 'all', label: t('tag_mode.all') },
            ]}
          />
        )}
        <FilterValues
          title={t(`filter.${name}`)}
          options={options[name]}
          counts={facets?.[name]}
          chosen={filters[name]}
          wordOf={(value) => words(name, value)}
          onChange={(value, on) => onChange(withFilter(filters, name, value, on))}
          free={name === 'city'}
        />
      </FilterGroup>
    ) : null

  return (
    <FilterFrame title={t('filters')} foldLabel={t('hide_filters')} onFold={onFold}>
      <Later>
        <SavedFilters stage={stage} />
        {isLead && values('leadStatus')}
        {values('type')}
        {values('tag')}
        {/* Elsewhere all are of one person, or of nobody. */}
        {(tab === 'all' || filters.responsible.length > 0) && values('responsible')}
        <FilterGroup
          title={t('filter.noContact')}
          chosen={chosenCount(filters.noContactSince === undefined ? 0 : 1)}
          {...folding('noContact')}
        >
          <NoContactFilter filters={filters} onChange={onChange} />
        </FilterGroup>
        {values('country')}
        {values('city')}
        {isLead && values('leadSource')}
        {values('source')}
        {values('employeesCount')}
        {values('status')}
        <FilterGroup title={t('filter.created')} chosen={chosenCount(hasPeriod(filters) ? 1 : 0)} {...folding('created')}>
          <CreatedFilter filters={filters} onChange={onChange} />
        </FilterGroup>
        {properties.length > 0 && <p className={classes.heading}>{t('filter.properties')}</p>}
        {properties.map((property) => {
          const filter = propertyFilterOf(filters, property.id)
          return (
            <FilterGroup key={property.id} title={property.name} chosen={chosenCount(filter ? 1 : 0)} {...folding(property.id)}>
              <PropertyFilterFields
                property={property}
                filter={filter}
                counts={facets?.[`property:${property.id}`]}
                onChange={(change) => onChange(withProperty(filters, property.id, change))}
              />
            </FilterGroup>
          )
        })}
      </Later>
    </FilterFrame>
  )
})

/** Filters with how many each value would find, and the filters that were saved; folded away by the arrow. */
export const FilterPanel = ({ query, onChange, onFold }: Props) => {
  // Rows come first: who types fast asks for the counts once.
  const [settledQuery] = useDebouncedValue(query, countingPause)
  const facets = useFacets(settledQuery)?.facets
  const { filters, stage, tab } = query
  return <Filters filters={filters} stage={stage} tab={tab} facets={facets} onChange={onChange} onFold={onFold} />
}
