import { useEffect, useRef, useState } from 'react'
import type { Api } from '../api/api.ts'
import { useApi } from '../api/api-context.tsx'
import type { JournalEntry } from './journal.ts'
import { journalOf } from './page-journal.ts'

/** Milliseconds without a key press after which a note is sent. It is in the journal from the key press on. */
const pauseOfTyping = 120

interface KnownNote {
  readonly text: string
  readonly revision: number
}

const keyOf = (noteId: string) => `note:${noteId}`

const fromJournal = (entry: JournalEntry | undefined): KnownNote | null => {
  if (!entry) return null
  return { text: (entry.input as { readonly text: string }).text, revision: entry.revision }
}

const readNote = async (api: Api, noteId: string): Promise<KnownNote | null> => {
  const journal = journalOf(api)
  await journal.ready
  const pending = fromJournal(journal.pending().find((entry) => entry.key === keyOf(noteId)))
  try {
    const kept = await api.client.notes.get({ id: noteId })
    if (kept && kept.revision > (pending?.revision ?? 0)) return { text: kept.text, revision: kept.revision }
  } catch {
    // The core is away; what the journal has is what there is.
  }
  return pending
}

export interface CallNote {
  readonly text: string
  readonly setText: (text: string) => void
}

/**
 * The note of a call, the same wherever it is typed: in the telephone's window and in the call bar. Revisions follow the clock, so that what
 * was typed last stands, whichever window it was typed in.
 */
export const useCallNote = (callId: string, noteId: string): CallNote => {
  const api = useApi()
  const [text, showText] = useState('')
  const revision = useRef(0)

  useEffect(() => {
    let shown = true
    revision.current = 0
    showText('')
    const refresh = async () => {
      const note = await readNote(api, noteId)
      if (!shown || !note || note.revision <= revision.current) return
      revision.current = note.revision
      showText(note.text)
    }
    void refresh()
    const stop = api.onEvent((event) => {
      const concerns = event.type === 'hello' || (event.type === 'rows' && event.kind === 'note')
      if (concerns && (event.type === 'hello' || event.ids === 'many' || event.ids.includes(noteId))) void refresh()
    })
    return () => {
      shown = false
      stop()
    }
  }, [api, noteId])

  return {
    text,
    setText: (typed) => {
      showText(typed)
      revision.current = Math.max(revision.current + 1, Date.now())
      const input = { id: noteId, callId, text: typed, revision: revision.current }
      void journalOf(api).record({ key: keyOf(noteId), procedure: 'notes.write', input, revision: revision.current }, pauseOfTyping)
    },
  }
}
