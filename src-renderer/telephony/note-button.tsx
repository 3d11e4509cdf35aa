import { Button, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconNote } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { CallNoteField } from './call-note-field.tsx'
import classes from './note-button.module.css'

/** The note of a call, one press away from every page. */
export const NoteButton = ({ call }: { readonly call: Pick<LiveCall, 'id' | 'noteId'> }) => {
  const { t } = useTranslation('telephony')
  const [opened, { toggle, close }] = useDisclosure(false)
  return (
    // Without a transition, so that the first letter typed after the press stands in the note.
    <Popover
      opened={opened}
      onDismiss={close}
      position="bottom-end"
      width="var(--call-form)"
      transitionProps={{ duration: 0 }}
      trapFocus
      returnFocus
      withRoles
    >
      <Popover.Target>
        <Button leftSection={<IconNote />} onClick={toggle}>
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
