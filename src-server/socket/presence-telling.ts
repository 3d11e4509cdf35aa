import type { Presence, ServerMessage } from '../../src-shared/sync/protocol.ts'
import { createOneAtATime } from '../db/one-at-a-time.ts'
import type { ServerStore } from '../db/store.ts'
import type { ServerLog } from '../log.ts'
import type { PresenceChange } from './presence.ts'
import { presenceFor, seesContactOf } from './presence-sight.ts'

/** Somebody who listens. */
export interface PresenceListener {
  readonly memberId: string
  /** Whose card they have open. */
  readonly viewing: string | null
  readonly send: (message: Buffer) => void
}

interface Dependencies {
  readonly store: Pick<ServerStore, 'rows'>
  readonly log: ServerLog
  readonly listenersOf: (organisationId: string) => readonly PresenceListener[]
}

const written = (members: readonly Presence[], all = false): Buffer =>
  Buffer.from(JSON.stringify({ type: 'presence', all, members: [...members] } satisfies ServerMessage))

const withoutCards = (members: readonly Presence[]): readonly Presence[] => members.map((one) => ({ ...one, viewing: null }))

/**
 * Tells who is here, in the order in which it happened: what each may hear of it is read before it is told. Cards are opened all day long, and
 * whose card somebody has open matters to those alone who have the same one open: nobody else hears of it, and of a contact that they may not
 * see nobody does.
 */
export const createPresenceTelling = ({ store, log, listenersOf }: Dependencies) => {
  const tellings = createOneAtATime()

  const wordsFor = async (organisationId: string, members: readonly Presence[], { memberId, viewing }: PresenceListener) => {
    const heard = (await presenceFor(store, organisationId, members, [memberId])).get(memberId) ?? []
    const isOpen = viewing !== null && (await seesContactOf(store, organisationId, viewing, memberId))
    return heard.map((one) => (isOpen && one.viewing === viewing && one.memberId !== memberId ? one : { ...one, viewing: null }))
  }

  const tellChanges = async (organisationId: string, changes: readonly PresenceChange[]) => {
    const listeners = listenersOf(organisationId)
    const plain = withoutCards(changes.flatMap(({ member, onlyCard }) => (onlyCard ? [] : [member])))
    const memberIds = [...new Set(listeners.map(({ memberId }) => memberId))]
    const heard = plain.length === 0 ? null : await presenceFor(store, organisationId, plain, memberIds)
    const messages = new Map<readonly Presence[], Buffer>()
    for (const listener of listeners) {
      const { memberId, viewing, send } = listener
      const isHere = (change: PresenceChange) =>
        viewing !== null && change.member.memberId !== memberId && [change.member.viewing, change.wasViewing].includes(viewing)
      if (changes.some(isHere)) {
        const theirs = changes.flatMap((change) => (change.onlyCard && !isHere(change) ? [] : [change.member]))
        send(written(await wordsFor(organisationId, theirs, listener)))
        continue
      }
      const theirs = heard?.get(memberId)
      if (!theirs) continue
      const message = messages.get(theirs) ?? written(theirs)
      messages.set(theirs, message)
      send(message)
    }
  }

  const run = (organisationId: string, tell: () => Promise<void>) =>
    tellings.run(organisationId, tell).catch((error: unknown) => log.error('Who is here could not be told', error))

  return {
    changed: (organisationId: string, changes: readonly PresenceChange[]): void => {
      void run(organisationId, () => tellChanges(organisationId, changes))
    },
    /** To a newcomer: everybody who is here. */
    greet: (organisationId: string, listener: PresenceListener, members: readonly Presence[]): Promise<void> =>
      run(organisationId, async () => listener.send(written(await wordsFor(organisationId, withoutCards(members), listener), true))),
    /** To whoever has opened a card: those who have it open already, as `viewers` knows them when it is told. */
    meet: (organisationId: string, listener: PresenceListener, viewers: () => readonly Presence[]): Promise<void> =>
      run(organisationId, async () => {
        const members = viewers().filter(({ memberId }) => memberId !== listener.memberId)
        if (members.length > 0) listener.send(written(await wordsFor(organisationId, members, listener)))
      }),
    idle: tellings.idle,
  }
}
