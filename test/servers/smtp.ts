import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail as it came, read as a mail program would. */
export interface ReceivedMail {
  /** Of the envelope. */
  readonly from: string
  readonly to: readonly string[]
  /** Names in lower case, folded lines joined, encoded words decoded (RFC 2047). */
  readonly headers: Readonly<Record<string, string>>
  readonly subject: string
  readonly text: string
  /** As it travelled. */
  readonly source: string
}

interface SmtpSettings {
  /** Without it everybody may send. */
  readonly login?: { readonly user: string; readonly password: string }
  /** Left out: any free one. */
  readonly port?: number
}

export interface SmtpServer {
  readonly port: number
  readonly url: string
  readonly mails: readonly ReceivedMail[]
  /** Addresses that are refused. */
  readonly refused: Set<string>
  /** The newest mail to this address; waits for one. */
  readonly mailTo: (address: string, isIt?: (mail: ReceivedMail) => boolean) => Promise<ReceivedMail>
  readonly close: () => Promise<void>
}

const utf8 = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

const ofQuotedPrintable = (text: string): string => {
  const joined = text.replace(/=\r?\n/g, '')
  return utf8(
    Buffer.from(
      joined.replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
      'latin1',
    ),
  )
}

const decodedWords = (text: string): string =>
  text
    .replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, form: string, word: string) =>
      form.toLowerCase() === 'b' ? utf8(Buffer.from(word, 'base64')) : ofQuotedPrintable(word.replaceAll('_', ' ')),
    )

const textOf = (body: string, encoding: string): string => {
  if (encoding === 'base64') return utf8(Buffer.from(body, 'base64'))
  if (encoding === 'quoted-printable') return ofQuotedPrintable(body)
  return body
}

const read = (source: string, from: string, to: readonly string[]): ReceivedMail => {
  const [head = '', ...rest] = source.split('\r\n\r\n')
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const pairs = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), decodedWords(line.slice(colon + 1).trim())] as const
  })
  const headers = Object.fromEntries(pairs)
  const text = textOf(rest.join('\r\n\r\n'), (headers['content-transfer-encoding'] ?? '').toLowerCase()).replaceAll('\r\n', '\n')
  return { from, to, headers, subject: headers.subject ?? '', text, source }
}

/** A real SMTP server on a port of its own that keeps what it gets. */
export const startSmtpServer = async ({ login, port: wanted = 0 }: SmtpSettings = {}): Promise<SmtpServer> => {
  const mails: ReceivedMail[] = []
  const refused = new Set<string>()
  const waiting = new Set<() => void>()
  const server = new SMTPServer({
    authOptional: login === undefined,
    allowInsecureAuth: true,
    // Connections that a sender keeps for later end with the server.
    closeTimeout: 1,
    disabledCommands: ['STARTTLS', ...(login === undefined ? ['AUTH'] : [])],
    onAuth: ({ username, password }, _, answer) => {
      const isKnown = username === login?.user && password === login?.password
      if (isKnown) answer(null, { user: username })
      else answer(Object.assign(new Error('5.7.8 Authentication credentials invalid'), { responseCode: 535 }))
    },
    onRcptTo: ({ address }, _, answer) => {
      if (refused.has(address)) answer(Object.assign(new Error(`5.1.1 <${address}>: Recipient address rejected`), { responseCode: 550 }))
      else answer()
    },
    onData: (stream, { envelope }, answer) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        mails.push(
          read(
            Buffer.concat(pieces).toString('latin1'),
            from,
            envelope.rcptTo.map(({ address }) => address),
          ),
        )
        answer()
        for (const look of waiting) look()
      })
    },
  })
  // A peer that hangs up ends its own conversation, not this server.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  const credentials = login ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@` : ''
  return {
    port,
    url: `smtp://${credentials}127.0.0.1:${port}`,
    mails,
    refused,
    mailTo: (address, isIt = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          const found = mails.findLast((mail) => mail.to.includes(address) && isIt(mail))
          if (!found) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Takes connections and says nothing, as a mail server that hangs. */
export const startSilentServer = async () => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
