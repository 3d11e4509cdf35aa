import type {
  ClientMessage,
  PullInput,
  PullOutput,
  PushInput,
  PushOutput,
  ServerMessage,
  SnapshotInput,
  SnapshotPage,
} from '../../src-shared/sync/protocol.ts'
import type { TakeOutcome } from '../../src-shared/sync/server-contract.ts'

/**
 * The way to the team's server. Every request settles within its deadline (F12).
 * @throws LeadlineError `unreachable` or `timeout` where it is worth trying again; anything else is the server's word
 */
export interface SyncTransport {
  readonly push: (input: PushInput) => Promise<PushOutput>
  readonly pull: (input: PullInput) => Promise<PullOutput>
  readonly snapshot: (input: SnapshotInput) => Promise<SnapshotPage>
  readonly take: (input: {
    readonly clientId: string
    readonly requestId: string
    readonly leadId: string
    readonly device: string
  }) => Promise<TakeOutcome>
  /** The server's clock, UTC milliseconds. */
  readonly time: () => Promise<number>
  /** Opens the socket on which the server says that there is something new. */
  readonly listen: (handlers: SocketHandlers) => Socket
}

export interface SocketHandlers {
  readonly onOpen: () => void
  readonly onMessage: (message: ServerMessage) => void
  /** Called once, also where it never opened. */
  readonly onClose: () => void
}

export interface Socket {
  readonly send: (message: ClientMessage) => void
  readonly close: () => void
}

/** Time and chance, so that tests have them in hand. */
export interface Clock {
  /** UTC milliseconds, as this computer has them. */
  readonly now: () => number
  /** Runs something later, unless it is called off. */
  readonly after: (milliseconds: number, run: () => void) => () => void
  /** From 0 to below 1. */
  readonly random: () => number
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds)
    timer.unref()
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}
