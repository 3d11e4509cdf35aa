import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { TelephonyState } from '../../src-shared/telephony/telephony-contract.ts'
import type { Api } from '../api/api.ts'
import { useApi } from '../api/api-context.tsx'

interface TelephonyView {
  /** What the core said last; null before its first word. */
  readonly state: TelephonyState | null
}

export type TelephonyStore = StoreApi<TelephonyView>

const stores = new WeakMap<Api, TelephonyStore>()

const create = (api: Api): TelephonyStore => {
  const store = createStore<TelephonyView>(() => ({ state: null }))
  // The answer to `state` may be overtaken by an event, which is the newer word.
  let heard = 0
  const ask = async () => {
    const before = heard
    try {
      const state = await api.client.telephony.state()
      if (before === heard) store.setState({ state })
    } catch {
      // The core has gone; the stream's next `hello` asks again.
    }
  }
  api.onEvent((event) => {
    if (event.type === 'hello') void ask()
    if (event.type !== 'telephony') return
    heard += 1
    store.setState({ state: event.state })
  })
  void ask()
  return store
}

/** The state of the telephone as this page knows it: one store for each connection to the core. */
export const telephonyStoreOf = (api: Api): TelephonyStore => {
  const known = stores.get(api)
  if (known) return known
  const store = create(api)
  stores.set(api, store)
  return store
}

export const useTelephony = <Result>(select: (state: TelephonyState | null) => Result): Result =>
  useStore(telephonyStoreOf(useApi()), (view) => select(view.state))
