import { parseArgs } from 'node:util'

export interface NodeHostOptions {
  /** 0 lets the system choose a free one; null where none was asked for: then the one of the last start, if it is free. */
  readonly port: number | null
  readonly dataFolder: string | null
  readonly language: 'pl' | 'en'
  readonly demo: boolean
  readonly open: boolean
}

const languageOf = (wished: string | undefined, environment: NodeJS.ProcessEnv): 'pl' | 'en' => {
  if (wished === 'pl' || wished === 'en') return wished
  if (wished !== undefined) throw new Error(`--lang takes pl or en, not "${wished}"`)
  return (environment.LC_ALL ?? environment.LC_MESSAGES ?? environment.LANG ?? '').startsWith('pl') ? 'pl' : 'en'
}

const portOf = (wished: string | undefined): number | null => {
  if (wished === undefined) return null
  const port = Number(wished)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port takes a number from 0 to 65535, not "${wished}"`)
  return port
}

/** @throws a sentence where a flag is unknown or its value is wrong */
export const parseNodeHostOptions = (args: readonly string[], environment: NodeJS.ProcessEnv): NodeHostOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      host: { type: 'string' },
      port: { type: 'string' },
      data: { type: 'string' },
      lang: { type: 'string' },
      demo: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
    },
  })
  return {
    port: portOf(values.port),
    dataFolder: values.data ?? null,
    language: languageOf(values.lang, environment),
    demo: values.demo,
    open: !values['no-open'],
  }
}
