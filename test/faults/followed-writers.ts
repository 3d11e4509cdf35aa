import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgresStore } from '../../src-server/db/postgres-store.ts'
import { openSqliteStore } from '../../src-server/db/sqlite-store.ts'
import type { ServerStore } from '../../src-server/db/store.ts'
import { startPostgres } from '../servers/postgres.ts'
import type { Fault, FaultContext, Findings } from './fault.ts'
import { type Followed, followWriters } from './follow-writers.ts'
import { logOfStore } from './followed-logs.ts'

const closing = async (stores: readonly ServerStore[], work: () => Promise<Followed>): Promise<Followed> => {
  try {
    return await work()
  } finally {
    await Promise.all(stores.map((store) => store.close()))
  }
}

const onSqlite = async ({ runs: seconds, chance }: FaultContext): Promise<Followed> => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-followed-'))
  try {
    const store = openSqliteStore(join(folder, 'server.sqlite'))
    return await closing([store], async () => followWriters({ log: await logOfStore([store], store), seconds, chance }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Two processes write and a third one is read; each has connections enough for all who want one. */
const onPostgres = async ({ runs: seconds, chance }: FaultContext): Promise<Followed> => {
  const postgres = await startPostgres()
  try {
    const [one, two, three] = await Promise.all([16, 16, 4].map((connections) => openPostgresStore(postgres.url, { connections })))
    const stores = [one, two, three] as ServerStore[]
    return await closing(stores, async () => {
      const log = await logOfStore(stores.slice(0, 2), stores[2] as ServerStore)
      return followWriters({ log, seconds, chance })
    })
  } finally {
    await postgres.close()
  }
}

const run = async (context: FaultContext): Promise<Findings> => {
  const counts: Record<string, number> = {}
  const broken: string[] = []
  for (const [name, follow] of Object.entries({ sqlite: onSqlite, postgres: onPostgres })) {
    const { transactions, pages, ...wrong } = await follow(context)
    counts[`${name} transactions`] = transactions
    counts[`${name} pages`] = pages
    if (transactions === 0 || pages === 0) broken.push(`On ${name} nothing was written, or nothing read`)
    for (const [what, count] of Object.entries(wrong)) {
      counts[`${name} ${what}`] = count
      if (count > 0) broken.push(`On ${name} of ${transactions} transactions: ${count} ${what}`)
    }
    context.say(`${name}: ${transactions} transactions, ${pages} pages`)
  }
  return { counts, broken }
}

export const followedWriters: Fault = {
  id: 'R3',
  title: 'R3 readers that follow 32 writers miss nothing: versions are dense, in the order of the commits, and no transaction is split',
  // Seconds on each of the two stores.
  runs: { usual: 4, full: 300 },
  run,
}
