import { create } from 'zustand'

export type Way = 'alone' | 'create' | 'join'

interface WizardView {
  /** The wizard is wanted although this is no first start: whoever was blocked joins a team again. */
  readonly wanted: boolean
  /** With which way it begins instead of the language. */
  readonly way: Way | null
}

export const useWizardView = create<WizardView>(() => ({ wanted: false, way: null }))
