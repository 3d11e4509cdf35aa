import { LeadlineError } from '../src-shared/lib/errors.ts'

/** What the parts of the server tell the log: never names, numbers, texts, e-mails or secrets of people. */
export interface ServerLog {
  readonly info: (message: string, facts?: Readonly<Record<string, string | number | boolean>>) => void
  /** Something that whoever runs the server should look at. */
  readonly warn: (message: string, facts?: Readonly<Record<string, string | number | boolean>>) => void
  readonly error: (message: string, error: unknown) => void
}

export const silentLog: ServerLog = { info: () => {}, warn: () => {}, error: () => {} }

/**
 * A sentence of somebody else's code without what it quotes: databases and parsers repeat values of people in their messages.
 */
export const scrubbed = (text: string): string =>
  text
    .replace(/"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”/g, '…')
    .replace(/\S+@\S+/g, '…')
    .replace(/[A-Za-z0-9_\-.]{24,}/g, '…')
    .slice(0, 300)

export interface ErrorFacts {
  readonly type: string
  readonly message: string
  readonly stack: string
  readonly [fact: string]: unknown
}

/** What the log keeps of an error: where it happened and what kind it is, not the values that it was about. */
export const errorFacts = (error: unknown): ErrorFacts => {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' }
  const message = error instanceof LeadlineError ? error.message : scrubbed(error.message)
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const { code } = error as { readonly code?: unknown }
  return {
    type: error.name,
    message,
    ...(typeof code === 'string' ? { code } : {}),
    stack: frames
      .slice(0, 12)
      .map((line) => line.trim())
      .join('\n'),
    ...(error.cause === undefined ? {} : { cause: errorFacts(error.cause) }),
  }
}

/** Options of Fastify's pino: one JSON object a line, without the host's name. */
export const loggerOptions = (stream: NodeJS.WritableStream) => ({
  level: 'info',
  base: null,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: (label: string) => ({ level: label }) },
  serializers: { err: errorFacts, req: () => ({}), res: () => ({}) },
  stream: stream as { write: (line: string) => void },
})

interface Pino {
  readonly info: (facts: object, message: string) => void
  readonly warn: (facts: object, message: string) => void
  readonly error: (facts: object, message: string) => void
}

export const serverLogOf = (pino: Pino): ServerLog => ({
  info: (message, facts = {}) => pino.info(facts, message),
  warn: (message, facts = {}) => pino.warn(facts, message),
  error: (message, error) => pino.error({ err: error }, message),
})
