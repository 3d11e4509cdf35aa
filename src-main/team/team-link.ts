import { v7 as newId } from 'uuid'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Checksum, Presence, PresenceCall } from '../../src-shared/sync/protocol.ts'
import type { TeamState } from '../../src-shared/team/team-contract.ts'
import type { DeviceStore } from '../db/device-store.ts'
import type { Log } from '../platform/log.ts'
import { createHttpTransport } from '../sync/http-transport.ts'
import { createServerClient } from '../sync/server-client.ts'
import { createSyncEngine } from '../sync/sync-engine.ts'
import type { SyncStore } from '../sync/sync-store.ts'
import { type Clock, systemClock } from '../sync/sync-transport.ts'
import type { Workspace } from '../workspace.ts'
import { type TeamPlace, tokenName } from './places.ts'

interface Dependencies {
  readonly workspace: Workspace
  readonly sync: SyncStore
  readonly place: TeamPlace
  readonly device: DeviceStore
  readonly log: Log
  readonly onState: () => void
  readonly onPresence: (members: readonly Presence[]) => void
  /** See `SyncEngine`. */
  readonly checksum: () => Promise<Checksum>
  readonly onConnection: (isOnLine: boolean) => void
  /** Version of the program. */
  readonly program: string
  /** Whether something is going on that must not be cut off: a call, an import. */
  readonly isBusy: () => boolean
  /** The account is blocked: what is here of the team has to go. */
  readonly onBlocked: () => void
  /** The server's database is another one than before: a backup of it. */
  readonly onRestored: () => void
  readonly clock?: Clock
}

const aDay = 24 * 3_600_000

/** The open workspace of a team and its server: keeps both the same, and says how that goes. */
export const createTeamLink = ({
  workspace,
  sync,
  place,
  device,
  log,
  onState,
  onPresence,
  onConnection,
  onRestored,
  isBusy,
  onBlocked,
  program,
  checksum,
  clock = systemClock,
}: Dependencies) => {
  const { store } = workspace
  let token: string | null = null
  let present: readonly Presence[] = []
  let viewing: string | null = null
  let wasOnLine = false
  let told = ''

  const client = createServerClient(place.server, () => token)
  const engine = createSyncEngine({
    store: sync,
    transport: createHttpTransport(place.server, () => token, clock),
    clock,
    newId: () => newId(),
    log,
    onRows: store.tell,
    onState: () => changed(),
    onRestored,
    onBlocked,
    longestOffline: () => {
      const { offlineDays } = workspace.document()
      return offlineDays === null || isBusy() ? null : offlineDays * aDay
    },
    program,
    checksum,
    onPresence: (members) => {
      const known = new Map(members.length === 0 ? [] : present.map((one) => [one.memberId, one]))
      for (const one of members) known.set(one.memberId, one)
      present = [...known.values()].filter(({ online }) => online)
      onPresence(present)
    },
  })

  /** It may have changed since this computer joined. */
  const email = () => workspace.me().email ?? place.email

  const state = (): Extract<TeamState, { mode: 'team' }> => {
    const { connection, since } = engine.connection()
    const { snapshot, syncedAt, isEmptied, contactAt } = sync.state()
    return {
      mode: 'team',
      server: place.server,
      name: workspace.document().name,
      email: email(),
      connection: token === null ? 'signed_out' : connection,
      since,
      pending: sync.outbox.pending(),
      attention: sync.outbox.countRefused(),
      syncedAt,
      emptied: isEmptied,
      contactAt,
      firstSync: snapshot ? { done: snapshot.done, total: Math.max(snapshot.total, snapshot.done) } : null,
      moving: null,
      uploads: 0,
    }
  }

  function changed(): void {
    const isOnLine = engine.connection().connection === 'online'
    if (isOnLine !== wasOnLine) {
      wasOnLine = isOnLine
      onConnection(isOnLine)
    }
    const now = JSON.stringify(state())
    if (now === told) return
    told = now
    onState()
  }

  const stopHearing = store.onWritten(() => {
    if (sync.outbox.pending() > 0) engine.written()
  })

  return {
    state,
    /** The API of the server, in this session. */
    client,
    token: () => token,
    isOnLine: () => engine.connection().connection === 'online',
    take: engine.take,
    presence: () => present,
    setCall: (call: PresenceCall | null) => engine.setCall(call),
    /** Says whose card is open here. The server answers with who else has it open; of other cards it tells nothing any more. */
    setViewing: (contactId: string | null) => {
      if (contactId === viewing) return
      viewing = contactId
      const isKnown = present.some((one) => one.viewing !== null)
      present = present.map((one) => ({ ...one, viewing: null }))
      engine.setViewing(contactId)
      if (isKnown) onPresence(present)
    },
    syncNow: engine.runNow,
    changed,
    start: async () => {
      token = await device.getSecret(tokenName(place))
      engine.start()
      changed()
    },
    /** @throws LeadlineError `wrong_password`, or `conflict` where the account is somebody else's by now */
    signIn: async (password: string) => {
      const signedIn = await client.accounts.signIn({ email: email(), password }).catch((error: unknown) => {
        if (error instanceof LeadlineError && error.code === 'blocked') onBlocked()
        throw error
      })
      if (signedIn.memberId !== place.memberId) throw new LeadlineError('conflict', 'This account belongs to another member')
      await device.setSecret(tokenName(place), signedIn.token)
      token = signedIn.token
      engine.start()
      changed()
    },
    signOut: async () => {
      await client.accounts.signOut()
    },
    /** The session of this computer has ended as well, by the server's word. */
    signedOut: () => {
      token = null
      device.deleteSecret(tokenName(place))
      void engine.runNow()
      changed()
    },
    stop: () => {
      stopHearing()
      engine.stop()
    },
  }
}

export type TeamLink = ReturnType<typeof createTeamLink>
