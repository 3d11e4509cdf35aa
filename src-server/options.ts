import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type MailSettings, readMailSettings } from './mail/mail-settings.ts'

/** What the command line and the environment ask for. */
export interface ServerOptions {
  readonly command: 'serve' | 'new-code' | 'restored' | { readonly backup: string }
  /** 0 lets the system choose a free one. */
  readonly port: number
  readonly host: string
  /** As typed: the database where it is SQLite, files, the key of the sessions. */
  readonly dataFolder: string
  /** PostgreSQL; null for SQLite in the data folder. */
  readonly databaseUrl: string | null
  readonly tls: { readonly certificate: string; readonly key: string } | null
  /** A proxy on this machine says for whom it asks. */
  readonly behindProxy: boolean
  /** Address under which people find the server, without a slash at its end; null for the one that whoever invites has. */
  readonly publicAddress: string | null
  /** Null where no mails are sent. */
  readonly mail: MailSettings | null
  /** Opens /metrics to other machines; null for this machine alone. */
  readonly metricsToken: string | null
  /** Signs sessions; needed where processes on one database share no data folder. */
  readonly authSecret: string | null
}

export const usage = `Usage: npm run server -- [command] [flags]

Commands
  (none)          serve
  backup FILE     copy the SQLite database while the server runs
  new-code        print a new set-up code; an older one ends
  restored        after a backup was put back: every machine takes everything anew

Flags
  --port N        4320 unless told; 0 is any free one
  --host ADDRESS  127.0.0.1 unless told
  --data DIR      folder of the data
  --tls-cert FILE --tls-key FILE
                  serve https; read again on SIGHUP
  --behind-proxy  a proxy on this machine is in front
  --public-url URL
                  the address that stands in invitations
  --help          this help

Environment
  DATABASE_URL            PostgreSQL instead of SQLite
  LEADLINE_SMTP_URL       mail server: smtp://user:password@host:587, or smtps://…
  LEADLINE_MAIL_FROM      from whom mails come: Leadline <crm@firma.example>
  LEADLINE_METRICS_TOKEN  bearer that opens /metrics to other machines
  LEADLINE_AUTH_SECRET    signs sessions, at least 32 characters; without it a key in the data folder does
`

const defaultFolder = (environment: NodeJS.ProcessEnv): string =>
  join(environment.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'leadline-server')

const portOf = (typed: string): number => {
  const port = Number(typed)
  if (!/^\d{1,5}$/.test(typed) || port > 65_535) throw new Error(`--port takes a number from 0 to 65535, not "${typed}"`)
  return port
}

const publicAddressOf = (typed: string): string => {
  const url = URL.parse(typed.trim())
  const isWhole = url && /^https?:$/.test(url.protocol) && !url.username && !url.search && !url.hash && typed.length <= 500
  if (!isWhole) throw new Error(`--public-url takes an address like https://crm.firma.example, not "${typed}"`)
  return url.href.replace(/\/+$/, '')
}

const commandOf = (words: readonly string[]): ServerOptions['command'] => {
  const [name, file, ...rest] = words
  if (name === undefined) return 'serve'
  if ((name === 'new-code' || name === 'restored') && file === undefined) return name
  if (name === 'backup' && file !== undefined && rest.length === 0) return { backup: file }
  if (name === 'backup') throw new Error('backup takes the name of one new file')
  throw new Error(`Unknown command "${words.join(' ')}"; --help lists them all`)
}

/**
 * Reads the command line; null where only help is asked for.
 * @throws a sentence where it cannot be followed
 */
export const parseServerOptions = (args: readonly string[], environment: NodeJS.ProcessEnv): ServerOptions | null => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '4320' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string' },
      'tls-cert': { type: 'string' },
      'tls-key': { type: 'string' },
      'public-url': { type: 'string' },
      'behind-proxy': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return null
  const { 'tls-cert': certificate, 'tls-key': key } = values
  if ((certificate === undefined) !== (key === undefined)) throw new Error('--tls-cert and --tls-key belong together')
  if (values.data?.trim() === '') throw new Error('--data needs the name of a folder')
  const authSecret = environment.LEADLINE_AUTH_SECRET || null
  if (authSecret !== null && authSecret.length < 32) throw new Error('LEADLINE_AUTH_SECRET needs at least 32 characters')
  return {
    command: commandOf(positionals),
    port: portOf(values.port),
    host: values.host,
    dataFolder: values.data ?? defaultFolder(environment),
    databaseUrl: environment.DATABASE_URL || null,
    tls: certificate !== undefined && key !== undefined ? { certificate, key } : null,
    behindProxy: values['behind-proxy'],
    publicAddress: values['public-url'] === undefined ? null : publicAddressOf(values['public-url']),
    mail: readMailSettings(environment),
    metricsToken: environment.LEADLINE_METRICS_TOKEN || null,
    authSecret,
  }
}
