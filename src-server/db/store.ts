import type { MutationResult, SentChange, SentMutation, SentRow } from '../../src-shared/sync/protocol.ts'

/** One organisation. `version` is dense: one for each transaction that wrote, in the order of the commits (I2). */
export interface Organisation {
  readonly id: string
  readonly name: string
  readonly version: number
  /** Clients whose cursor is older must take a snapshot: deleted rows up to here are forgotten (F4). */
  readonly horizon: number
}

/** A machine on which somebody works. It belongs to one user (F15). */
export interface Client {
  readonly id: string
  readonly userId: string
  readonly memberId: string
  readonly lastNumber: number
  /** Results up to this number are known to the client and gone here. */
  readonly acknowledged: number
  /** What its user saw when its last snapshot began (`viewOf`); null before the first. */
  readonly view: string | null
}

/** A result with what is needed to tell a repeated mutation from another one under the same number (F10). */
export interface StoredResult extends MutationResult {
  readonly clientId: string
  /** Of name, arguments and batch. */
  readonly digest: string
}

/** Which user is which member of which organisation. */
export interface Membership {
  readonly userId: string
  readonly organisationId: string
  readonly memberId: string
}

export const ticketPurposes = ['invitation', 'reset', 'email'] as const

/** A secret that is good for one purpose: an invitation, a new password, a new address. Of the secret itself only its hash is kept. */
export interface Ticket {
  readonly id: string
  readonly organisationId: string
  readonly purpose: (typeof ticketPurposes)[number]
  readonly hash: string
  /** What it is for, as JSON. */
  readonly data: string
  /** Member. */
  readonly createdBy: string
  /** UTC milliseconds, as the others. */
  readonly createdAt: number
  readonly expiresAt: number
  /** Null: any number of times. */
  readonly maxUses: number | null
  readonly uses: number
  readonly revokedAt: number | null
}

/** A ticket with who came in by it. */
export interface UsedTicket extends Ticket {
  readonly usedBy: readonly { readonly memberId: string; readonly at: number }[]
}

export interface LookupKey {
  readonly kind: string
  readonly lookup: string
  readonly value: string
}

/** A row to be written: how it is found goes with it. All lookups of the row are replaced. */
export interface WrittenRow extends Omit<SentRow, 'version'> {
  readonly lookups: readonly (readonly [lookup: string, value: string])[]
}

export interface SealedMutation {
  readonly id: number
  readonly memberId: string
  /** See `SentChange`. */
  readonly device: string
  readonly mutation: SentMutation
}

/** Everything that one transaction writes. It is all there after the commit, under one version, or nothing is. */
export interface Writes {
  readonly rows: readonly WrittenRow[]
  /** Roots whose whole subtree gets this version too: somebody gains or loses sight of it (I3, I5). */
  readonly touchedRoots: readonly string[]
  readonly changes: readonly SentChange[]
  /** New and changed ones, whole. */
  readonly clients: readonly Client[]
  /** Their `version` is that of this transaction: what they carry is overwritten. */
  readonly results: readonly StoredResult[]
  readonly sealed: readonly Omit<SealedMutation, 'id'>[]
  readonly commands: readonly StoredCommand[]
}

/** The answer to a direct command, by the id of its request, so that a repeated one changes nothing. */
export interface StoredCommand {
  readonly requestId: string
  readonly memberId: string
  /** As JSON. */
  readonly answer: string
}

/** A transaction of one organisation, whose row is locked from its first moment to its last: nobody else writes there meanwhile. */
export interface OrganisationTransaction {
  readonly organisation: Organisation
  /** The version that this transaction has if it writes rows: one above the organisation's. */
  readonly version: number
  readonly rows: (ids: readonly string[]) => Promise<readonly SentRow[]>
  /** Ids of rows, deleted ones left out, in the order of the keys. */
  readonly idsOf: (keys: readonly LookupKey[]) => Promise<readonly (readonly string[])[]>
  readonly clients: (ids: readonly string[]) => Promise<readonly Client[]>
  readonly results: (clientId: string, numbers: readonly number[]) => Promise<readonly StoredResult[]>
  /** Those of these requests that have been answered. */
  readonly commands: (requestIds: readonly string[]) => Promise<readonly StoredCommand[]>
  readonly sealed: (ids: readonly number[]) => Promise<readonly SealedMutation[]>
  readonly deleteSealed: (ids: readonly number[]) => Promise<void>
  /**
   * Writes, once for each transaction, as its last act. Without rows, touched roots and changes the version stays; results get it as it is.
   * Answers with the version that now counts.
   */
  readonly write: (writes: Writes) => Promise<number>
}

/** What a pull reads, all of it seen at one moment. */
export interface LogRead {
  readonly organisation: Organisation
  /** Rows with a version above the cursor, by version, whole transactions, about `limit` of them. */
  readonly rows: readonly SentRow[]
  readonly changes: readonly SentChange[]
  /** The version up to which rows and changes are whole. */
  readonly to: number
  /** The client's results above what it has acknowledged, whose version is at most `to`. */
  readonly results: readonly StoredResult[]
}

