import type { SyncTransport } from '../../src-main/sync/sync-transport.ts'
import type { Identity, SyncService } from '../../src-server/sync/sync-service.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { ClientMessage, ServerMessage } from '../../src-shared/sync/protocol.ts'
import type { Chance } from '../bench/chance.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** How bad the way between a client and the server is; probabilities from 0 to 1. */
export interface Weather {
  cut: boolean
  lost: number
  doubled: number
  /** Milliseconds that a message takes at most. */
  slow: number
}

export const calm = (): Weather => ({ cut: false, lost: 0, doubled: 0, slow: 20 })

/** Milliseconds after which a request that got no answer fails, as over HTTP. */
const deadline = 30_000

const copyOf = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value

interface Ears {
  readonly clientId: () => string
  readonly identity: Identity
  readonly hear: (message: ServerMessage) => void
  readonly drop: () => void
}

/** The server's side of the network: whoever is connected, and the service that answers at the moment. */
export const createModelNetwork = (clock: VirtualClock, chance: Chance, service: () => SyncService) => {
  const sockets = new Set<Ears>()
  const said: ClientMessage[] = []

  /** A message on its way, in its own time: later ones may overtake it. */
  const deliver = (weather: Weather, run: () => void) => {
    if (weather.cut || chance.next() < weather.lost) return
    clock.after(1 + chance.below(weather.slow), run)
    if (chance.next() < weather.doubled) clock.after(1 + chance.below(weather.slow * 3), run)
  }

  const request = <Input, Output>(weather: Weather, serve: (input: Input) => Promise<Output>, input: Input): Promise<Output> =>
    new Promise((resolve, reject) => {
      const sent = copyOf(input)
      const cancel = clock.after(weather.cut ? 200 : deadline, () =>
        reject(weather.cut ? new LeadlineError('unreachable', 'No way to the server') : new LeadlineError('timeout', 'No answer in time')),
      )
      deliver(weather, () => {
        serve(copyOf(sent)).then(
          (answer) =>
            deliver(weather, () => {
              cancel()
              resolve(copyOf(answer))
            }),
          (error: unknown) =>
            deliver(weather, () => {
              cancel()
              reject(error)
            }),
        )
      })
    })

  return {
    /** Everything that clients have said over their sockets. */
    said: said as readonly ClientMessage[],
    transportOf: (identity: Identity, weather: Weather, clientId: () => string): SyncTransport => ({
      push: (input) => request(weather, (sent) => service().push(identity, sent), input),
      pull: (input) => request(weather, (sent) => service().pull(identity, sent), input),
      snapshot: (input) => request(weather, (sent) => service().snapshot(identity, sent), { ...input, limit: 20 }),
      take: (input) => request(weather, (sent) => service().take(identity, sent), input),
      time: () => request(weather, async () => clock.now(), null),
      listen: ({ onOpen, onMessage, onClose }) => {
        let open = true
        const ears: Ears = {
          identity,
          clientId,
          hear: (message) => deliver(weather, () => open && onMessage(copyOf(message))),
          drop: () => {
            if (!open) return
            open = false
            sockets.delete(ears)
            onClose()
          },
        }
        clock.after(1 + chance.below(weather.slow), () => {
          if (weather.cut) ears.drop()
          else if (open) {
            sockets.add(ears)
            onOpen()
          }
        })
        return { send: (message) => void said.push(message), close: () => ears.drop() }
      },
    }),
    /** Tells everybody who listens of a commit, as the socket server does. */
    poke: async (commit: { readonly organisationId: string; readonly from: number; readonly version: number }) => {
      const listeners = [...sockets]
      if (listeners.length === 0) return
      const pages = await service().pagesOf(
        commit,
        listeners.map(({ identity, clientId }) => ({ identity, clientId: clientId() })),
      )
      for (const [at, ears] of listeners.entries()) ears.hear({ type: 'poke', version: commit.version, page: pages[at] ?? null })
    },
    dropSocketsOf: (identity: Identity) => {
      for (const ears of [...sockets]) if (ears.identity === identity) ears.drop()
    },
  }
}
