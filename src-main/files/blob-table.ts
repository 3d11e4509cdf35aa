import type { Database } from '../../src-node/sqlite/database.ts'
import type { ErrorCode } from '../../src-shared/lib/errors.ts'
import { kindsByName } from '../../src-shared/rows/registry.ts'

export type BlobState = 'waiting' | 'sent' | 'refused'

export interface BlobRecord {
  readonly hash: string
  readonly size: number
  readonly state: BlobState
}

/** Kinds whose rows name blobs. */
const namingKinds = Object.values(kindsByName).filter((kind) => 'blob' in kind.lookups)

/** That a row, not deleted, names the blob. */
const isNamed = `exists (select 1 from lookup_value where lookup in (select lookup from lookup_name where name = 'blob') and value = hash)`

/** The blobs that lie on this machine, and how far each is on its way. */
export const createBlobTable = (database: Database) => {
  const select = database.prepare<[string], BlobRecord>('select hash, size, state from blob where hash = ?')
  const named = database.prepare<[string], number>(`select ${isNamed} from (select ? as hash)`).pluck()
  const take = database.prepare(`
    insert into blob (hash, size, state, taken_at, last_used) values (:hash, :size, 'waiting', :at, :at)
    on conflict (hash) do update set taken_at = :at, last_used = :at`)
  const keepFetched = database.prepare(`
    insert into blob (hash, size, state, taken_at, last_used) values (:hash, :size, 'sent', :at, :at)
    on conflict (hash) do update set state = 'sent', reason = null, last_used = :at`)
  const adopt = database.prepare(`
    insert into blob (hash, size, state, taken_at, last_used) values (:hash, :size, 'waiting', :at, :at) on conflict do nothing`)
  const setState = database.prepare('update blob set state = ?, reason = ? where hash = ?')
  const setUsed = database.prepare('update blob set last_used = ? where hash = ?')
  const remove = database.prepare('delete from blob where hash = ?')
  const toSend = database.prepare<[], BlobRecord>(
    `select hash, size, state from blob where state = 'waiting' and ${isNamed} order by taken_at, hash`,
  )
  const countToSend = database.prepare<[], number>(`select count(*) from blob where state = 'waiting' and ${isNamed}`).pluck()
  const unnamed = database
    .prepare<[number], string>(`select hash from blob where (state = 'sent' or taken_at < ?) and not ${isNamed}`)
    .pluck()
  // Each kind has an index of its deleted rows of its own: the name must stand in the text.
  const deleted = namingKinds.map((kind) => ({
    kind,
    rows: database.prepare<[], string>(`select data from row where deleted = 1 and kind = '${kind.name}'`).pluck(),
  }))
  const sentBytes = database.prepare<[], number>(`select coalesce(sum(size), 0) from blob where state = 'sent'`).pluck()
  const longestUnused = database.prepare<[], BlobRecord>(`select hash, size, state from blob where state = 'sent' order by last_used, hash`)
  const all = database.prepare<[], string>('select hash from blob').pluck()

  return {
    get: (hash: string): BlobRecord | undefined => select.get(hash),
    all: (): string[] => all.all(),
    isNamed: (hash: string): boolean => named.get(hash) === 1,
    /** A file of this machine; what the server already has stays sent. */
    take: (hash: string, size: number, at: number) => void take.run({ hash, size, at }),
    keepFetched: (hash: string, size: number, at: number) => void keepFetched.run({ hash, size, at }),
    /** A file that lies here and is not known. */
    adopt: (hash: string, size: number, at: number) => void adopt.run({ hash, size, at }),
    setState: (hash: string, state: BlobState, reason: ErrorCode | null = null) => void setState.run(state, reason, hash),
    use: (hash: string, at: number) => void setUsed.run(at, hash),
    remove: (hash: string) => void remove.run(hash),
    /** Blobs that wait and that a row names, oldest first. */
    toSend: (): BlobRecord[] => toSend.all(),
    countToSend: (): number => countToSend.get() ?? 0,
    /** Refused ones, and with `sent` those that were sent too, wait again. */
    waitAgain: (states: readonly ('refused' | 'sent')[]) => {
      for (const state of states) database.prepare(`update blob set state = 'waiting', reason = null where state = ?`).run(state)
    },
    /** Named by no row: those that the server has, and those that were taken in before this time. */
    unnamed: (before: number): string[] => unnamed.all(before),
    /** Hashes that deleted rows name: they can come back. */
    namedByDeleted: (): ReadonlySet<string> =>
      new Set(deleted.flatMap(({ kind, rows }) => rows.all().flatMap((data) => kind.lookups.blob?.(JSON.parse(data)) ?? []))),
    /** Blobs that the server has, longest unused first, as many as are too much. */
    tooMany: (most: number, spared: string): string[] => {
      let bytes = sentBytes.get() ?? 0
      const going: string[] = []
      if (bytes <= most) return going
      for (const { hash, size } of longestUnused.all()) {
        if (bytes <= most) break
        if (hash === spared) continue
        going.push(hash)
        bytes -= size
      }
      return going
    },
  }
}

export type BlobTable = ReturnType<typeof createBlobTable>
