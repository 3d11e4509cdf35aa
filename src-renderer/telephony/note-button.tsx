import { Button, Popover } from '@mantine/core'
import { IconNote } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { CallNoteField } from './call-note-field.tsx'
import classes from './note-button.module.css'

interface Props {
  readonly call: Pick<LiveCall, 'id' | 'noteId'>
  readonly opened: boolean
  readonly onOpen: (opened: boolean) => void
}

/** The note of a call, one press away from every page. */
export const NoteButton = ({ call, opened, onOpen }: Props) => {
  const { t } = useTranslation('telephony')
  return (
    // Without a transition, so that the first letter typed after the press stands in the note.
    <Popover
      opened={opened}
      onDismiss={() => onOpen(false)}
      position="bottom-end"
      width="var(--call-form)"
      transitionProps={{ duration: 0 }}
      trapFocus
      returnFocus
      withRoles
    >
      <Popover.Target>
        <Button leftSection={<IconNote />} onClick={() => onOpen(!opened)}>
          {t('note')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.note} aria-label={t('note')}>
        <CallNoteField key={call.noteId} call={call} autoFocus />
        <p className={classes.kept}>{t('note_kept')}</p>
      </Popover.Dropdown>
    </Popover>
  )
}
