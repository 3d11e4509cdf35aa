/** Milliseconds before a core that has died is started again, by how often it died within the last minute. */
const delays = [100, 500, 2000, 5000]

/** Starts in a row that may fail before the person is told. */
const mostFailedStarts = 5

export const lastMinute = 60_000

/**
 * When to start a core again that has died, in milliseconds, or null for never: one that cannot even start would only spin.
 * `deaths` counts those of the last minute, this one included; `failedStarts` those in a row that came before the core was ready.
 */
export const restartDelay = (deaths: number, failedStarts: number): number | null => {
  if (failedStarts >= mostFailedStarts) return null
  return delays[Math.min(Math.max(deaths, 1), delays.length) - 1] ?? 0
}
