import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, makeRunFolder, type ServerProcess, startServerProcess, waitUntil } from './processes.ts'

/** The domain whose users all have a mailbox here; mail for any other is refused. */
export const mailDomain = 'firma.example'

/** The one recipient of the domain whom the server refuses, with 550. */
export const refusedRecipient = `odrzucony@${mailDomain}`

export type Postfix = {
  /** `smtp://127.0.0.1:…`, without a password and without encryption. */
  readonly url: string
  readonly port: number
  readonly logPath: string
  isRunning(): boolean
  /** Waits until at least `count` messages lie in the mailbox; answers all of them, as they came, head and body, the oldest first. */
  messagesTo(address: string, count?: number, timeout?: number): Promise<string[]>
  /** Ends it; what has come can still be read. */
  stop(): Promise<void>
  /** Starts it again on the same port. */
  start(): Promise<void>
  /** Ends it for good; mailboxes and queue go. */
  close(): Promise<void>
}

const services = '/usr/lib/postfix/sbin'

/** Whose the mailboxes are: whoever runs the tests, and `nobody` where that is root, for whom Postfix does not deliver. */
const owner = { user: process.getuid?.() || 65_534, group: process.getgid?.() || 65_534 }
const isRoot = process.getuid?.() === 0

/**
 * Ends the server with the process whose number is given first: a signal from there does not reach through sudo. Postfix ends its helpers as a group,
 * which it has to lead.
 */
const watched = `watched=$1; shift; setsid "$@" & server=$!
  (tail --pid="$watched" -f /dev/null; kill "$server") & watch=$!
  wait "$server"; kill "$watch"`

const masterFile = (port: number) => `127.0.0.1:${port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`

/** Debian's Postfix in the foreground, with configuration, queue and mailboxes of its own; nothing of it leaves this machine or asks a name server. */
export async function startPostfix(): Promise<Postfix> {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-postfix-'))
  const logPath = join(makeRunFolder('postfix'), 'postfix.log')
  const [configuration, queue, data, mail] = ['etc', 'queue', 'data', 'mail'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ]
  const port = await freePort()
  let server: ServerProcess | null = null
  const removeFolder = () => runAsRoot('rm', '-rf', folder)
  // Also where the test ends without a goodbye: by then the server has been ended too.
  process.once('exit', removeFolder)

  const settings = {
    compatibility_level: '3.6',
    queue_directory: queue,
    data_directory: data,
    maillog_file: '/dev/stdout',
    myhostname: `poczta.${mailDomain}`,
    mydestination: '',
    mynetworks: '127.0.0.1/32',
    inet_interfaces: 'loopback-only',
    inet_protocols: 'ipv4',
    smtpd_peername_lookup: 'no',
    smtp_host_lookup: 'native',
    default_transport: 'error:This server sends nothing outside',
    alias_maps: '',
    local_recipient_maps: '',
    smtpd_relay_restrictions: 'reject_unauth_destination',
    smtpd_recipient_restrictions: `check_recipient_access inline:{{${refusedRecipient} = 550 5.1.1 Nobody reads mail here}}, reject_unauth_destination`,
    smtpd_client_connection_count_limit: '0',
    smtpd_tls_security_level: 'none',
    virtual_transport: 'virtual',
    virtual_mailbox_domains: mailDomain,
    virtual_mailbox_base: mail,
    // Names of users may not become paths: one mailbox holds everything, and each message says in its head whom it was for.
    virtual_mailbox_maps: 'static:all/',
    virtual_uid_maps: `static:${owner.user}`,
    virtual_gid_maps: `static:${owner.group}`,
  }

  async function start(): Promise<void> {
    if (server?.isRunning()) return
    // What `postfix start-fg` ends in, but in a session of its own, where nobody could end it as a group.
    const program = [join(services, 'master'), '-c', configuration, '-d']
    const [command = '', ...args] = isRoot ? program : ['sudo', '-n', 'bash', '-c', watched, 'bash', String(process.pid), ...program]
    server = await startServerProcess({
      name: 'postfix',
      command,
      args,
      logPath,
      cwd: folder,
      ready: () => greets(port),
    })
  }

  async function stop(): Promise<void> {
    if (!isRoot && server?.isRunning()) runAsRoot('sh', '-c', 'kill "$(cat "$0")"', join(queue, 'pid', 'master.pid'))
    await server?.stop()
    server = null
  }

  function arrived(address: string): string[] {
    const received = join(mail, 'all', 'new')
    return readNames(received)
      .map((name) => readFileSync(join(received, name), 'utf8'))
      .filter((message) => headOf(message, 'Delivered-To').toLowerCase() === address.toLowerCase())
  }

  try {
    chmodSync(folder, 0o755)
    for (const made of [configuration, queue, data, mail]) mkdirSync(made)
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`)
    writeFileSync(join(configuration, 'main.cf'), lines.join(''))
    writeFileSync(join(configuration, 'master.cf'), masterFile(port))
    runAsRoot('chown', 'postfix:', data)
    runAsRoot('chown', `${owner.user}:${owner.group}`, mail)
    // Makes the folders of the queue, each with its owner.
    runAsRoot('/usr/sbin/postfix', '-c', configuration, 'check')
    await start()
  } catch (error) {
    await stop()
    removeFolder()
    throw error
  }

  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    logPath,
    isRunning: () => server?.isRunning() ?? false,
    async messagesTo(address, count = 1, timeout = 30_000) {
      await waitUntil(
        () => `${count} messages to ${address} (there: ${arrived(address).length})`,
        () => arrived(address).length >= count,
        timeout,
      )
      return arrived(address)
    },
    stop,
    start,
    async close() {
      await stop()
      process.removeListener('exit', removeFolder)
      removeFolder()
    },
  }
}

function runAsRoot(...words: string[]): void {
  const [command = '', ...args] = isRoot ? words : ['sudo', '-n', ...words]
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: 60_000 })
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${error?.message ?? stderr}`)
}

/** When a message came, in seconds: its file is called by the second, where it lies, and the microsecond, `1795829474.V801I2a7M50123.host`. */
function arrivalOf(name: string): number {
  const [, second, microsecond] = /^(\d+)\..*M(\d+)\./.exec(name) ?? []
  return Number(second ?? 0) + Number(microsecond ?? 0) / 1_000_000
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder).sort((one, other) => arrivalOf(one) - arrivalOf(other))
  } catch {
    // Nothing has come yet.
    return []
  }
}

function headOf(message: string, field: string): string {
  const [head = ''] = message.split(/\r?\n\r?\n/)
  return new RegExp(`^${field}:[ \t]*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? ''
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const finish = (greeted: boolean) => {
      if (greeted) socket.end('QUIT\r\n')
      else socket.destroy()
      resolve(greeted)
    }
    socket.setTimeout(1_000, () => finish(false))
    socket.once('data', (greeting) => finish(greeting.toString().startsWith('220 ')))
    socket.once('error', () => finish(false))
  })
}
