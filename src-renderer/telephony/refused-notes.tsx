import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useApi } from '../api/api-context.tsx'
import type { RefusedEntry } from './journal.ts'
import { Notice } from './notice.tsx'
import { journalOf, refusedOf } from './page-journal.ts'
import classes from './refused-notes.module.css'

const textOf = (entry: RefusedEntry) => (entry.input as { readonly text?: string }).text ?? ''

/** Notes that the program did not take: their author gets them back. */
export const RefusedNotes = () => {
  const api = useApi()
  const { t } = useTranslation('telephony')
  const entries = useStore(refusedOf(api))
  return entries
    .filter((entry) => entry.procedure === 'notes.write')
    .map((entry) => (
      <Notice
        key={entry.key}
        action={
          <>
            <Button onClick={() => void navigator.clipboard.writeText(textOf(entry))}>{t('copy')}</Button>
            <Button onClick={() => void journalOf(api).forgetRefused(entry.key)}>{t('refused_note.forget')}</Button>
          </>
        }
      >
        <strong>{t('refused_note.title')}</strong> {t('refused_note.text')}
        <p className={classes.text}>{textOf(entry)}</p>
      </Notice>
    ))
}
