import { v7 as newId } from 'uuid'

/** A note that is being written and not saved yet: it stays on this machine until it is. */
export interface NoteDraft {
  /** Made with the first letter, so that saving twice makes one note. */
  readonly id: string
  readonly text: string
}

const keyOf = (contactId: string) => `leadline-draft:${contactId}`

export const readDraft = (contactId: string): NoteDraft => {
  try {
    const known = JSON.parse(localStorage.getItem(keyOf(contactId)) ?? 'null') as NoteDraft | null
    if (known && typeof known.id === 'string' && typeof known.text === 'string') return known
  } catch {
    // Whatever lies there is no draft.
  }
  return { id: newId(), text: '' }
}

export const keepDraft = (contactId: string, draft: NoteDraft): void => {
  if (draft.text.trim() === '') localStorage.removeItem(keyOf(contactId))
  else localStorage.setItem(keyOf(contactId), JSON.stringify(draft))
}

export const forgetDraft = (contactId: string): void => localStorage.removeItem(keyOf(contactId))
