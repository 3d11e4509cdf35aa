/** What one bench found. Figures of ours and of the peer are in the bench's unit. */
export interface Measurement {
  readonly ours: number
  readonly peer: number
  readonly ratio: number
  readonly pass: boolean
  /** The ratio of each turn, at least five. */
  readonly spread: readonly number[]
  /** What exactly was measured against what, in words. */
  readonly note: string
}

export interface BenchContext {
  /** `full` takes the whole size that the line names where the usual one is smaller. */
  readonly size: 'usual' | 'full'
  /** Progress, for whoever waits. */
  readonly say: (text: string) => void
}

export interface Bench {
  /** Number of its line. */
  readonly id: string
  readonly title: string
  readonly unit: 's' | 'rows/s' | 'takes/s' | 'mutations/s' | 'MB'
  /** The line to pass, as it is printed: `ratio >= 20, ours < 0.05`. */
  readonly line: string
  readonly run: (context: BenchContext) => Promise<Measurement>
}

export const turns = 5

export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  if (sorted.length % 2 === 1) return sorted[middle] as number
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

/** Seconds that something takes. */
export const timed = async (work: () => unknown): Promise<number> => {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

/** A figure as it is read: three digits that count. */
export const figure = (value: number): string => (value >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(3))))
