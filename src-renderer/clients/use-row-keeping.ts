import { useEffect, useRef } from 'react'
import type { ContactLine } from '../../src-shared/contacts/contact-contract.ts'
import { type ContactListView, placeNear } from './contact-list-view.ts'

interface Options {
  readonly rowAt: (index: number) => ContactLine | undefined
  readonly view: Pick<ContactListView, 'active' | 'activeId'>
  readonly change: (part: Partial<ContactListView>) => void
  /** Whose card is open beside the list. */
  readonly contactId: string | null
  /** Opens another card in the place of that one. */
  readonly follow: (id: string) => void
}

/** Keeps the keyboard with the person while rows come and go, and with the card that was opened from elsewhere. Answers how to move. */
export const useRowKeeping = ({ rowAt, view, change, contactId, follow }: Options) => {
  const movedAhead = useRef(false)
  const followed = useRef<string | null>(null)
  const { active, activeId } = view

  // Rows may come in above: what the next key does, it does to the person who was looked at.
  useEffect(() => {
    const row = rowAt(active)
    if (row === undefined || row.id === activeId) return
    const moved = activeId === null ? null : placeNear(activeId, active, (index) => rowAt(index)?.id)
    change(moved === null ? { active, activeId: row.id } : { active: moved, activeId })
    // Whoever moved faster than the rows came gets the card of where they are now.
    if (movedAhead.current && contactId !== null) follow(row.id)
    movedAhead.current = false
  }, [rowAt, active, activeId, change, contactId, follow])

  // The keyboard goes to the row of a card that was opened from elsewhere, where that row is among those at hand.
  useEffect(() => {
    if (contactId === null || followed.current === contactId || rowAt(0) === undefined) return
    followed.current = contactId
    if (rowAt(active)?.id === contactId) return
    const found = placeNear(contactId, active, (index) => rowAt(index)?.id)
    if (found !== null) change({ active: found, activeId: contactId })
  }, [contactId, rowAt, active, change])

  // With the card open, moving through the list moves the card along.
  return (index: number) => {
    const row = rowAt(index)
    movedAhead.current = row === undefined
    change({ active: index, activeId: row?.id ?? null })
    if (contactId !== null && row) follow(row.id)
  }
}
