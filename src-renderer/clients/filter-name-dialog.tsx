import { Button, Modal, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemsOf } from '../../src-shared/lib/errors.ts'
import { nameSchema } from '../../src-shared/lib/schemas.ts'
import { explainProblem } from '../i18n/explain.ts'
import forms from '../team/team-forms.module.css'

interface Props {
  readonly title: string
  readonly name: string
  /** Answers false where it was not saved. */
  readonly onSave: (name: string) => Promise<boolean>
  readonly onClose: () => void
}

/** Asks for the name under which a filter is kept. */
export const FilterNameDialog = ({ title, name: known, onSave, onClose }: Props) => {
  const { t } = useTranslation('clients')
  const [name, setName] = useState(known)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy) return
    const [wrong] = problemsOf(nameSchema.safeParse(name).error?.issues ?? [])
    if (wrong) return setProblem(explainProblem(wrong))
    setBusy(true)
    if (await onSave(name.trim())) onClose()
    else setBusy(false)
  }
  return (
    <Modal opened onClose={onClose} title={title} size="var(--dialog)" closeButtonProps={{ 'aria-label': t('saved_filter.cancel') }}>
      <form className={forms.form} noValidate onSubmit={(event) => void submit(event)}>
        <TextInput
          data-autofocus
          label={t('saved_filter.name')}
          value={name}
          error={problem}
          onChange={(event) => {
            setName(event.currentTarget.value)
            setProblem(null)
          }}
        />
        <div className={`${forms.buttons} ${forms.end}`}>
          <Button variant="subtle" onClick={onClose}>
            {t('saved_filter.cancel')}
          </Button>
          <Button type="submit" variant="filled" loading={busy}>
            {t('saved_filter.save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
