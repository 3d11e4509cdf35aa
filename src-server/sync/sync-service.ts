import type { Mutator } from '../../src-shared/rows/mutator.ts'
import type { LogPage, PullInput, PullOutput, PushInput, PushOutput, SnapshotInput, SnapshotPage } from '../../src-shared/sync/protocol.ts'
import type { TakeOutcome } from '../../src-shared/sync/server-contract.ts'
import type { Group } from '../../src-shared/team/group-kind.ts'
import type { Viewer } from '../../src-shared/team/viewer.ts'
import type { SealedMutation } from '../db/store.ts'
import type { Standing } from '../team/standing.ts'

/** Who asks: proved by the session. What they may do, and whether they are blocked, the member row decides. */
export interface Identity {
  readonly userId: string
  readonly memberId: string
  readonly organisationId: string
}

/** Transactions that wrote, told after their commit: those after `from`, up to and with `version`. Several that follow each other may be told as one. */
export interface Committed {
  readonly organisationId: string
  readonly from: number
  readonly version: number
}

/** Whoever listens on a socket. */
export interface Listener {
  readonly identity: Identity
  readonly clientId: string
}

/** What a command is checked against, as it is in the transaction that carries it out. */
export interface Asked {
  readonly me: Viewer
  /** @throws LeadlineError `unauthorized` where there is no such member */
  readonly standingOf: (memberId: string) => Promise<Standing>
  readonly groupOf: (groupId: string) => Promise<Group | undefined>
}

/** Throws where the command may not be carried out. */
export type CommandCheck = (asked: Asked) => Promise<void>

export interface TakeRequest {
  readonly requestId: string
  readonly leadId: string
  /** The computer of whoever takes it; left out where that is not known. */
  readonly device?: string | undefined
}

/** The team's authority over rows: the same mutators as on the machines of their authors, with the server's rights (S7.1, I1 to I9). */
export interface SyncService {
  readonly push: (identity: Identity, input: PushInput) => Promise<PushOutput>
  readonly pull: (identity: Identity, input: PullInput) => Promise<PullOutput>
  readonly snapshot: (identity: Identity, input: SnapshotInput) => Promise<SnapshotPage>
  readonly take: (identity: Identity, request: TakeRequest) => Promise<TakeOutcome>
  /** Runs a mutation of the server itself in the name of a member, beside all rights: the founding, a new account. */
  readonly run: <Args>(organisationId: string, mutator: Mutator<Args>, args: Args, memberId: string) => Promise<void>
  /**
   * Runs a mutation of the server itself that a member has asked for, if the check lets it pass: in one transaction, so that of two who take
   * each other's rights away at once only one does.
   */
  readonly command: <Args>(identity: Identity, mutator: Mutator<Args>, args: Args, check: CommandCheck) => Promise<void>
  readonly sealed: (identity: Identity) => Promise<readonly SealedMutation[]>
  readonly acceptSealed: (identity: Identity, ids: readonly number[]) => Promise<number>
  /**
   * Which part of a commit each of these listeners may see, as a page of its own, where it is small and theirs without another look; null
   * where they must pull. Listeners with the same view share one object, so that it is written out once.
   */
  readonly pagesOf: (commit: Committed, listeners: readonly Listener[]) => Promise<readonly (LogPage | null)[]>
  /** Hears of every commit, those of other processes on the same database included. */
  readonly onCommitted: (listener: (commit: Committed) => void) => () => void
  /** Jobs that wait for a transaction. */
  readonly queueLength: () => number
  /** Waits until all that was begun has ended; what comes later is refused with `shutting_down`. */
  readonly close: () => Promise<void>
}
