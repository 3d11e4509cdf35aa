import { Modal, TextInput } from '@mantine/core'
import { type ReactNode, type SubmitEvent, useRef, useState } from 'react'
import { nameSchema } from '../../src-shared/lib/schemas.ts'
import { explain, explainFields, explainProblem } from '../i18n/explain.ts'
import { FormProblem } from '../team/form-problem.tsx'
import forms from '../team/team-forms.module.css'
import { DialogButtons } from '../ui/dialog-buttons.tsx'

interface Words {
  readonly title: string
  readonly name: string
  /** What a name may be like. */
  readonly hint?: string
  /** What is said of a name that something else bears; left out where the common words do. */
  readonly taken?: string
  readonly cancel: string
  readonly save: string
}

export interface NameDialogProps {
  readonly words: Words
  readonly name: string
  readonly onName: (name: string) => void
  /** Whether the rest can be saved; what is wrong says so itself. */
  readonly isReady?: (() => boolean) | undefined
  /** What is known here already to bear that name; the core has the last word. */
  readonly isTaken?: (name: string) => boolean
  /** Saves under the name, which has been looked at; throws where it is refused. */
  readonly onSave: (name: string) => Promise<void>
  readonly onClose: () => void
  /** What there is to be said besides the name. */
  readonly children?: ReactNode
}

/** A window in which something that has a name is made or changed. */
export const NameDialog = ({ words, name, onName, isReady, isTaken, onSave, onClose, children }: NameDialogProps) => {
  const [problem, setProblem] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const taken = () => words.taken ?? explainProblem({ rule: 'taken' })
  const refuse = (told: string) => {
    setProblem(told)
    field.current?.focus()
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    // A window inside that of the import: what is sent here is not meant for a form around it.
    event.stopPropagation()
    if (busy) return
    const parsed = nameSchema.safeParse(name)
    if (!parsed.success) return refuse(explainProblem({ rule: name.trim() === '' ? 'required' : 'too_big', limit: 250 }))
    if (isTaken?.(parsed.data)) return refuse(taken())
    if (isReady && !isReady()) return
    setBusy(true)
    setError(null)
    try {
      await onSave(parsed.data)
      onClose()
    } catch (failed) {
      setBusy(false)
      const told = explainFields(failed)?.name
      if (told === undefined) setError(failed)
      else refuse(explain(failed).problems.some(({ path, rule }) => path === 'name' && rule === 'taken') ? taken() : told)
    }
  }
  return (
    <Modal opened onClose={onClose} title={words.title} size="var(--dialog)" closeButtonProps={{ 'aria-label': words.cancel }}>
      <form className={forms.form} noValidate onSubmit={(event) => void submit(event)}>
        <TextInput
          ref={field}
          label={words.name}
          placeholder={words.hint}
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
        <DialogButtons cancel={words.cancel} onCancel={onClose} go={words.save} busy={busy} />
      </form>
    </Modal>
  )
}