export interface SnapshotRead {
  readonly organisation: Organisation
  /** Rows that are not deleted, by id. */
  readonly rows: readonly SentRow[]
  /** History of acts other than *created*, in the order in which it was written; it follows when all rows have been read. */
  readonly changes: readonly SentChange[]
  /** Where to go on; null at the end. */
  readonly next: string | null
}

/**
 * The store of the team's server. Two adapters, SQLite and PostgreSQL, pass one conformance suite. Every answer is of committed data, but
 * for what a transaction reads of its own organisation.
 */
export interface ServerStore {
  /** Names one life of the database. It changes when a backup is restored. */
  readonly epoch: () => Promise<string>
  /**
   * Locks the organisation first, then runs the work, then commits. If the work throws, nothing is written.
   * @throws LeadlineError `not_found` where there is no such organisation
   */
  readonly transact: <Result>(organisationId: string, work: (tx: OrganisationTransaction) => Promise<Result>) => Promise<Result>
  /** @throws LeadlineError `name_taken` */
  readonly createOrganisation: (organisation: { readonly id: string; readonly name: string; readonly createdAt: number }) => Promise<void>
  readonly organisationNamed: (name: string) => Promise<Organisation | undefined>
  readonly organisation: (id: string) => Promise<Organisation | undefined>
  readonly addMembership: (membership: Membership) => Promise<void>
  readonly membershipOf: (userId: string) => Promise<Membership | undefined>
  readonly membershipOfMember: (organisationId: string, memberId: string) => Promise<Membership | undefined>
  readonly createTicket: (ticket: Ticket) => Promise<void>
  readonly ticketOf: (hash: string) => Promise<Ticket | undefined>
  /** The newest first. */
  readonly tickets: (organisationId: string, purpose: Ticket['purpose']) => Promise<readonly UsedTicket[]>
  /** Changes one that is there; answers whether it is. */
  readonly changeTicket: (
    organisationId: string,
    id: string,
    change: Partial<Pick<Ticket, 'hash' | 'expiresAt' | 'revokedAt'>>,
  ) => Promise<boolean>
  /** Counts one use, where it is neither revoked nor expired nor used up: of many at once as many get in as it has uses left. Else null. */
  readonly useTicket: (hash: string, purpose: Ticket['purpose'], now: number) => Promise<Ticket | null>
  /** What it was used for has failed: the use does not count. */
  readonly returnTicket: (id: string) => Promise<void>
  readonly noteTicketUse: (id: string, memberId: string, at: number) => Promise<void>
  /** Forgets tickets that expired before this time, with who used them. */
  readonly purgeTickets: (expiredBefore: number) => Promise<number>
  readonly rows: (organisationId: string, ids: readonly string[]) => Promise<readonly SentRow[]>
  /** All rows of a kind that has few of them: the workspace, its members. */
  readonly rowsOfKind: (organisationId: string, kind: string) => Promise<readonly SentRow[]>
  readonly idsOf: (organisationId: string, key: LookupKey) => Promise<readonly string[]>
  readonly log: (organisationId: string, after: number, limit: number, client: Pick<Client, 'id' | 'acknowledged'>) => Promise<LogRead>
  readonly snapshot: (organisationId: string, after: string | null, limit: number) => Promise<SnapshotRead>
  /** Ids of all organisations. */
  readonly organisations: () => Promise<readonly string[]>
  readonly countRows: (organisationId: string) => Promise<number>
  readonly client: (organisationId: string, id: string) => Promise<Client | undefined>
  /**
   * Notes what a client says of itself at a pull; makes it where it is new. Results that it acknowledges are deleted.
   * @throws LeadlineError `forbidden` where it is somebody else's (F15)
   */
  readonly noteClient: (
    organisationId: string,
    client: {
      readonly id: string
      readonly userId: string
      readonly memberId: string
      readonly acknowledged?: number
      readonly view?: string
    },
  ) => Promise<Client>
  readonly sealed: (organisationId: string) => Promise<readonly SealedMutation[]>
  /** Forgets rows deleted before this time, and raises the horizon to the newest version among them. Answers with how many went. */
  readonly purge: (organisationId: string, deletedBefore: number) => Promise<number>
  /** Small things that the server keeps: hashes of set-up codes. */
  readonly setting: (name: string) => Promise<string | undefined>
  readonly setSetting: (name: string, value: string | null) => Promise<void>
  /** Changes a setting if it still is what it was, in one step: of many who try at once, in whatever process, one hears yes. */
  readonly swapSetting: (name: string, from: string, to: string) => Promise<boolean>
  /** Tells other processes on the same database that there is something new; nothing where there can be none. Lossy. */
  readonly announce: (organisationId: string, payload: string) => Promise<void>
  /** Hears what other processes announce. */
  readonly onAnnounced: (listener: (organisationId: string, payload: string) => void) => () => void
  /** Answers when the database does. */
  readonly ping: () => Promise<void>
  readonly close: () => Promise<void>
}

/** The part of the store that keeps tickets. */
export type TicketStore = Pick<
  ServerStore,
  'createTicket' | 'ticketOf' | 'tickets' | 'changeTicket' | 'useTicket' | 'returnTicket' | 'noteTicketUse' | 'purgeTickets'
>
