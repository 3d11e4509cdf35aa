import { Modal } from '@mantine/core'
import type { ReactNode, RefObject, SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogButtons } from '../ui/dialog-buttons.tsx'
import { FormProblem } from './form-problem.tsx'
import classes from './team-forms.module.css'

interface Props {
  readonly title: string
  readonly text?: string
  readonly submit: string
  readonly busy: boolean
  readonly error: unknown
  readonly danger?: boolean
  readonly form?: RefObject<HTMLFormElement | null>
  readonly children?: ReactNode
  readonly onSubmit: () => Promise<void>
  /** A step back within the dialog, instead of closing it. */
  readonly onBack?: (() => void) | undefined
  readonly onClose: () => void
}

/** A change of one's own account: a few fields, or only the question. */
export const AccountDialog = ({ title, text, submit, busy, error, danger = false, form, children, onSubmit, onBack, onClose }: Props) => {
  const { t } = useTranslation('account')
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="var(--dialog)"
      closeButtonProps={{ 'aria-label': t('cancel') }}
      closeOnClickOutside={false}
    >
      <form
        ref={form}
        className={classes.form}
        noValidate
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault()
          void onSubmit()
        }}
      >
        {text && <p className={classes.text}>{text}</p>}
        {children}
        <FormProblem error={error} />
        <DialogButtons
          cancel={t(onBack ? 'back' : 'cancel')}
          onCancel={onBack ?? onClose}
          go={submit}
          busy={busy}
          danger={danger}
          {...(danger ? { first: 'cancel' } : {})}
        />
      </form>
    </Modal>
  )
}
