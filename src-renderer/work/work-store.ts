import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Work } from '../../src-shared/work/work-contract.ts'
import type { Api } from '../api/api.ts'
import { useApi } from '../api/api-context.tsx'

interface WorkView {
  /** What is going on, the oldest first. */
  readonly running: readonly Work[]
}

/** With the newest word about one of them; what has ended is not told any more. */
export const withWork = (running: readonly Work[], work: Work): readonly Work[] => {
  if (work.state !== 'running') return running.filter(({ id }) => id !== work.id)
  return running.some(({ id }) => id === work.id) ? running.map((known) => (known.id === work.id ? work : known)) : [...running, work]
}

const stores = new WeakMap<Api, StoreApi<WorkView>>()

const create = (api: Api): StoreApi<WorkView> => {
  const store = createStore<WorkView>(() => ({ running: [] }))
  const hear = (work: Work) => store.setState(({ running }) => ({ running: withWork(running, work) }))
  const forget = (gone: string) => store.setState(({ running }) => ({ running: running.filter(({ id }) => id !== gone) }))
  api.onEvent((event) => {
    if (event.type === 'work') hear(event.work)
    // The end of what was going on may have been missed, or the core was started anew and knows nothing of it.
    if (event.type === 'hello') for (const { id } of store.getState().running) api.client.work.get({ id }).then(hear, () => forget(id))
  })
  return store
}

/** Whatever takes a while, as this page knows it: one store for each connection to the core. */
export const workStoreOf = (api: Api): StoreApi<WorkView> => {
  const known = stores.get(api)
  if (known) return known
  const store = create(api)
  stores.set(api, store)
  return store
}

export const useRunningWorks = (): readonly Work[] => useStore(workStoreOf(useApi()), ({ running }) => running)
