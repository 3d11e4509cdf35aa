import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { FormProblem } from '../team/form-problem.tsx'
import forms from '../team/team-forms.module.css'

interface Props {
  /** Names what and whom. */
  readonly title: string
  /** What will happen. */
  readonly text: string
  readonly go: string
  readonly cancel: string
  readonly danger?: boolean
  /** Does it; the dialog closes where that went well, and says why where not. */
  readonly act: () => Promise<void>
  readonly onClose: () => void
}

/** Asks before something that cannot simply be undone. */
export const AskDialog = ({ title, text, go, cancel, danger = false, act, onClose }: Props) => {
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
        <FormProblem error={error} />
        <div className={`${forms.buttons} ${forms.end}`}>
          <Button variant="subtle" onClick={onClose} data-autofocus>
            {cancel}
          </Button>
          <Button variant="filled" color={danger ? 'red' : undefined} loading={busy} onClick={() => void run()}>
            {go}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
