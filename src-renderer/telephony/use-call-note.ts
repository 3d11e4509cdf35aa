import { useCallback, useEffect, useRef, useState } from 'react'
import type { Api } from '../api/api.ts'
import { useApi } from '../api/api-context.tsx'
import type { JournalEntry } from './journal.ts'
import { journalOf } from './page-journal.ts'

/** Milliseconds without a key press after which a note is sent. It is in the journal from the key press on. */
const pauseOfTyping = 120
/** Milliseconds that what is typed waits for what the note says already. A core that is away holds up nothing for longer. */
const readPatience = 1_000

interface KnownNote {
  readonly text: string
  readonly revision: number
}

interface EarlyTyping {
  readonly shownBefore: string
  /** Null until a key is typed. */
  readonly typed: string | null
}

const keyOf = (noteId: string) => `note:${noteId}`

const fromJournal = (entry: JournalEntry | undefined): KnownNote | null => {
  if (!entry) return null
  return { text: (entry.input as { readonly text: string }).text, revision: entry.revision }
}

const pendingNote = (api: Api, noteId: string): KnownNote | null =>
  fromJournal(
    journalOf(api)
      .pending()
      .find((entry) => entry.key === keyOf(noteId)),
  )

const readNote = async (api: Api, noteId: string): Promise<KnownNote | null> => {
  await journalOf(api).ready
  const pending = pendingNote(api, noteId)
  try {
    const kept = await api.client.notes.get({ id: noteId })
    if (kept && kept.revision > (pending?.revision ?? 0)) return { text: kept.text, revision: kept.revision }
  } catch {
    // The core is away; what the journal has is what there is.
  }
  return pending
}

/** What was typed before it was known what the note says: nothing of either is lost. */
export const joinNotes = (kept: string, shownBefore: string, typed: string): string =>
  kept === '' || kept === shownBefore ? typed : `${kept}\n${typed}`

export interface CallNote {
  readonly text: string
  readonly setText: (text: string) => void
}

/**
 * The note of a call, the same wherever it is typed: in the telephone's window and in the call bar. Revisions follow the clock, so that what
 * was typed last stands, whichever window it was typed in. What is typed before the note has been read is kept with what it says.
 */
export const useCallNote = (callId: string, noteId: string): CallNote => {
  const api = useApi()
  const [text, showText] = useState(() => pendingNote(api, noteId)?.text ?? '')
  const revision = useRef(0)
  const early = useRef<EarlyTyping | null>(null)

  const keep = useCallback(
    (typed: string) => {
      showText(typed)
      revision.current = Math.max(revision.current + 1, Date.now())
      const input = { id: noteId, callId, text: typed, revision: revision.current }
      void journalOf(api).record({ key: keyOf(noteId), procedure: 'notes.write', input, revision: revision.current }, pauseOfTyping)
    },
    [api, callId, noteId],
  )

  useEffect(() => {
    let shown = true
    const pending = pendingNote(api, noteId)
    revision.current = pending?.revision ?? 0
    showText(pending?.text ?? '')
    early.current = { shownBefore: pending?.text ?? '', typed: null }
    const settle = (kept: string) => {
      const first = early.current
      early.current = null
      clearTimeout(deadline)
      if (first !== null && first.typed !== null) keep(joinNotes(kept, first.shownBefore, first.typed))
    }
    const deadline = setTimeout(() => settle(pendingNote(api, noteId)?.text ?? ''), readPatience)
    const refresh = async () => {
      const note = await readNote(api, noteId)
      if (!shown) return
      const isNewer = note !== null && note.revision > revision.current
      if (isNewer) revision.current = note.revision
      if (isNewer && (early.current?.typed ?? null) === null) showText(note.text)
      settle(note?.text ?? '')
    }
    void refresh()
    const stop = api.onEvent((event) => {
      const concerns = event.type === 'hello' || (event.type === 'rows' && event.kind === 'note')
      if (concerns && (event.type === 'hello' || event.ids === 'many' || event.ids.includes(noteId))) void refresh()
    })
    return () => {
      shown = false
      stop()
      // A field that goes before the note was read must not take with it what was typed.
      settle(pendingNote(api, noteId)?.text ?? '')
    }
  }, [api, noteId, keep])

  return {
    text,
    setText: (typed) => {
      if (early.current === null) return keep(typed)
      early.current = { ...early.current, typed }
      showText(typed)
    },
  }
}
