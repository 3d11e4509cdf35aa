import { type ErrorCode, LeadlineError } from '../../src-shared/lib/errors.ts'
import {
  type Checksum,
  type ClientMessage,
  type LogPage,
  ownVersions,
  type Presence,
  type PresenceCall,
  type PullOutput,
  type ServerMessage,
  type SnapshotPage,
  type Versions,
} from '../../src-shared/sync/protocol.ts'
import type { TakeOutcome } from '../../src-shared/sync/server-contract.ts'
import type { TeamState } from '../../src-shared/team/team-contract.ts'
import type { RowId } from '../db/bulk-writer.ts'
import { thisDevice } from '../db/history-keeper.ts'
import type { SyncStore } from './sync-store.ts'
import type { Clock, Socket, SyncTransport } from './sync-transport.ts'

export type Connection = Extract<TeamState, { mode: 'team' }>['connection']

interface Dependencies {
  readonly store: SyncStore
  readonly transport: SyncTransport
  readonly clock: Clock
  readonly newId: () => string
  readonly log: { readonly error: (message: string, error: unknown) => void }
  /** Rows that came from the server are on the disk. */
  readonly onRows: (rows: readonly RowId[]) => void
  /** The connection, the first sync or the number of waiting writes has changed. */
  readonly onState: () => void
  /** The server has been restored from a backup. */
  readonly onRestored: () => void
  /** Of the rows that the server has shown to this computer: it looks at all of them, beside whatever else goes on. */
  readonly checksum: () => Promise<Checksum>
  readonly onPresence: (members: readonly Presence[]) => void
  /** The account is blocked, and what it had written is with the server, sealed, as far as the server takes it. */
  readonly onBlocked?: () => void
  /** Milliseconds without contact after which what came from the team goes from this computer; null for never, or not now. */
  readonly longestOffline?: () => number | null
  /** Version of the program, for the colleagues to see. */
  readonly program?: string
  /** What this program speaks; another one only in tests of skew. */
  readonly versions?: Versions
}

/** Milliseconds. A pull comes by itself, whatever pokes are lost (F12); writes are gathered a little. */
const idle = 25_000
const gathering = 15
const firstBackOff = 500
const longestBackOff = 15_000
/** An answer that only people can change is asked for again now and then. */
const slow = 60_000
/** A checksum is compared this often. */
const checksumEvery = 3_600_000
/** Of the last contact that is written down. */
const contactPrecision = 60_000
/** What has gone is overwritten at most a fiftieth of the time, and a minute later at the latest. */
const sweepingShare = 0.02
const longestUnswept = 60_000
/** Before this nobody has used the program (2020-01-01). */
const earliest = 1_577_836_800_000

const stoppedBy: Partial<Record<ErrorCode, Connection>> = {
  unauthorized: 'signed_out',
  blocked: 'blocked',
  update_client: 'update_client',
  update_server: 'update_server',
}

/** What will not be otherwise the next time. */
const isNoPassingFailure = (error: unknown): boolean =>
  error instanceof LeadlineError && !['unreachable', 'timeout', 'shutting_down', 'busy', 'too_many_attempts'].includes(error.code)

/**
 * Keeps this computer and the team's server the same: pushes what was written here, pulls what others wrote, in turns, one thing at a time. It
 * runs when something was written, when the server pokes, and by its timer.
 */
