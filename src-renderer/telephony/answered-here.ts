import { create } from 'zustand'

/** The call that was answered in this page, until its note has been opened: whoever answers is about to write. */
export const useAnsweredHere = create<{ readonly callId: string | null }>(() => ({ callId: null }))
