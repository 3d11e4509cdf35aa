import { create } from 'zustand'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import type { NewContact } from '../clients/new-contact.ts'

/** A contact that is about to be added: what is known of it before the form opens. */
export interface AddingContact {
  readonly stage: Contact['stage']
  readonly phone: string
  /** Nobody's, for the pool of unsorted leads. */
  readonly unsorted: boolean
  /** A form that was closed before it was saved. */
  readonly unfinished?: NewContact
}

interface ViewState {
  readonly paletteOpen: boolean
  readonly shortcutsOpen: boolean
  readonly importOpen: boolean
  readonly adding: AddingContact | null
  readonly set: (change: Partial<Omit<ViewState, 'set'>>) => void
}

/** What is open above the screens. */
export const useView = create<ViewState>((set) => ({
  paletteOpen: false,
  shortcutsOpen: false,
  importOpen: false,
  adding: null,
  set: (change) => set(change),
}))

export const openAdd = (adding: Partial<AddingContact> = {}) =>
  useView.getState().set({ adding: { stage: 'client', phone: '', unsorted: false, ...adding } })
