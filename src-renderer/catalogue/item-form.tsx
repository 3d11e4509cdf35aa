import { Button, Modal, TextInput } from '@mantine/core'
import { type ReactNode, type SubmitEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nameSchema } from '../../src-shared/lib/schemas.ts'
import { explainFields, explainProblem } from '../i18n/explain.ts'
import { FormProblem } from '../team/form-problem.tsx'
import forms from '../team/team-forms.module.css'

interface Props {
  readonly title: string
  readonly isNew: boolean
  readonly name: string
  readonly onName: (name: string) => void
  /** Whether the rest can be saved; what is wrong says so itself. */
  readonly isReady?: () => boolean
  /** Saves under the name, which has been looked at; throws where it is refused. */
  readonly onSave: (name: string) => Promise<void>
  readonly onClose: () => void
  /** What there is to be said besides the name. */
  readonly children?: ReactNode
}

/** A window in which something that everybody chooses from is made or changed. */
export const ItemForm = ({ title, isNew, name, onName, isReady, onSave, onClose, children }: Props) => {
  const { t } = useTranslation('catalogue')
  const [problem, setProblem] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const refuse = (words: string) => {
    setProblem(words)
    field.current?.focus()
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    // A window inside that of the import: what is sent here is not meant for a form around it.
    event.stopPropagation()
    if (busy) return
    const parsed = nameSchema.safeParse(name)
    if (!parsed.success) return refuse(explainProblem({ rule: name.trim() === '' ? 'required' : 'too_big', limit: 200 }))
    if (isReady && !isReady()) return
    setBusy(true)
    setError(null)
    try {
      await onSave(parsed.data)
      onClose()
    } catch (failed) {
      setBusy(false)
      const words = explainFields(failed)?.name
      if (words === undefined) setError(failed)
      else refuse(words)
    }
  }
  return (
    <Modal opened onClose={onClose} title={title} size="var(--dialog)" closeButtonProps={{ 'aria-label': t('cancel') }}>
      <form className={forms.form} noValidate onSubmit={(event) => void submit(event)}>
        <TextInput
          ref={field}
          label={t('name')}
          autoComplete="off"
          data-autofocus
          value={name}
          error={problem}
          onChange={(event) => {
            onName(event.currentTarget.value)
            setProblem(null)
          }}
        />
        {children}
        <FormProblem error={error} />
        <div className={`${forms.buttons} ${forms.end}`}>
          <Button variant="subtle" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" variant="filled" loading={busy}>
            {t(isNew ? 'make' : 'save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
