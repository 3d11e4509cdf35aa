import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Connection, Transport } from './transport.ts'

export interface ConnectionState {
  readonly connected: boolean
  /** Since when the core is missed, UTC milliseconds; null while connected, and before the first attempt has failed. */
  readonly lostAt: number | null
}

/** A connection whose end stops the calls that go over it. */
interface Line extends Pick<Connection, 'link'> {
  readonly gone: AbortSignal
}

export interface Connections {
  readonly state: StoreApi<ConnectionState>
  /** The connection of the moment, opened where there is none; rejects only once `end` was called. */
  readonly line: () => Promise<Line>
  readonly end: () => void
}

/** Milliseconds between two attempts to reach a core that has gone. */
const retryDelays = [100, 200, 400, 800, 1500]

export const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** Keeps one connection to a core that comes and goes. */
export const createConnections = (transport: Transport): Connections => {
  const state = createStore<ConnectionState>(() => ({ connected: false, lostAt: null }))
  let current: Promise<Line> | null = null
  let ended = false

  const lost = () => {
    if (state.getState().lostAt === null) state.setState({ connected: false, lostAt: Date.now() })
  }

  const open = async (): Promise<Line> => {
    for (let attempt = 0; !ended; attempt++) {
      try {
        const { link, closed } = await transport()
        const gone = new AbortController()
        state.setState({ connected: true, lostAt: null })
        void closed.then(() => {
          current = null
          lost()
          gone.abort(new Error('The core has gone away'))
        })
        return { link, gone: gone.signal }
      } catch {
        lost()
        await pause(retryDelays[Math.min(attempt, retryDelays.length - 1)] ?? 0)
      }
    }
    throw new Error('The page is closing')
  }

  return {
    state,
    line: () => {
      current ??= open()
      return current
    },
    end: () => {
      ended = true
    },
  }
}
