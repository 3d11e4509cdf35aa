import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import classes from './toasts.module.css'

/** Milliseconds in which an act can be taken back from its toast. */
const undoTime = 10_000
const failureTime = 12_000

const closing = () => ({ closeButtonProps: { 'aria-label': i18next.t('ui:close') } })

interface UndoToast {
  readonly text: string
  readonly undoLabel: string
  readonly onUndo: () => void
}

/** Says what was done, with a way back for ten seconds. */
export const toastWithUndo = ({ text, undoLabel, onUndo }: UndoToast): void => {
  const id = notifications.show({
    autoClose: undoTime,
    ...closing(),
    message: (
      <span className={classes.undo}>
        <span>{text}</span>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            notifications.hide(id)
            onUndo()
          }}
        >
          {undoLabel}
        </Button>
      </span>
    ),
  })
}

export const toast = (text: string): void => {
  notifications.show({ ...closing(), message: text })
}

/** Says what failed. The same failure twice is one toast. */
export const toastFailure = (title: string, details: string): void => {
  const id = `failure-${title}`
  notifications.hide(id)
  notifications.show({ ...closing(), id, color: 'red', title, message: details, autoClose: failureTime })
}
