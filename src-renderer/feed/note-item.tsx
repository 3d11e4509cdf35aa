import { Button } from '@mantine/core'
import { IconNote, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeedItem } from '../../src-shared/feed/feed-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { tellFailure, useAct } from '../app/use-act.ts'
import { useMembers } from '../app/use-session.ts'
import { AttachedFiles } from '../files/attached-files.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { toast } from '../ui/toasts.tsx'
import classes from './feed.module.css'
import { FeedRow } from './feed-row.tsx'
import { MentionField } from './mention-field.tsx'
import { mentionedIn } from './mentions.ts'
import { NoteText } from './note-text.tsx'

const nobody: readonly string[] = []

type NoteEntry = Extract<FeedItem, { type: 'note' }>

const NoteForm = ({ note, onDone }: { readonly note: NoteEntry['note']; readonly onDone: () => void }) => {
  const { client } = useApi()
  const members = useMembers()
  const { t } = useTranslation('feed')
  const [text, setText] = useState(note.text)
  // The revision whose words were read: what is newer was typed elsewhere meanwhile, and is not to be lost.
  const [begunFrom, setBegunFrom] = useState(note.revision)
  const save = async () => {
    try {
      const kept = await client.notes.get({ id: note.id })
      if (kept && kept.revision > begunFrom) {
        setText(`${kept.text}\n\n${text}`)
        setBegunFrom(kept.revision)
        toast(t('changed_meanwhile'))
        return
      }
      // Revisions follow the clock, as those of notes typed during a call do.
      const revision = Math.max(begunFrom + 1, Date.now())
      const { id, contactId, callId } = note
      await client.notes.write({ id, contactId, callId, text: text.trim(), revision, mentions: mentionedIn(text, members) })
      onDone()
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <div className={classes.composer}>
      <MentionField
        aria-label={t('edit')}
        autosize
        autoFocus
        maxRows={16}
        value={text}
        onText={setText}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
          else if (event.key === 'Escape') onDone()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <div className={classes.buttons}>
        <Button size="xs" variant="filled" disabled={text.trim() === '' && !note.files?.length} onClick={() => void save()}>
          {t('save')}
        </Button>
        <Button size="xs" variant="subtle" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  )
}

/** A note, changed and deleted where it stands. */
export const NoteItem = ({ item }: { readonly item: NoteEntry }) => {
  const { client } = useApi()
  const { act } = useAct()
  const { t } = useTranslation('feed')
  const [editing, setEditing] = useState(false)
  const { note } = item
  return (
    <FeedRow
      sign={
        <span className={classes.sign} data-tone="note" aria-hidden="true">
          <IconNote />
        </span>
      }
      title={note.callId ? t('call_note') : t('note')}
      occurredAt={item.occurredAt}
      details={[item.memberName]}
      tools={
        <>
          <IconButton size="var(--target)" label={t('edit')} onClick={() => setEditing(true)}>
            <IconPencil />
          </IconButton>
          <IconButton
            size="var(--target)"
            label={t('delete')}
            onClick={() => void act(() => client.notes.delete({ id: note.id }), t('deleted'))}
          >
            <IconTrash />
          </IconButton>
        </>
      }
    >
      {editing ? (
        <NoteForm note={note} onDone={() => setEditing(false)} />
      ) : (
        note.text !== '' && <NoteText text={note.text} mentions={note.mentions ?? nobody} />
      )}
      {note.files && note.files.length > 0 && <AttachedFiles files={note.files} />}
    </FeedRow>
  )
}
