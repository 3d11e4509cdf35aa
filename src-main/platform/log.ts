/** What the program says of itself, for whoever looks for a fault. Never names, numbers, texts or secrets of people. */
export interface Log {
  readonly info: (message: string, facts?: Readonly<Record<string, unknown>>) => void
  readonly error: (message: string, error: unknown) => void
}

const line = (level: string, message: string, facts: Readonly<Record<string, unknown>>) =>
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...facts })}\n`)

/** One JSON object a line, on standard error. */
export const createLog = (): Log => ({
  info: (message, facts = {}) => line('info', message, facts),
  error: (message, error) => line('error', message, { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
})

export const silentLog: Log = { info: () => {}, error: () => {} }
