const prefix = 'leadline-draft:'
const teamKey = 'leadline-drafts-of'

const keyOf = (contactId: string) => `${prefix}${contactId}`

/** A note that was begun about a contact and not saved yet: it stays on this machine until it is. Empty where there is none. */
export const readDraft = (contactId: string): string => localStorage.getItem(keyOf(contactId)) ?? ''

export const keepDraft = (contactId: string, text: string): void => {
  if (text.trim() === '') localStorage.removeItem(keyOf(contactId))
  else localStorage.setItem(keyOf(contactId), text)
}

/** Where the note of a card was being typed as that card went into another one. */
let typedOnAt: string | null = null

/** What was begun about a card that is a part of another one by now is begun about that one; after what was begun there already. */
export const moveDraft = (from: string, into: string, isTypedOn = false): void => {
  const text = [readDraft(into), readDraft(from)].filter((one) => one.trim() !== '').join('\n\n')
  keepDraft(from, '')
  keepDraft(into, text)
  typedOnAt = isTypedOn ? into : null
}

/** Whether somebody types on at this card; asked once, by the field that takes over. */
export const isTypedOn = (contactId: string): boolean => {
  const is = typedOnAt === contactId
  if (is) typedOnAt = null
  return is
}

/**
 * Says with which team this machine works; null for none. Notes begun about the clients of a team do not stay when it is left, or when
 * it has blocked this account. What was begun alone comes along into a team, as its clients do.
 */
export const keepDraftsOf = (team: string | null): void => {
  const before = localStorage.getItem(teamKey)
  if (before === team) return
  if (before !== null) {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key)
  }
  if (team === null) localStorage.removeItem(teamKey)
  else localStorage.setItem(teamKey, team)
}
