import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import { type Property, type PropertyOption, propertyTypes } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { ItemForm } from './item-form.tsx'
import { OptionList } from './option-list.tsx'
import { lastOrder } from './place-between.ts'
import { wrongOptions } from './property-options.ts'
import { useCatalogue } from './use-catalogue.ts'
import { useCatalogueActs, useCatalogueCounts } from './use-catalogue-acts.ts'

interface Props {
  /** The one to be changed; null for a new one. */
  readonly property: Property | null
  /** What a new one is called to begin with. */
  readonly name?: string
  readonly onSaved?: (id: string) => void
  readonly onClose: () => void
}

/** A new field for the cards, or another name and other values for one that there is. Its type never changes. */
export const PropertyDialog = ({ property, name: begins = '', onSaved, onClose }: Props) => {
  const { t } = useTranslation('catalogue')
  const { properties } = useCatalogue()
  const { save } = useCatalogueActs('property')
  const counts = useCatalogueCounts('property')
  const [id] = useState(() => property?.id ?? newId())
  const [name, setName] = useState(property?.name ?? begins)
  const [type, setType] = useState(property?.type ?? 'text')
  const [options, setOptions] = useState<readonly PropertyOption[]>(property?.options ?? [])
  const [looked, setLooked] = useState(false)
  const isList = type === 'list' || type === 'multi_list'
  const wrong = isList ? wrongOptions(options) : new Map<string, never>()
  const submit = async (checked: string) => {
    const kept = isList ? options.map((option) => ({ ...option, name: option.name.trim() })) : []
    const order = property?.order ?? lastOrder(properties)
    await save({ kind: 'property', id, name: checked, type, options: kept, order }, property === null)
    onSaved?.(id)
  }
  return (
    <ItemForm
      title={t(property ? 'property.edit' : 'property.new')}
      isNew={property === null}
      name={name}
      onName={setName}
      isReady={() => {
        setLooked(true)
        return wrong.size === 0
      }}
      onSave={submit}
      onClose={onClose}
    >
      <Select
        label={t('property.type')}
        description={property ? t('property.type_fixed') : undefined}
        inputWrapperOrder={['label', 'input', 'description']}
        readOnly={property !== null}
        data={propertyTypes.map((one) => ({ value: one, label: t(`property.types.${one}`) }))}
        value={type}
        onChange={(chosen) => setType(propertyTypes.find((one) => one === chosen) ?? 'text')}
      />
      {isList && (
        <OptionList
          options={options}
          saved={new Set(property?.options.map((option) => option.id))}
          counts={counts}
          wrong={looked ? wrong : new Map()}
          onChange={setOptions}
        />
      )}
    </ItemForm>
  )
}
