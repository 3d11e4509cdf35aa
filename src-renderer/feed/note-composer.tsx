import { Button, Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import { useApi } from '../api/api-context.tsx'
import { useAct } from '../app/use-act.ts'
import { Kbd } from '../ui/kbd.tsx'
import classes from './feed.module.css'
import { keepDraft, readDraft } from './note-draft.ts'

/** Where a note is written. What is begun outlives a reload; what could not be saved stays here. */
export const NoteComposer = ({ contactId }: { readonly contactId: string }) => {
  const { client } = useApi()
  const { act } = useAct()
  const { t } = useTranslation('feed')
  const [text, setText] = useState(() => readDraft(contactId))
  const [saving, setSaving] = useState(false)
  // Kept until it has been saved: pressed again after a lost answer, it is the same note.
  const id = useRef(newId())
  const latest = useRef(text)
  const isEmpty = text.trim() === ''

  const change = (typed: string) => {
    latest.current = typed
    setText(typed)
    keepDraft(contactId, typed)
  }

  const save = async () => {
    if (isEmpty || saving) return
    setSaving(true)
    const sent = latest.current
    const note = { id: id.current, contactId, text: sent.trim(), revision: Date.now() }
    if (await act(() => client.notes.write(note), t('saved'))) {
      id.current = newId()
      // What was typed while the note was on its way is the beginning of the next one.
      change(latest.current.startsWith(sent) ? latest.current.slice(sent.length).trimStart() : latest.current)
    }
    setSaving(false)
  }
  return (
    <div className={classes.composer}>
      <Textarea
        aria-label={t('composer')}
        placeholder={t('composer_hint')}
        autosize
        minRows={1}
        maxRows={12}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
          else if (event.key === 'Escape') event.currentTarget.blur()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      {!isEmpty && (
        <Button size="xs" variant="filled" loading={saving} rightSection={<Kbd inverse>Ctrl Enter</Kbd>} onClick={() => void save()}>
          {t('save')}
        </Button>
      )}
    </div>
  )
}
