import { createHash } from 'node:crypto'
import { statusKind } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { builtInStatuses } from '../../src-shared/catalogue/lead-statuses.ts'
import { historyOf } from '../../src-shared/history/history-mutators.ts'
import { LeadlineError, problemsOf } from '../../src-shared/lib/errors.ts'
import type { Mutator } from '../../src-shared/rows/mutator.ts'
import { mutatorsByName } from '../../src-shared/rows/registry.ts'
import { createOverlay, type RowChange } from '../../src-shared/rows/transaction.ts'
import type { SentChange, SentMutation } from '../../src-shared/sync/protocol.ts'
import { builtInGroups, groupKind } from '../../src-shared/team/group-kind.ts'
import { checkChange } from '../../src-shared/team/rights.ts'
import { changesView, rootAmong } from '../../src-shared/team/sight.ts'
import type { Viewer } from '../../src-shared/team/viewer.ts'
import type { Writes, WrittenRow } from '../db/store.ts'
import type { LoadedRows } from './loaded-rows.ts'

/** Mutators that nobody sends: the server runs them itself. */
const ofTheServer = new Set([
  'workspace.found',
  'workspace.hand-over',
  'member.add',
  'member.update',
  'member.block',
  'group.save',
  'group.delete',
])

/** Facts: what has happened. They are never refused, whoever has the lead by now, and those of a blocked user are sealed (I9). */
const facts = new Set(['note.write', 'call.record', 'call.close-lost'])

export const isFact = (name: string): boolean => facts.has(name)

/** Fields of one object beyond which arguments are none that a program of ours has made. */
const mostFields = 300

const hasTooManyFields = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(hasTooManyFields)
  if (typeof value !== 'object' || value === null) return false
  const fields = Object.values(value)
  return fields.length > mostFields || fields.some(hasTooManyFields)
}

/** Ids of what every CRM has, also before it has rows of its own: nothing else may sit in their places. */
const reserved: ReadonlyMap<string, string> = new Map([
  ...builtInGroups.map(({ id }) => [id, groupKind.name] as const),
  ...builtInStatuses.map(({ id }) => [id, statusKind.name] as const),
])

/** Tells a repeated mutation from another one under the same number (F10). */
export const digestOf = ({ name, args, batch }: SentMutation): string =>
  createHash('sha256').update(`${name}\n${batch}\n${args}`).digest('base64url').slice(0, 22)

/** Everything in the arguments that looks like an id: rows that the mutator will probably ask for. */
export const idsIn = (args: string): readonly string[] =>
  args.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi)?.map((id) => id.toLowerCase()) ?? []

const argsOf = (mutation: SentMutation): { readonly mutator: Mutator; readonly args: unknown } => {
  const mutator = Object.hasOwn(mutatorsByName, mutation.name) ? mutatorsByName[mutation.name] : undefined
  if (!mutator || ofTheServer.has(mutation.name)) throw new LeadlineError('bad_input', 'The server does not know this mutation')
  let raw: unknown
  try {
    raw = JSON.parse(mutation.args)
  } catch {
    throw new LeadlineError('bad_input', 'The arguments are no JSON')
  }
  if (hasTooManyFields(raw))
    throw new LeadlineError('bad_input', `An object has more than ${mostFields} fields`, [
      { path: '', rule: 'too_many_fields', limit: mostFields },
    ])
  const parsed = mutator.args.safeParse(raw)
  if (!parsed.success) throw new LeadlineError('bad_input', `The arguments of ${mutation.name} are wrong`, problemsOf(parsed.error.issues))
  return { mutator, args: parsed.data }
}

/** In whose name a mutation runs. */
interface Author {
  readonly memberId: string
  /** What they may do; null beside all rights. */
  readonly viewer: Viewer | null
  readonly device: string
}

