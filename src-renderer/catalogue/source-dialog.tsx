import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import type { Source } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { sourceParams } from '../../src-shared/contacts/contact-kind.ts'
import { Pair } from '../settings/section.tsx'
import { ItemForm } from './item-form.tsx'
import { useCatalogueActs } from './use-catalogue-acts.ts'

/** A new source, or one that there is. */
export const SourceDialog = ({ source, onClose }: { readonly source: Source | null; readonly onClose: () => void }) => {
  const { t } = useTranslation('catalogue')
  const { save } = useCatalogueActs('source')
  const [id] = useState(() => source?.id ?? newId())
  const [name, setName] = useState(source?.name ?? '')
  const [param, setParam] = useState(source?.param ?? 'custom')
  const [value, setValue] = useState(source?.value ?? '')
  return (
    <ItemForm
      title={t(source ? 'source.edit' : 'source.new')}
      isNew={source === null}
      name={name}
      onName={setName}
      onSave={(checked) => save({ kind: 'source', id, name: checked, param, value: value.trim() }, source === null)}
      onClose={onClose}
    >
      <Pair>
        <Select
          label={t('source.param')}
          data={sourceParams.map((one) => ({ value: one, label: t(`source.params.${one}`) }))}
          value={param}
          onChange={(chosen) => setParam(sourceParams.find((one) => one === chosen) ?? 'custom')}
        />
        <TextInput
          label={t('source.value')}
          description={t('source.value_hint')}
          inputWrapperOrder={['label', 'input', 'description']}
          autoComplete="off"
          maxLength={200}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      </Pair>
    </ItemForm>
  )
}
