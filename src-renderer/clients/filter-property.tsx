import { NumberInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Property } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { FilterChoice } from '../ui/filter-frame.tsx'
import type { PropertyFilter } from './contact-list-view.ts'
import classes from './filter-panel.module.css'
import { FilterDate } from './filter-times.tsx'
import { FilterValues } from './filter-values.tsx'

interface Props {
  readonly property: Property
  readonly filter: PropertyFilter | undefined
  readonly counts: Readonly<Record<string, number>> | undefined
  readonly onChange: (change: Partial<PropertyFilter>) => void
}

const Filled = ({ filter, onChange }: Pick<Props, 'filter' | 'onChange'>) => {
  const { t } = useTranslation('clients')
  const name = useId()
  const choices = [
    [undefined, t('property.any')],
    [true, t('property.filled')],
    [false, t('property.empty')],
  ] as const
  return choices.map(([filled, words]) => (
    <FilterChoice key={words} name={name} checked={filter?.filled === filled} onChoose={() => onChange({ filled })}>
      {words}
    </FilterChoice>
  ))
}

const Values = ({ property, filter, counts, onChange }: Props) => {
  const { t } = useTranslation('clients')
  const options =
    property.type === 'boolean'
      ? [
          { value: 'true', label: t('yes') },
          { value: 'false', label: t('no') },
        ]
      : property.options
          .filter(({ removed, mergedInto }) => !removed && mergedInto === null)
          .map(({ id, name }) => ({ value: id, label: name }))
  const chosen = filter?.values ?? []
  return (
    <FilterValues
      title={property.name}
      options={options}
      counts={counts}
      chosen={chosen}
      wordOf={(value) => options.find((option) => option.value === value)?.label ?? t('deleted_value')}
      onChange={(value, on) => onChange({ values: on ? [...chosen, value] : chosen.filter((one) => one !== value) })}
    />
  )
}

const numberOf = (value: string | number | undefined) => (typeof value === 'number' ? value : undefined)

const Numbers = ({ filter, onChange }: Pick<Props, 'filter' | 'onChange'>) => {
  const { t } = useTranslation('clients')
  return (['from', 'until'] as const).map((end) => (
    <NumberInput
      key={end}
      size="xs"
      hideControls
      label={t(end)}
      classNames={{ root: classes.stretch ?? '', label: classes.stretchLabel ?? '' }}
      value={numberOf(filter?.[end]) ?? ''}
      onChange={(value) => onChange({ [end]: numberOf(value) })}
    />
  ))
}

const Dates = ({ filter, onChange }: Pick<Props, 'filter' | 'onChange'>) => {
  const { t } = useTranslation('clients')
  return (['from', 'until'] as const).map((end) => (
    <FilterDate
      key={end}
      label={t(end)}
      value={typeof filter?.[end] === 'string' ? filter[end] : ''}
      onChange={(date) => onChange({ [end]: date === '' ? undefined : date })}
    />
  ))
}

/** What can be asked of one custom property, by its type. */
export const PropertyFilterFields = (props: Props) => {
  switch (props.property.type) {
    case 'list':
    case 'multi_list':
    case 'boolean':
      return <Values {...props} />
    case 'number':
      return (
        <>
          <Numbers {...props} />
          <Filled {...props} />
        </>
      )
    case 'date':
      return (
        <>
          <Dates {...props} />
          <Filled {...props} />
        </>
      )
    default:
      return <Filled {...props} />
  }
}
