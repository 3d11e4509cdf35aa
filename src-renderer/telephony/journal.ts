/** What must reach the core whatever becomes of it: reports of calls, and notes as they are typed. */
const journalProcedures = ['telephony.report', 'notes.write'] as const
type JournalProcedure = (typeof journalProcedures)[number]

export interface JournalEntry {
  /** One entry for each call and each note: the newest revision holds all of the older ones. */
  readonly key: string
  readonly procedure: JournalProcedure
  readonly input: unknown
  readonly revision: number
  /** Place in the order of sending. */
  readonly seq: number
}

/** An entry that the core refused for what it is. */
export interface RefusedEntry extends JournalEntry {
  readonly reason: string
}

/** Where entries outlive the page. Each of these is durable once it has resolved, and safe beside other pages that use the same place. */
export interface JournalStore {
  readonly entries: () => Promise<readonly JournalEntry[]>
  /** Keeps an entry unless a newer revision lies there. */
  readonly put: (entry: JournalEntry) => Promise<void>
  /** Removes exactly this revision; a newer one stays. */
  readonly remove: (key: string, revision: number) => Promise<void>
  readonly refused: () => Promise<readonly RefusedEntry[]>
  readonly setAside: (entry: RefusedEntry) => Promise<void>
  readonly forgetRefused: (key: string) => Promise<void>
}

/** What became of a sending. `refused`: it will never be taken; `failed`: perhaps later; `unreachable`: nothing gets through now. */
export type SendOutcome =
  | { readonly type: 'acknowledged' }
  | { readonly type: 'refused'; readonly reason: string }
  | { readonly type: 'failed' }
  | { readonly type: 'unreachable' }

interface JournalTimers {
  readonly setTimeout: (work: () => void, milliseconds: number) => unknown
  readonly clearTimeout: (timer: never) => void
  /** Milliseconds of a clock that does not jump. */
  readonly now: () => number
}

export interface JournalOptions {
  readonly store: JournalStore
  readonly send: (entry: JournalEntry) => Promise<SendOutcome>
  readonly timers: JournalTimers
  /** Hears when entries were set aside. */
  readonly onRefused?: (entries: readonly RefusedEntry[]) => void
}

export interface Journal {
  /**
   * Keeps and sends. Resolves when it is kept, not when it is sent. `delay`, milliseconds, holds the sending back, so that quick changes
   * travel as one; a newer change starts the delay anew.
   */
  readonly record: (entry: Omit<JournalEntry, 'seq'>, delay?: number) => Promise<void>
  /** Something may get through again. */
  readonly wake: () => void
  readonly pending: () => readonly JournalEntry[]
  readonly refused: () => readonly RefusedEntry[]
  readonly forgetRefused: (key: string) => Promise<void>
  /** Settles when what an earlier page left has been read. */
  readonly ready: Promise<void>
  /** Settles when nothing is left to send. */
  readonly empty: () => Promise<void>
}

const pauses = [200, 500, 1000, 2000, 5000]

interface Held {
  readonly entry: JournalEntry
  readonly notBefore: number
}

export const createJournal = ({ store, send, timers, onRefused }: JournalOptions): Journal => {
  const held = new Map<string, Held>()
  let refusedEntries: RefusedEntry[] = []
  let nextSeq = 1
  let running = false
  let again = false
  let failures = 0
  let timer: unknown
  const waiters: (() => void)[] = []

  const ordered = () => [...held.values()].sort((left, right) => left.entry.seq - right.entry.seq)

  const settle = () => {
    if (held.size > 0) return
    for (const done of waiters.splice(0)) done()
  }

  const wakeIn = (milliseconds: number) => {
    if (timer !== undefined) timers.clearTimeout(timer as never)
    timer = timers.setTimeout(() => {
      timer = undefined
      void drain()
    }, milliseconds)
  }

  const drop = async (entry: JournalEntry) => {
    if (held.get(entry.key)?.entry.revision === entry.revision) held.delete(entry.key)
    // What stays there is sent once more by a later page, which changes nothing.
    await store.remove(entry.key, entry.revision).catch(() => undefined)
  }

  const setAside = async (entry: JournalEntry, reason: string) => {
    const refused = { ...entry, reason }
    refusedEntries = [...refusedEntries.filter((other) => other.key !== entry.key), refused]
    try {
      await store.setAside(refused)
      await drop(entry)
    } catch {
      // It stays where a later page finds it, and is refused again.
      if (held.get(entry.key)?.entry.revision === entry.revision) held.delete(entry.key)
    }
    onRefused?.(refusedEntries)
  }

  /** One round over all that is due, in order. Answers whether anything must be tried again later. */
  const round = async (): Promise<'done' | 'later'> => {
    let outcome: 'done' | 'later' = 'done'
    for (const { entry, notBefore } of ordered()) {
      if (notBefore > timers.now()) continue
      if (held.get(entry.key)?.entry.revision !== entry.revision) continue
      const sent = await send(entry)
      if (sent.type === 'unreachable') return 'later'
      if (sent.type === 'failed') outcome = 'later'
      if (sent.type === 'acknowledged') await drop(entry)
      if (sent.type === 'refused') await setAside(entry, sent.reason)
    }
    return outcome
  }

  const drain = async () => {
    again = true
    if (running) return
    running = true
    let outcome: 'done' | 'later' = 'done'
    try {
      while (again) {
        again = false
        outcome = await round()
      }
    } catch {
      outcome = 'later'
    } finally {
      running = false
    }
    failures = outcome === 'later' ? failures + 1 : 0
    settle()
    if (outcome === 'later') return wakeIn(pauses[Math.min(failures - 1, pauses.length - 1)] ?? 5000)
    const due = ordered().map(({ notBefore }) => notBefore)
    if (due.length > 0) wakeIn(Math.max(0, Math.min(...due) - timers.now()))
  }

  const load = async () => {
    refusedEntries = [...(await store.refused())]
    const left = await store.entries()
    // What this page has recorded meanwhile comes after what was left, whatever its number.
    const last = left.reduce((highest, entry) => Math.max(highest, entry.seq), 0)
    nextSeq = Math.max(nextSeq, last + 1)
    for (const entry of left) {
      const known = held.get(entry.key)
      if (!known || known.entry.revision < entry.revision) held.set(entry.key, { entry, notBefore: 0 })
    }
    if (refusedEntries.length > 0) onRefused?.(refusedEntries)
    void drain()
  }
  // A place that cannot be read holds nothing to wait for: what comes from now on is sent all the same.
  const ready = load().catch(() => undefined)

  return {
    ready,
    record: async (recorded, delay = 0) => {
      const known = held.get(recorded.key)
      if (known && known.entry.revision >= recorded.revision) return
      const seq = known?.entry.seq ?? nextSeq++
      const entry = { ...recorded, seq }
      held.set(entry.key, { entry, notBefore: timers.now() + delay })
      // A full disk must not stop what can still be sent.
      await store.put(entry).catch(() => undefined)
      if (delay === 0) void drain()
      else if (running) again = true
      else wakeIn(Math.max(0, Math.min(...ordered().map(({ notBefore }) => notBefore)) - timers.now()))
    },
    wake: () => {
      failures = 0
      void drain()
    },
    pending: () => ordered().map(({ entry }) => entry),
    refused: () => refusedEntries,
    forgetRefused: async (key) => {
      refusedEntries = refusedEntries.filter((entry) => entry.key !== key)
      await store.forgetRefused(key)
      onRefused?.(refusedEntries)
    },
    empty: () =>
      new Promise<void>((resolve) => {
        waiters.push(resolve)
        void ready.then(settle)
      }),
  }
}
