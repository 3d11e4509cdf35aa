import { setTimeout as delay } from 'node:timers/promises'
import type { BetterAuthOptions } from 'better-auth'
import { getAdapter } from 'better-auth/db/adapter'
import { getMigrations } from 'better-auth/db/migration'
import { Pool } from 'pg'
import { openDatabase } from '../../src-node/sqlite/database.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'

/** Where accounts lie: the server's own database, through a connection of their own. */
export type AccountsPlace = { readonly sqlite: string } | { readonly postgres: string }

/** better-auth's tables stand beside ours under names that cannot be taken for ours. */
export const authTables = {
  user: { modelName: 'auth_user' },
  session: { modelName: 'auth_session' },
  account: { modelName: 'auth_account' },
  verification: { modelName: 'auth_verification' },
} as const

type Adapter = Awaited<ReturnType<typeof getAdapter>>

export interface AccountsDatabase {
  readonly adapter: Adapter
  readonly close: () => Promise<void>
}

const isBusy = (error: unknown): boolean => {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (String((one as { readonly code?: unknown }).code ?? '').startsWith('SQLITE_BUSY')) return true
  }
  return false
}

/** Milliseconds after which a write gives up, and between its attempts. */
const patience = 10_000
const pause = 3

/**
 * A write that meets a transaction of the store waits for its end by coming back: waiting inside SQLite would hold the thread in which
 * that very transaction has to end.
 */
const whenFree = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  const end = Date.now() + patience
  while (true) {
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error)) throw error
      if (Date.now() > end) throw new LeadlineError('busy', 'The database has too much to write')
      await delay(pause)
    }
  }
}

const writing = ['create', 'update', 'updateMany', 'delete', 'deleteMany', 'consumeOne', 'incrementOne'] as const

/** Each write is a transaction of its own: one connection, used by many requests, could not tell apart whose `begin` is whose. */
const patient = (adapter: Adapter): Adapter => {
  const calm: Record<string, unknown> = { ...adapter }
  for (const name of writing) {
    const write = adapter[name] as ((data: unknown) => Promise<unknown>) | undefined
    if (write) calm[name] = (data: unknown) => whenFree(() => write(data))
  }
  calm.transaction = (work: (within: Adapter) => Promise<unknown>) => work(calm as unknown as Adapter)
  return calm as unknown as Adapter
}

const openOnSqlite = async (path: string, options: BetterAuthOptions): Promise<AccountsDatabase> => {
  const database = openDatabase(path)
  database.pragma('busy_timeout = 0')
  const placed = { ...options, database }
  await (await getMigrations(placed)).runMigrations()
  return { adapter: patient(await getAdapter(placed)), close: async () => void database.close() }
}

/** Any number; all processes take the same lock. */
const migrationLock = 4_320_001

const openOnPostgres = async (url: string, options: BetterAuthOptions): Promise<AccountsDatabase> => {
  const pool = new Pool({ connectionString: url, max: 5, connectionTimeoutMillis: 5000, query_timeout: 10_000 })
  // A connection that the server ends while nobody uses it is replaced; unheard, the event would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const placed = { ...options, database: pool }
  const holder = await pool.connect()
  try {
    await holder.query('select pg_advisory_lock($1)', [migrationLock])
    await (await getMigrations(placed)).runMigrations()
  } finally {
    await holder.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => {})
    holder.release()
  }
  return { adapter: await getAdapter(placed), close: () => pool.end() }
}

/** Opens the place and brings its tables up to date. */
export const openAccountsDatabase = (place: AccountsPlace, options: BetterAuthOptions): Promise<AccountsDatabase> =>
  'sqlite' in place ? openOnSqlite(place.sqlite, options) : openOnPostgres(place.postgres, options)
