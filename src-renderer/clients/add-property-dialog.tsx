import { Button, Modal, Select, TagsInput, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import { type PropertyType, propertyTypes } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { useApi } from '../api/api-context.tsx'
import { tellFailure, useAct } from '../app/use-act.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { explainFields } from '../i18n/explain.ts'
import { toast } from '../ui/toasts.tsx'
import classes from './add-contact-dialog.module.css'

interface Props {
  readonly onClose: () => void
  readonly onAdded: (id: string) => void
}

/** A new property of all cards, made from one of them. */
export const AddPropertyDialog = ({ onClose, onAdded }: Props) => {
  const { client } = useApi()
  const { tellDone } = useAct()
  const { administrator } = useViewer()
  const { t } = useTranslation('card')
  const { properties } = useCatalogue()
  const [id] = useState(() => newId())
  const [name, setName] = useState('')
  const [type, setType] = useState<PropertyType>('text')
  const [options, setOptions] = useState<string[]>([])
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [saving, setSaving] = useState(false)
  const hasOptions = type === 'list' || type === 'multi_list'

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (saving) return
    if (hasOptions && options.length === 0) return setProblems({ options: t('property.options_missing') })
    setSaving(true)
    try {
      const { batch } = await client.catalogue.put({
        kind: 'property',
        id,
        name,
        type,
        order: Math.max(0, ...properties.map(({ order }) => order)) + 1,
        options: hasOptions ? options.map((option) => ({ id: newId(), name: option, mergedInto: null, removed: false })) : [],
      })
      const said = t('property.added', { name: name.trim() })
      // It is everybody's by then: administrators alone take it away.
      if (administrator) tellDone(batch, said)
      else toast(said)
      onAdded(id)
      onClose()
    } catch (error) {
      const told = explainFields(error)
      setProblems(told ?? {})
      if (!told) tellFailure(error)
      setSaving(false)
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('property.title')}
      size="var(--dialog)"
      closeButtonProps={{ 'aria-label': t('property.cancel') }}
      closeOnClickOutside={false}
    >
      <form className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
        <TextInput
          label={t('property.name')}
          description={t('property.name_hint')}
          data-autofocus
          required
          value={name}
          error={problems.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('property.type')}
          value={type}
          data={propertyTypes.map((value) => ({ value, label: t(`property_type.${value}`) }))}
          onChange={(value) => setType((value as PropertyType | null) ?? type)}
        />
        {hasOptions && (
          <TagsInput
            label={t('property.options')}
            description={t('property.options_hint')}
            value={options}
            error={problems.options}
            acceptValueOnBlur
            onChange={setOptions}
          />
        )}
        <div className={classes.buttons}>
          <Button variant="subtle" onClick={onClose}>
            {t('property.cancel')}
          </Button>
          <Button type="submit" variant="filled" loading={saving}>
            {t('property.create')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
