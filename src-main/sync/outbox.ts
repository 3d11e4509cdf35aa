import type { Database } from '../../src-node/sqlite/database.ts'
import { type MutationResult, pushLimits, type SentMutation } from '../../src-shared/sync/protocol.ts'

/** A write that the server refused, with its reason: nothing of it is lost (I6). */
export interface Refused {
  readonly id: number
  readonly name: string
  /** As JSON. */
  readonly args: string
  readonly batch: string
  readonly memberId: string
  readonly at: number
  readonly reason: NonNullable<MutationResult['error']>
}

export interface OutboxEntry extends SentMutation {
  readonly memberId: string
}

/** Confirmed writes are kept this long, milliseconds: a server that was restored from a backup asks for them again (F11). */
const memory = 7 * 86_400_000

const columns = 'number, name, args, batch, member_id as memberId, at'

/**
 * Writes on their way to the server, in order. `pending` ones wait for an answer, `sent` ones are confirmed and kept for a while. Every one of
 * them ends confirmed, or among those that need attention (I6).
 */
export const createOutbox = (database: Database) => {
  const insert = database.prepare<[string, string, string, string, number]>(
    'insert into outbox (number, name, args, batch, member_id, at) values ((select coalesce(max(number), 0) + 1 from outbox), ?, ?, ?, ?, ?)',
  )
  const insertRow = database.prepare<[number, string]>('insert or ignore into outbox_row (number, id) values (?, ?)')
  const selectPending = database.prepare<[number], OutboxEntry>(
    `select ${columns} from outbox where state = 'pending' and number > ? order by number limit ${pushLimits.mutations}`,
  )
  const selectAll = database.prepare<[], OutboxEntry>(`select ${columns} from outbox where state = 'pending' order by number`)
  const selectOne = database.prepare<[number], OutboxEntry>(`select ${columns} from outbox where number = ?`)
  const count = database.prepare<[], number>("select count(*) from outbox where state = 'pending'").pluck()
  const selectRows = database.prepare<[number], string>('select id from outbox_row where number = ?').pluck()
  const selectNumbers = database.prepare<[string], number>('select number from outbox_row where id = ? order by number').pluck()
  const anyRow = database.prepare<[], number>('select exists (select 1 from outbox_row)').pluck()
  const deleteRows = database.prepare<[number]>('delete from outbox_row where number = ?')
  const setState = database.prepare<[string, number]>('update outbox set state = ? where number = ?')
  const forgetOld = database.prepare<[number]>(
    "delete from outbox where state <> 'pending' and at < ? and number < (select max(number) from outbox)",
  )
  const forgetAnswered = database.prepare("delete from outbox where state <> 'pending' and number < (select max(number) from outbox)")
  const emptyAnswered = database.prepare("update outbox set args = '{}', state = 'refused' where state <> 'pending'")
  const insertRefused = database.prepare<[string, string, string, string, number, string]>(
    'insert into attention (name, args, batch, member_id, at, reason) values (?, ?, ?, ?, ?, ?)',
  )
  const selectRefused = database.prepare<[], Omit<Refused, 'reason'> & { reason: string }>(
    'select id, name, args, batch, member_id as memberId, at, reason from attention order by id',
  )
  const deleteRefused = database.prepare<[number]>('delete from attention where id = ?')
  const countRefused = database.prepare<[], number>('select count(*) from attention').pluck()
  const highest = database.prepare<[], number>('select coalesce(max(number), 0) from outbox').pluck()

  return {
    /** Adds a write with the rows that it touched. Call it inside the transaction that wrote them. */
    add: (entry: Omit<OutboxEntry, 'number'>, ids: readonly string[]): number => {
      const number = Number(insert.run(entry.name, entry.args, entry.batch, entry.memberId, entry.at).lastInsertRowid)
      for (const id of ids) insertRow.run(number, id)
      return number
    },
    /** The next ones to send: as many as one push takes. The first may be too large for it alone. */
    next: (): OutboxEntry[] => {
      const entries: OutboxEntry[] = []
      let bytes = 0
      // One by one: hundreds of writes of an import would be hundreds of megabytes.
      for (const entry of selectPending.iterate(0)) {
        bytes += entry.args.length
        if (bytes > pushLimits.bytes && entries.length > 0) break
        entries.push(entry)
      }
      return entries
    },
    /** All that wait for an answer. */
    all: (): OutboxEntry[] => selectAll.all(),
    get: (number: number): OutboxEntry | undefined => selectOne.get(number),
    pending: (): number => count.get() ?? 0,
    rowsOf: (number: number): readonly string[] => selectRows.all(number),
    touchesNothing: (): boolean => anyRow.get() === 0,
    /** Numbers of the writes on their way that touched a row, in order. */
    numbersOf: (id: string): readonly number[] => selectNumbers.all(id),
    setRows: (number: number, ids: readonly string[]): void => {
      deleteRows.run(number)
      for (const id of ids) insertRow.run(number, id)
    },
    /** Confirmed, or refused and now among those that need attention. */
    settle: ({ number, outcome, error }: MutationResult): void => {
      const entry = selectOne.get(number)
      if (!entry) return
      deleteRows.run(number)
      setState.run(outcome === 'refused' ? 'refused' : 'sent', number)
      if (outcome === 'refused' && error) {
        insertRefused.run(entry.name, entry.args, entry.batch, entry.memberId, entry.at, JSON.stringify(error))
      }
    },
    /** What the server has answered goes with its content; the highest number stays known. It cannot be sent once more (F11). */
    forgetAnswered: (): void => {
      forgetAnswered.run()
      emptyAnswered.run()
    },
    forgetOld: (now: number): void => void forgetOld.run(now - memory),
    /**
     * For a new identity: writes on their way are numbered from one again, after confirmed ones above `lastNumber`, which the server does not
     * know any more and gets once more.
     */
    renumber: (lastNumber: number): void => {
      const top = highest.get() ?? 0
      database.prepare("delete from outbox where state = 'refused' or (state = 'sent' and number <= ?)").run(lastNumber)
      // First out of the way, then to their places: two must never meet.
      database.prepare('update outbox set number = number + ?').run(top)
      database.prepare('update outbox_row set number = number + ?').run(top)
      const numbers = database.prepare<[], number>('select number from outbox order by number').pluck().all()
      const move = database.prepare<[number, number]>("update outbox set number = ?, state = 'pending' where number = ?")
      const moveRows = database.prepare<[number, number]>('update outbox_row set number = ? where number = ?')
      for (const [at, number] of numbers.entries()) {
        move.run(at + 1, number)
        moveRows.run(at + 1, number)
      }
    },
    /** Takes a number out that the server has never seen: those behind it move up by one. */
    closeGap: (number: number): void => {
      database.prepare('delete from outbox where number = ?').run(number)
      const numbers = database.prepare<[number], number>('select number from outbox where number > ? order by number').pluck().all(number)
      const move = database.prepare<[number]>('update outbox set number = number - 1 where number = ?')
      const moveRows = database.prepare<[number]>('update outbox_row set number = number - 1 where number = ?')
      for (const behind of numbers) {
        move.run(behind)
        moveRows.run(behind)
      }
    },
    refused: (): Refused[] => selectRefused.all().map((entry) => ({ ...entry, reason: JSON.parse(entry.reason) })),
    countRefused: (): number => countRefused.get() ?? 0,
    putAway: (id: number): void => void deleteRefused.run(id),
  }
}

export type Outbox = ReturnType<typeof createOutbox>
