import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, makeRunFolder, type ServerProcess, startServerProcess } from './processes.ts'

export type PostgresOptions = {
  /** False where the machine itself stays up: a commit then waits for no disk. It survives `stopImmediate` all the same. */
  readonly isDurable?: boolean
}

export type Postgres = {
  /** A database of its own, empty at first. */
  readonly url: string
  readonly port: number
  /** Programs that come with it: pgbench, pg_dump, psql. */
  readonly programs: string
  isRunning(): boolean
  /** Makes another empty database and answers with its address. */
  createDatabase(name: string): string
  /** Ends it as an administrator would; connections are cut. */
  stop(): Promise<void>
  /** Ends it at once, with nothing brought to an end: what a crash leaves (`pg_ctl -m immediate`). */
  stopImmediate(): Promise<void>
  /** Starts it again on the same port with the same data. */
  start(): Promise<void>
  /** Ends it for good; its data goes. */
  close(): Promise<void>
}

const user = 'postgres'

/** PostgreSQL 15, as Debian 12 has it, in a folder of its own in the temporary one, on a free port of 127.0.0.1. */
export async function startPostgres({ isDurable = true }: PostgresOptions = {}): Promise<Postgres> {
  const programs = programsFolder()
  const logPath = join(makeRunFolder('postgres'), 'postgres.log')
  const folder = mkdtempSync(join(tmpdir(), 'leadline-postgres-'))
  const data = join(folder, 'data')
  const asUser = userSwitch(folder)
  const port = await freePort()
  const url = (database: string) => `postgres://${user}@127.0.0.1:${port}/${database}`
  let server: ServerProcess | null = null
  const removeFolder = () => rmSync(folder, { recursive: true, force: true })
  // Also where the test ends without a goodbye: by then the server has been ended too.
  process.once('exit', removeFolder)

  function run(program: string, ...args: string[]): void {
    const [command = '', ...rest] = [...asUser, join(programs, program), ...args]
    const { status, stderr } = spawnSync(command, rest, { encoding: 'utf8', cwd: folder, timeout: 60_000 })
    if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`)
  }

  async function start(): Promise<void> {
    if (server?.isRunning()) return
    const [command = '', ...args] = [...asUser, join(programs, 'postgres'), '-D', data]
    server = await startServerProcess({
      name: 'postgres',
      command,
      args,
      logPath,
      cwd: folder,
      ready: () => spawnSync(join(programs, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0,
      // What SIGTERM begins, waiting for everybody to go, nobody would see to its end.
      orphanSignal: 'KILL',
    })
  }

  // The signals are those of pg_ctl's modes: fast and immediate.
  async function end(signal: NodeJS.Signals): Promise<void> {
    await server?.stop(signal)
    server = null
  }

  function createDatabase(name: string): string {
    run('createdb', '-h', '127.0.0.1', '-p', String(port), '-U', user, name)
    return url(name)
  }

  try {
    run('initdb', '-D', data, '-U', user, '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync', '--no-instructions')
    const durability = isDurable ? [] : ['fsync = off', 'full_page_writes = off']
    const settings = [
      "listen_addresses = '127.0.0.1'",
      `port = ${port}`,
      `unix_socket_directories = '${folder}'`,
      'max_connections = 200',
      'shared_buffers = 128MB',
      ...durability,
    ]
    writeFileSync(join(data, 'postgresql.auto.conf'), `${settings.join('\n')}\n`)
    await start()
    createDatabase('leadline')
  } catch (error) {
    await end('SIGQUIT')
    removeFolder()
    throw error
  }

  return {
    url: url('leadline'),
    port,
    programs,
    isRunning: () => server?.isRunning() ?? false,
    createDatabase,
    stop: () => end('SIGINT'),
    stopImmediate: () => end('SIGQUIT'),
    start,
    async close() {
      await end('SIGQUIT')
      process.removeListener('exit', removeFolder)
      removeFolder()
    },
  }
}

function programsFolder(): string {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const version = versions.find((one) => existsSync(join(root, one, 'bin', 'initdb')))
  if (version === undefined) throw new Error(`${root} has no initdb: is postgresql-15 installed?`)
  return join(root, version, 'bin')
}

/** PostgreSQL refuses to run as root: the test's folder becomes that of the user whom its package has made, and so does the process. */
function userSwitch(folder: string): string[] {
  if (process.getuid?.() !== 0) return []
  const idOf = (flag: string) => Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout)
  const [uid, gid] = [idOf('-u'), idOf('-g')]
  chownSync(folder, uid, gid)
  return ['/usr/bin/setpriv', '--reuid', String(uid), '--regid', String(gid), '--clear-groups', '--pdeathsig', 'KILL']
}
