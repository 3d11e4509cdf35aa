import { create } from 'zustand'
import type { AccountForm } from './account-form.ts'

interface DraftStore {
  /** What was typed and not saved yet; null where nothing was. */
  readonly draft: AccountForm | null
  readonly keep: (draft: AccountForm | null) => void
}

/** The account as it is being typed: it stays while one goes elsewhere and comes back. */
export const useAccountDraft = create<DraftStore>((set) => ({ draft: null, keep: (draft) => set({ draft }) }))