export const createSyncEngine = ({
  store,
  transport,
  clock,
  newId,
  log,
  onRows,
  onState,
  onRestored,
  checksum,
  onPresence,
  onBlocked = () => {},
  longestOffline = () => null,
  program = '',
  versions = ownVersions,
}: Dependencies) => {
  const { outbox } = store
  let connection: Connection = 'connecting'
  let since = clock.now()
  let stopped = true
  let running: Promise<void> | null = null
  let again = false
  let failures = 0
  let cancelTimer = () => {}
  let socket: Socket | null = null
  let socketOpen = false
  let openedAt: number | null = null
  let socketFailures = 0
  let call: PresenceCall | null = null
  let viewing: string | null = null
  let checkedAt = clock.now()
  let divergences = 0
  /** The next snapshot is taken because of one: the server counts them. */
  let diverged = false
  let swept = { at: Number.NEGATIVE_INFINITY, rest: 0 }

  const setConnection = (next: Connection) => {
    if (connection === next) return
    connection = next
    since = clock.now()
    onState()
  }

  const told = (rows: readonly RowId[]) => {
    if (rows.length > 0) onRows(rows)
  }

  /** A file that cannot be swept, for want of space perhaps, is swept another time: sync goes on. */
  const sweep = (most?: number) => {
    const begun = clock.now()
    try {
      store.sweep(most)
    } catch (error) {
      log.error('What has gone could not be overwritten', error)
    }
    swept = { at: clock.now(), rest: Math.min(longestUnswept, (clock.now() - begun) / sweepingShare) }
  }

  const noteTime = (serverTime: number) => {
    const clockOffset = serverTime - clock.now()
    // Only what matters is written down: a network's delay moves it a little each time.
    if (Math.abs(clockOffset - store.state().clockOffset) > 2_000) store.setState({ clockOffset })
    if (Math.abs(clock.now() - (store.state().contactAt ?? 0)) > contactPrecision) store.setState({ contactAt: clock.now() })
  }

  const serverNow = () => clock.now() + store.state().clockOffset

  const snapshot = async () => {
    // One that was broken off goes on where its last page ended.
    const begun = store.state().snapshot
    let after = begun?.after ?? null
    const ask = () => {
      const { clientId, view } = store.state()
      const answer = transport.snapshot({ versions, clientId, after, view: after === null ? null : view, diverged })
      // Whoever waits for it hears it fail; it may be that nobody does.
      answer.catch(() => {})
      return answer
    }
    let asked = ask()
    for (let isFirst = begun === null || begun.after === null; !stopped; isFirst = false) {
      const { epoch } = store.state()
      let page: SnapshotPage
      try {
        page = await asked
      } catch (error) {
        // The rights have changed meanwhile: from the beginning.
        if (error instanceof LeadlineError && error.code === 'conflict' && !isFirst) {
          store.setState({ snapshot: null })
          again = true
          return
        }
        throw error
      }
      if (stopped) return
      noteTime(page.serverTime)
      diverged = false
      if (isFirst) store.beginSnapshot(page)
      else if (page.epoch !== epoch) {
        store.setState({ snapshot: null })
        again = true
        return
      }
      after = page.next
      if (after !== null) {
        // The server makes the next page while this one is written, which holds this thread: so the question has to be on its way.
        asked = ask()
        await new Promise<void>((resolve) => clock.after(1, resolve))
        if (stopped) return
      }
      told(store.applySnapshotPage(page))
      onState()
      if (after === null) {
        told(store.endSnapshot())
        sweep(Number.POSITIVE_INFINITY)
        onState()
        return
      }
    }
  }

  /** The server's database is another one now, or does not know this client as it was. */
  const newIdentity = (lastNumber: number) => {
    store.changeIdentity(newId(), lastNumber)
    closeSocket()
  }

  const resync = async ({ reason, epoch, lastNumber }: Extract<PullOutput, { type: 'resync' }>) => {
    if (reason === 'epoch') {
      newIdentity(lastNumber)
      onRestored()
    } else if (reason !== 'new') store.setState({ snapshot: null })
    store.setState({ cursor: null, epoch })
    await snapshot()
  }

  const compare = async (page: LogPage) => {
    if (!page.checksum || outbox.pending() > 0 || store.state().cursor !== page.to) return
    const own = await checksum()
    // What was written here meanwhile is in it, and not in the other.
    if (stopped || outbox.pending() > 0 || store.state().cursor !== page.to) return
    if (own.rows === page.checksum.rows && own.sum === page.checksum.sum) return
    divergences += 1
    diverged = true
    log.error('This computer and the server hold different rows: everything comes once more', { own, server: page.checksum })
    store.setState({ cursor: null, snapshot: null })
    again = true
  }

  /** Pulls until nothing is left, and answers whether it got there. */
  const pull = async () => {
    for (;;) {
      if (store.state().snapshot !== null) await snapshot()
      if (stopped) return
      const { clientId, epoch, cursor, acknowledged, view } = store.state()
      const wantsChecksum = Math.abs(clock.now() - checkedAt) > checksumEvery && outbox.pending() === 0
      // Asked for, not answered: a server that is too busy to reckon it is not asked with each pull.
      if (wantsChecksum) checkedAt = clock.now()
      const answer = await transport.pull({ versions, clientId, epoch, cursor, acknowledged, view, wantsChecksum })
      if (stopped) return
      noteTime(answer.serverTime)
      if (answer.type === 'resync') {
        await resync(answer)
        if (stopped || store.state().cursor === null) return
        continue
      }
      if (answer.from !== store.state().cursor) continue
      const before = outbox.countRefused()
      if (answer.to > answer.from || answer.results.length > 0) told(store.applyPage(answer))
      if (outbox.countRefused() !== before || answer.results.length > 0) onState()
      await compare(answer)
      if (stopped) return
      if (answer.to >= answer.head) return
    }
  }

  const clamp = (at: number) => Math.min(Math.max(at, earliest), Math.max(serverNow(), earliest))

  const push = async () => {
    // What was refused as too large for one push goes alone; alone it needs attention.
    let alone = false
    for (let entries = store.toSend(); entries.length > 0 && !stopped; entries = store.toSend()) {
      const { clientId, epoch, cursor } = store.state()
      if (cursor === null) return
      const sent = alone ? entries.slice(0, 1) : entries
      try {
        const answer = await transport.push({
          versions,
          clientId,
          epoch,
          device: thisDevice,
          mutations: sent.map(({ number, name, args, batch, at }) => ({ number, name, args, batch, at: clamp(at) })),
        })
        if (stopped) return
        noteTime(answer.serverTime)
        if (answer.epoch !== epoch) {
          await resync({
            type: 'resync',
            reason: 'epoch',
            epoch: answer.epoch,
            lastNumber: answer.lastNumber,
            serverTime: answer.serverTime,
          })
          return
        }
        alone = false
      } catch (error) {
        if (stopped) return
        if (!(error instanceof LeadlineError)) throw error
        if (error.code === 'forked' || error.code === 'gap') {
          // Of a gap the server says from where on it knows nothing: what was confirmed since is sent once more.
          const next = error.problems.find(({ rule }) => rule === 'next_number')?.limit
          newIdentity(error.code === 'gap' && next !== undefined ? next - 1 : Number.MAX_SAFE_INTEGER)
          again = true
          return
        }
        if (error.code === 'wrong_clock') {
          const time = await transport.time()
          if (stopped) return
          noteTime(time)
          continue
        }
        if (error.code !== 'too_large') throw error
        if (sent.length > 1) alone = true
        else store.refuseUnsent(sent[0]?.number as number, { code: error.code, message: error.message, problems: [...error.problems] })
        continue
      }
      // The results come with the log, at their place in it.
      await pull()
    }
  }

  /** A blocked account pulls nothing any more; what it has done is still taken, and sealed (I9). */
  const pushSealed = async () => {
    for (let entries = store.toSend(); entries.length > 0 && !stopped; entries = store.toSend()) {
      const { clientId, epoch } = store.state()
      const mutations = entries.map(({ number, name, args, batch, at }) => ({ number, name, args, batch, at: clamp(at) }))
      const answer = await transport.push({ versions, clientId, epoch, device: thisDevice, mutations })
      if (stopped || answer.epoch !== epoch || answer.results.length === 0) return
      store.settle(answer.results)
    }
  }

  const cycle = async () => {
    await pull()
    await push()
    await pull()
    if (!stopped && Math.abs(clock.now() - swept.at) > swept.rest) sweep()
    if (outbox.pending() === 0 && store.state().cursor !== null && !stopped) {
      const now = clock.now()
      outbox.forgetOld(serverNow())
      // A clock that was put back must not leave it in the future.
      if (Math.abs(now - (store.state().syncedAt ?? 0)) > 1_000) store.setState({ syncedAt: now })
    }
  }

  const wait = (milliseconds: number) => {
    cancelTimer()
    cancelTimer = stopped ? () => {} : clock.after(milliseconds, run)
  }

  /** Asked again and again: a call may begin meanwhile, or somebody sign in. */
  const isOverdue = (): boolean => {
    const isAway = connection === 'offline' || connection === 'signed_out'
    if (stopped || !isAway) return false
    const { contactAt } = store.state()
    const longest = longestOffline()
    return contactAt !== null && longest !== null && clock.now() - contactAt > longest
  }

  const emptyIfOverdue = async () => {
    try {
      while (isOverdue()) {
        const gone = store.emptySome()
        if (gone === null) break
        told(gone)
        onState()
        await new Promise<void>((resolve) => clock.after(1, resolve))
      }
      if (isOverdue()) sweep(Number.POSITIVE_INFINITY)
    } catch (error) {
      log.error('The team’s data could not be removed after too long without contact', error)
    }
  }

  /** Answers after how many milliseconds it is tried again. */
  const failed = (error: unknown): number => {
    const code = error instanceof LeadlineError ? error.code : 'internal'
    const stop = stoppedBy[code]
    if (stop) {
      setConnection(stop)
      closeSocket()
      return stop === 'signed_out' ? 10 * slow : slow
    }
    if (code !== 'unreachable' && code !== 'timeout' && code !== 'shutting_down') log.error('Sync failed', error)
    failures += 1
    setConnection('offline')
    return Math.min(longestBackOff, firstBackOff * 2 ** Math.min(failures, 10)) * (0.5 + clock.random() / 2)
  }

  function run(): void {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    cancelTimer()
    running = (async () => {
      try {
        do {
          again = false
          await cycle()
        } while (again && !stopped)
        if (stopped) return
        failures = 0
        setConnection('online')
        onState()
        openSocket()
        wait(idle * (0.8 + clock.random() * 0.4))
      } catch (error) {
        const isBlocked = error instanceof LeadlineError && error.code === 'blocked' && !stopped
        const isHandedOver = isBlocked && (await pushSealed().then(() => true, isNoPassingFailure))
        const pause = stopped ? 0 : failed(error)
        await emptyIfOverdue()
        wait(pause)
        if (isHandedOver && !stopped) onBlocked()
      } finally {
        running = null
      }
      if (again && !stopped && connection === 'online') run()
    })()
  }

  const hear = (message: ServerMessage) => {
    if (message.type === 'presence') {
      onPresence(message.members)
      return
    }
    const { cursor, epoch, view } = store.state()
    if (cursor === null || message.version <= cursor) return
    const { page } = message
    // What follows what is here is applied as it came; the results of own writes come with the next pull.
    if (page && !running && page.from === cursor && page.epoch === epoch && page.view === view) {
      try {
        told(store.applyPage(page))
        if (outbox.pending() > 0) run()
      } catch (error) {
        log.error('What the server has told could not be kept', error)
        wait(longestBackOff)
      }
    } else run()
  }

  const say = (message: ClientMessage) => {
    if (socketOpen) socket?.send(message)
  }

  function openSocket(): void {
    if (socket || stopped) return
    const { clientId } = store.state()
    const opened = transport.listen({
      onOpen: () => {
        socketOpen = true
        openedAt = clock.now()
        opened.send({ type: 'hello', versions, clientId, program })
        opened.send({ type: 'presence', call, viewing })
        // Whatever was written between the last pull and now would not be told by a poke.
        run()
      },
      onMessage: (message) => {
        if (!stopped && socket === opened) hear(message)
      },
      onClose: () => {
        if (socket !== opened) return
        socket = null
        socketOpen = false
        onPresence([])
        // A way that lets no socket through is tried less and less: pulls come by themselves.
        const lived = openedAt === null ? 0 : clock.now() - openedAt
        socketFailures = lived > idle ? 0 : socketFailures + 1
        openedAt = null
        if (!stopped && connection === 'online') {
          wait(Math.min(idle, firstBackOff * 2 ** Math.min(socketFailures, 10)) * (0.5 + clock.random() / 2))
        }
      },
    })
    socket = opened
  }

  function closeSocket(): void {
    const open = socket
    socket = null
    socketOpen = false
    open?.close()
  }

  let cancelGathering: (() => void) | null = null

  return {
    connection: () => ({ connection, since }),
    start: () => {
      stopped = false
      setConnection('connecting')
      if (running) void running.then(run)
      else run()
    },
    /** Something was written here: it is sent soon. */
    written: () => {
      if (stopped) return
      onState()
      cancelGathering ??= clock.after(gathering, () => {
        cancelGathering = null
        // While the server cannot be reached the timer tries, not each key that is pressed.
        if (connection === 'online' || connection === 'connecting') run()
      })
    },
    /** Tries at once, whatever the timer says. */
    runNow: async () => {
      failures = 0
      run()
      while (running) await running
    },
    /**
     * Takes a lead at once, beside whatever waits to be sent.
     * @throws LeadlineError `unreachable` where there is no connection
     */
    take: async (leadId: string): Promise<TakeOutcome> => {
      const outcome = await transport.take({ clientId: store.state().clientId, requestId: newId(), leadId, device: thisDevice })
      run()
      while (running && (store.state().cursor ?? 0) < outcome.version) await running
      return outcome
    },
    setCall: (next: PresenceCall | null) => {
      if (JSON.stringify(next) === JSON.stringify(call)) return
      call = next
      say({ type: 'presence', call, viewing })
    },
    /** Whose card is open here; it is said again with each new connection. */
    setViewing: (contactId: string | null) => {
      if (contactId === viewing) return
      viewing = contactId
      say({ type: 'presence', call, viewing })
    },
    /** Times that this computer and the server were found to differ (F14). */
    divergences: () => divergences,
    /** Asks for the checksum with the next pull. */
    checkSoon: () => {
      checkedAt = Number.NEGATIVE_INFINITY
    },
    /** What is on its way ends without effect here: nothing is waited for. */
    stop: () => {
      stopped = true
      cancelTimer()
      cancelGathering?.()
      closeSocket()
    },
  }
}

export type SyncEngine = ReturnType<typeof createSyncEngine>
