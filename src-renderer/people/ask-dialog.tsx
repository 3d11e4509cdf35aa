import { Checkbox, Modal } from '@mantine/core'
import { useState } from 'react'
import { FormProblem } from '../team/form-problem.tsx'
import forms from '../team/team-forms.module.css'
import { DialogButtons } from '../ui/dialog-buttons.tsx'

interface Props {
  /** Names what and whom. */
  readonly title: string
  /** What will happen. */
  readonly text: string
  readonly go: string
  readonly cancel: string
  readonly danger?: boolean
  /** A sentence that is ticked before it can be done. */
  readonly sure?: string
  /** Does it; the dialog closes where that went well, and says why where not. */
  readonly act: () => Promise<void>
  readonly onClose: () => void
}

/** Asks before something that cannot simply be undone. */
export const AskDialog = ({ title, text, go, cancel, danger = false, sure, act, onClose }: Props) => {
  const [ticked, setTicked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = async () => {
    if (busy) return
    setBusy(true)
    setError(null)
    try {
      await act()
      onClose()
    } catch (failed) {
      setError(failed)
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={title} size="var(--dialog)" closeButtonProps={{ 'aria-label': cancel }}>
      <div className={forms.form}>
        <p className={forms.text}>{text}</p>
        {sure !== undefined && <Checkbox label={sure} checked={ticked} onChange={(event) => setTicked(event.currentTarget.checked)} />}
        <FormProblem error={error} />
        <DialogButtons
          cancel={cancel}
          onCancel={onClose}
          go={go}
          onGo={() => void run()}
          busy={busy}
          disabled={sure !== undefined && !ticked}
          danger={danger}
          first="cancel"
        />
      </div>
    </Modal>
  )
}
