import type { Chance } from '../bench/chance.ts'

export interface FaultContext {
  /** How often the fault is made. */
  readonly runs: number
  readonly chance: Chance
  /** Progress, for whoever waits. */
  readonly say: (text: string) => void
}

/** What came of it. Each sentence in `broken` is something that must never happen. */
export interface Findings {
  /** Figures under the names by which they are printed: `{ lost: 0, torn: 0 }`. */
  readonly counts: Readonly<Record<string, number>>
  readonly broken: readonly string[]
}

export interface Fault {
  /** Number of its line. */
  readonly id: string
  readonly title: string
  readonly runs: { readonly usual: number; readonly full: number }
  readonly run: (context: FaultContext) => Promise<Findings>
}

/** Settles once the condition holds; false where it does not within so many milliseconds. */
export const comesTrue = async (condition: () => boolean | Promise<boolean>, patience: number): Promise<boolean> => {
  const end = Date.now() + patience
  while (!(await condition())) {
    if (Date.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return true
}
