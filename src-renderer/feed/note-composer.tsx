import { Button, FileButton } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import { useApi } from '../api/api-context.tsx'
import { useAct } from '../app/use-act.ts'
import { useMembers } from '../app/use-session.ts'
import { AttachmentList } from '../files/attachment-list.tsx'
import { attachFiles, forgetAttachments, takenAttachments, useAttachments } from '../files/attachments.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import classes from './feed.module.css'
import { MentionField } from './mention-field.tsx'
import { mentionedIn } from './mentions.ts'
import { isTypedOn, keepDraft, readDraft } from './note-draft.ts'

/** Where a note is written, with files that hang on it. What is typed outlives a reload; what could not be saved stays here. */
export const NoteComposer = ({ contactId }: { readonly contactId: string }) => {
  const { client } = useApi()
  const { act } = useAct()
  const members = useMembers()
  const { t } = useTranslation('feed')
  const [text, setText] = useState(() => readDraft(contactId))
  // Typed on about a card that went into this one.
  const [takesOver] = useState(() => isTypedOn(contactId))
  const [saving, setSaving] = useState(false)
  // Kept until it has been saved: pressed again after a lost answer, it is the same note.
  const id = useRef(newId())
  const latest = useRef(text)
  const { t: words } = useTranslation('files')
  const [over, setOver] = useState(false)
  const attached = useAttachments((all) => all[contactId]?.length ?? 0)
  const isEmpty = text.trim() === '' && attached === 0

  const change = (typed: string) => {
    latest.current = typed
    setText(typed)
    keepDraft(contactId, typed)
  }

  const save = async () => {
    if (isEmpty || saving) return
    setSaving(true)
    const sent = latest.current
    const { files, keys } = await takenAttachments(contactId)
    if (sent.trim() === '' && files.length === 0) return setSaving(false)
    const mentions = mentionedIn(sent, members)
    const note = {
      id: id.current,
      contactId,
      text: sent.trim(),
      revision: Date.now(),
      ...(mentions.length > 0 ? { mentions } : {}),
      ...(files.length > 0 ? { files } : {}),
    }
    if (await act(() => client.notes.write(note), t('saved'))) {
      id.current = newId()
      forgetAttachments(contactId, keys)
      // What was typed while the note was on its way is the beginning of the next one.
      change(latest.current.startsWith(sent) ? latest.current.slice(sent.length).trimStart() : latest.current)
    }
    setSaving(false)
  }
  const attach = (files: Iterable<File>) => attachFiles(client, contactId, [...files])
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  const drop = (event: DragEvent) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    setOver(false)
    attach(event.dataTransfer.files)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first
    <div
      className={classes.composer}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <MentionField
        aria-label={t('composer')}
        takesFocus={takesOver}
        placeholder={over ? words('drop') : t('composer_hint')}
        autosize
        minRows={1}
        maxRows={12}
        value={text}
        onText={change}
        onPaste={(event) => {
          if (event.clipboardData.files.length === 0) return
          event.preventDefault()
          attach(event.clipboardData.files)
        }}
        rightSection={
          <FileButton multiple onChange={attach} inputProps={{ 'aria-label': words('attach') }}>
            {(props) => (
              <IconButton {...props} label={words('attach')} size="var(--control-small)">
                <IconPaperclip />
              </IconButton>
            )}
          </FileButton>
        }
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
          else if (event.key === 'Escape') event.currentTarget.blur()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <AttachmentList contactId={contactId} />
      {!isEmpty && (
        <Button size="xs" variant="filled" loading={saving} rightSection={<Kbd inverse>Ctrl Enter</Kbd>} onClick={() => void save()}>
          {t('save')}
        </Button>
      )}
    </div>
  )
}