/** What one transaction has come to, mutation by mutation. */
export const createTransactionState = (rows: LoadedRows, now: number) => {
  const state = createOverlay(rows.source)
  /** By batch and row: what is typed on and on within one transaction is one change. */
  const changes = new Map<string, SentChange>()
  /** Rows that this transaction has made: an id names one of them, whatever its kind. */
  const made = new Map<string, string>()

  const check = (author: Viewer | null, mutation: string, change: RowChange) => {
    const isReserved = (reserved.get(change.id) ?? change.kind.name) !== change.kind.name
    const isTaken = isReserved || rows.rowOf(change.id) !== null || (made.get(change.id) ?? change.kind.name) !== change.kind.name
    if (!change.before && isTaken) throw new LeadlineError('conflict', 'This id cannot be used')
    // What was there before decides, not what the mutation itself has made of it.
    if (author) checkChange(author, mutation, change, rootAmong(state.read))
  }

  const keepChange = (change: SentChange) => {
    const key = `${change.batch} ${change.rowId}`
    const known = changes.get(key)
    if (known?.what === 'changed' && change.what === 'changed') {
      const before = JSON.stringify({ ...JSON.parse(change.before), ...JSON.parse(known.before) })
      changes.set(key, { ...change, before, after: JSON.stringify({ ...JSON.parse(known.after), ...JSON.parse(change.after) }) })
    } else changes.set(known ? `${key} ${changes.size}` : key, change)
  }

  const keep = (mutation: Pick<SentMutation, 'name' | 'batch'>, { memberId, device }: Author, done: readonly RowChange[]) => {
    state.absorb(done)
    for (const { kind, id, before, after } of done) {
      const { act, ...history } = historyOf(kind.name, id, before, after)
      if (!before) made.set(id, kind.name)
      keepChange({
        rowId: id,
        batch: mutation.batch,
        mutation: mutation.name,
        memberId,
        at: now,
        device,
        what: act,
        before: JSON.stringify(history.before),
        after: JSON.stringify(history.after),
      })
    }
  }

  const run = <Args>(mutation: Pick<SentMutation, 'name' | 'batch'>, mutator: Mutator<Args>, args: Args, author: Author, at: number) =>
    rows.run(() => {
      const layer = createOverlay(state)
      mutator.run(layer, args, { memberId: author.memberId, now: at })
      const done = layer.changes()
      for (const change of done) check(author.viewer, mutation.name, change)
      keep(mutation, author, done)
    })

  return {
    /**
     * Runs what a client sent, in the name of its author. `device` is the computer from which it came.
     * @throws LeadlineError why it is refused; nothing of it is kept then
     */
    runSent: async (mutation: SentMutation, viewer: Viewer, device: string): Promise<void> => {
      const { mutator, args } = argsOf(mutation)
      await run(mutation, mutator as unknown as Mutator<unknown>, args, { memberId: viewer.id, viewer, device }, Math.min(mutation.at, now))
    },
    /** Runs what the server itself wants, beside all rights. */
    runOwn: <Args>(mutator: Mutator<Args>, args: Args, memberId: string, batch: string): Promise<void> =>
      run({ name: mutator.name, batch }, mutator, args, { memberId, viewer: null, device: '' }, now),
    read: state.read,
    get: state.get,
    /** What there is to be written by now. */
    writes: (): Pick<Writes, 'rows' | 'touchedRoots' | 'changes'> => {
      const done = state.changes()
      const written = done.map(({ kind, id, after }): WrittenRow => {
        const lookups = Object.entries(kind.lookups).flatMap(([name, lookup]) =>
          [...new Set(lookup(after.document))].map((value) => [name, value] as const),
        )
        return {
          kind: kind.name,
          id,
          root: kind.root(after.document),
          deleted: after.deleted,
          data: JSON.stringify(after.document),
          lookups: after.deleted ? [] : lookups,
        }
      })
      const touchedRoots = done.filter(({ kind, before, after }) => changesView(kind, before, after)).map(({ id }) => id)
      return { rows: written, touchedRoots, changes: [...changes.values()] }
    },
  }
}

export type TransactionState = ReturnType<typeof createTransactionState>
