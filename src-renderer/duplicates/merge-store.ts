import { create } from 'zustand'

interface MergeState {
  /** The contacts that are being looked at side by side; null while none are. One alone: another one is to be found first. */
  readonly ids: readonly string[] | null
  /** Told once they are one: which one stays. */
  readonly onMerged: ((into: string) => void) | undefined
}

/** Whether contacts are about to be merged, and which. */
export const useMerging = create<MergeState>(() => ({ ids: null, onMerged: undefined }))

/** Contacts that one merger takes at most. */
export const mostMerged = 20

/** Opens the dialog in which contacts become one; of one alone the other is looked for there. */
export const openMerge = (ids: readonly string[], onMerged?: (into: string) => void): void =>
  useMerging.setState({ ids: [...new Set(ids)].slice(0, mostMerged), onMerged })

export const closeMerge = (): void => useMerging.setState({ ids: null, onMerged: undefined })
