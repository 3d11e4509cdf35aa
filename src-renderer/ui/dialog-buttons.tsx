import { Button } from '@mantine/core'
import classes from './dialog-buttons.module.css'

interface Props {
  /** Goes away without doing it. */
  readonly cancel: string
  readonly onCancel: () => void
  /** What the window is for. */
  readonly go: string
  /** Left out where the button sends the form around it. */
  readonly onGo?: () => void
  readonly busy?: boolean
  readonly disabled?: boolean
  /** What is done destroys something. */
  readonly danger?: boolean
  /** Where the keyboard is as the window opens; else at its first field. */
  readonly first?: 'cancel' | 'go'
}

/** The end of a window that asks: go away, or do it. */
export const DialogButtons = ({ cancel, onCancel, go, onGo, busy = false, disabled = false, danger = false, first }: Props) => (
  <div className={classes.buttons}>
    <Button variant="subtle" onClick={onCancel} data-autofocus={first === 'cancel' || undefined}>
      {cancel}
    </Button>
    <Button
      type={onGo ? 'button' : 'submit'}
      variant="filled"
      color={danger ? 'red' : undefined}
      disabled={disabled}
      loading={busy}
      data-autofocus={first === 'go' || undefined}
      onClick={onGo}
    >
      {go}
    </Button>
  </div>
)
