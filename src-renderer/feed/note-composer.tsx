import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import { useApi } from '../api/api-context.tsx'
import { useAct } from '../app/use-act.ts'
import { Kbd } from '../ui/kbd.tsx'
import classes from './feed.module.css'
import { forgetDraft, keepDraft, readDraft } from './note-draft.ts'

/** Where a note is written. What is begun outlives a reload; what could not be saved stays here. */
export const NoteComposer = ({ contactId }: { readonly contactId: string }) => {
  const { client } = useApi()
  const { act } = useAct()
  const { t } = useTranslation('feed')
  const [draft, setDraft] = useState(() => readDraft(contactId))
  const [saving, setSaving] = useState(false)
  const isEmpty = draft.text.trim() === ''

  const save = async () => {
    if (isEmpty || saving) return
    setSaving(true)
    const saved = await act(() => client.notes.write({ id: draft.id, contactId, text: draft.text.trim(), revision: 1 }), t('saved'))
    if (saved) {
      forgetDraft(contactId)
      setDraft({ id: newId(), text: '' })
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
        value={draft.text}
        onChange={(event) => {
          const next = { ...draft, text: event.currentTarget.value }
          setDraft(next)
          keepDraft(contactId, next)
        }}
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
