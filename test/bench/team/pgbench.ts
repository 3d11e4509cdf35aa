import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Postgres } from '../../servers/postgres.ts'

const run = promisify(execFile)

/** Accounts of pgbench, in units of 100,000. */
const scale = 10

/** Transactions a second of `pgbench -N` with 16 clients, on a database of its own. */
export const openPgbench = async (postgres: Postgres) => {
  const url = postgres.createDatabase('pgbench')
  const pgbench = (...args: string[]) => run(join(postgres.programs, 'pgbench'), [...args, url])
  await pgbench('-i', '-q', '-s', String(scale))
  return async (seconds: number): Promise<number> => {
    const { stdout } = await pgbench('-N', '-n', '-c', '16', '-j', '2', '-T', String(seconds))
    const found = /^tps = ([\d.]+)/m.exec(stdout)?.[1]
    if (found === undefined) throw new Error(`pgbench does not say how fast it was: ${stdout}`)
    return Number(found)
  }
}
