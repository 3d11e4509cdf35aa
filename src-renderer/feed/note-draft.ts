const keyOf = (contactId: string) => `leadline-draft:${contactId}`

/** A note that was begun about a contact and not saved yet: it stays on this machine until it is. Empty where there is none. */
export const readDraft = (contactId: string): string => localStorage.getItem(keyOf(contactId)) ?? ''

export const keepDraft = (contactId: string, text: string): void => {
  if (text.trim() === '') localStorage.removeItem(keyOf(contactId))
  else localStorage.setItem(keyOf(contactId), text)
}
