import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import { type LeadStatus, statusCategories } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { isClosingStatus } from '../../src-shared/catalogue/lead-statuses.ts'
import { useStatusName } from './catalogue-words.ts'
import { ItemForm } from './item-form.tsx'
import { useCatalogueActs } from './use-catalogue-acts.ts'

interface Props {
  readonly status: LeadStatus | null
  /** Where a new one comes. */
  readonly order: number
  readonly onClose: () => void
}

/** A new status of leads, or another name for one that there is. */
export const StatusDialog = ({ status, order, onClose }: Props) => {
  const { t } = useTranslation('catalogue')
  const nameOf = useStatusName()
  const { save } = useCatalogueActs('status')
  const [id] = useState(() => status?.id ?? newId())
  const [name, setName] = useState(status ? nameOf(status) : '')
  const [category, setCategory] = useState(status?.category ?? 'open')
  const key = status?.key ?? null
  return (
    <ItemForm
      title={t(status ? 'status.edit' : 'status.new')}
      isNew={status === null}
      name={name}
      onName={setName}
      onSave={(checked) => {
        // The usual name is that of the language of each page: it stays the program's own until somebody gives another one.
        const isUsual = status !== null && key !== null && checked === nameOf(status)
        return save(
          { kind: 'status', id, key, name: isUsual ? status.name : checked, category, order: status?.order ?? order },
          status === null,
        )
      }}
      onClose={onClose}
    >
      <Select
        label={t('status.category')}
        description={t(key === null ? 'status.category_hint' : 'status.category_fixed')}
        inputWrapperOrder={['label', 'input', 'description']}
        data={statusCategories
          .filter((one) => key !== null || !isClosingStatus({ category: one }))
          .map((one) => ({ value: one, label: t(`status.categories.${one}`) }))}
        value={category}
        readOnly={key !== null}
        onChange={(chosen) => setCategory(statusCategories.find((one) => one === chosen) ?? 'open')}
      />
    </ItemForm>
  )
}
