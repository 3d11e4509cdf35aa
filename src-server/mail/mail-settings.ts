import { emailSchema } from '../../src-shared/lib/schemas.ts'

/** Where mails go out, and in whose name. */
export interface MailSettings {
  readonly host: string
  readonly port: number
  /** TLS from the first byte; else STARTTLS, where the server has it. */
  readonly secure: boolean
  readonly auth: { readonly user: string; readonly pass: string } | null
  readonly from: { readonly name: string; readonly address: string }
}

const urlName = 'LEADLINE_SMTP_URL'
const fromName = 'LEADLINE_MAIL_FROM'

// Sentences about the address never repeat it: it holds the password.
const wrongUrl = () => new Error(`${urlName} takes an address like smtp://user:password@mail.firma.example:587, or smtps://…`)

const urlOf = (typed: string): Omit<MailSettings, 'from'> => {
  const url = URL.parse(typed)
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '' || !/^\/?$/.test(url.pathname) || url.search || url.hash)
    throw wrongUrl()
  if ((url.username === '') !== (url.password === '')) throw new Error(`${urlName} needs a password with its user`)
  const secure = url.protocol === 'smtps:'
  try {
    return {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      auth: url.username === '' ? null : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }
  } catch {
    throw new Error(`${urlName}: a percent sign in the user or the password is written %25`)
  }
}

const fromOf = (typed: string): MailSettings['from'] => {
  const [, quoted, plain, inBrackets, bare] = /^\s*(?:(?:"([^"]*)"|([^"<>]*?))\s*<([^<>]+)>|(\S+))\s*$/.exec(typed) ?? []
  const address = emailSchema.safeParse(inBrackets ?? bare)
  const name = (quoted ?? plain ?? '').trim()
  if (!address.success || /\p{Cc}/u.test(name)) {
    throw new Error(`${fromName} takes an address like "Leadline <crm@firma.example>", not "${typed}"`)
  }
  return { name, address: address.data }
}

/**
 * Reads the settings from the environment; null where no mails are sent.
 * @throws a sentence where they cannot be followed
 */
export const readMailSettings = (environment: NodeJS.ProcessEnv): MailSettings | null => {
  const [url, from] = [environment[urlName] || null, environment[fromName] || null]
  if (url === null && from === null) return null
  if (url === null) throw new Error(`${fromName} needs ${urlName}, the mail server`)
  const server = urlOf(url)
  if (from === null) throw new Error(`${urlName} needs ${fromName}, the address from which mails come`)
  return { ...server, from: fromOf(from) }
}
