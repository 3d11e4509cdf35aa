import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import classes from './call-note-field.module.css'
import { useCallNote } from './use-call-note.ts'

interface Props {
  readonly call: Pick<LiveCall, 'id' | 'noteId'>
  readonly autoFocus?: boolean
}

/** The note of a call. There is nothing to save: it is kept with each key. */
export const CallNoteField = ({ call, autoFocus = false }: Props) => {
  const { t } = useTranslation('telephony')
  const { text, setText } = useCallNote(call.id, call.noteId)
  return (
    <Textarea
      classNames={{ root: classes.root, wrapper: classes.wrapper, input: classes.input }}
      aria-label={t('note')}
      placeholder={t('note_hint')}
      data-autofocus={autoFocus || undefined}
      autoFocus={autoFocus}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      resize="none"
    />
  )
}
