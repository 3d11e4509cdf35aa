import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Presence } from '../../src-shared/sync/protocol.ts'
import type { TeamState } from '../../src-shared/team/team-contract.ts'
import type { Api } from '../api/api.ts'
import { useApi } from '../api/api-context.tsx'

interface TeamView {
  /** What the core said last; null before its first word. */
  readonly state: TeamState | null
  /** Who is here, and who talks to whom; whoever is left out is not here. */
  readonly presence: readonly Presence[]
}

const stores = new WeakMap<Api, StoreApi<TeamView>>()

/** Asks for a part of the view. An event may overtake the answer; it is the newer word, and then the answer is dropped. */
const createPart = <Value>(ask: () => Promise<Value>, take: (value: Value) => void) => {
  let heard = 0
  return {
    hear: (value: Value) => {
      heard += 1
      take(value)
    },
    ask: async () => {
      const before = heard
      try {
        const value = await ask()
        if (before === heard) take(value)
      } catch {
        // The core has gone; the stream's next `hello` asks again.
      }
    },
  }
}

const create = (api: Api): StoreApi<TeamView> => {
  const store = createStore<TeamView>(() => ({ state: null, presence: [] }))
  const state = createPart(
    async () => api.client.team.state(),
    (fresh) => store.setState({ state: fresh }),
  )
  const presence = createPart(
    async () => (await api.client.team.presence()).members,
    (members) => store.setState({ presence: members }),
  )
  const askAll = () => {
    void state.ask()
    void presence.ask()
  }
  api.onEvent((event) => {
    if (event.type === 'hello') askAll()
    if (event.type === 'team') state.hear(event.state)
    if (event.type === 'presence') presence.hear(event.members)
  })
  askAll()
  return store
}

/** How this computer works with its team, and who is here, as this page knows it: one store for each connection to the core. */
export const teamStoreOf = (api: Api): StoreApi<TeamView> => {
  const known = stores.get(api)
  if (known) return known
  const store = create(api)
  stores.set(api, store)
  return store
}

export const useTeam = <Result>(select: (state: TeamState | null) => Result): Result =>
  useStore(teamStoreOf(useApi()), (view) => select(view.state))

export const usePresence = (): readonly Presence[] => useStore(teamStoreOf(useApi()), (view) => view.presence)

/** Takes what the core answered to a command as its newest word. */
export const useHearTeam = () => {
  const store = teamStoreOf(useApi())
  return (state: TeamState) => store.setState({ state })
}
