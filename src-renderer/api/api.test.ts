import { type ClientContext, type ClientLink, ORPCError } from '@orpc/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CoreEvent } from '../../src-shared/system/system-contract.ts'
import { type Api, createApi } from './api.ts'
import type { Transport } from './transport.ts'

type Call = ClientLink<ClientContext>['call']

/** A core that comes and goes. `answer` answers everything but the events, which it tells by itself. */
const createCore = (answer: Call = async () => 'answered') => {
  const lines = new Set<{ readonly break: () => void; readonly tell: (event: CoreEvent) => void }>()
  const seen: string[] = []
  let up = true

  const transport: Transport = async () => {
    if (!up) throw new Error('The core cannot be reached')
    const queue: CoreEvent[] = [{ type: 'hello' }]
    let broken = false
    let wake = () => {}
    async function* events() {
      while (true) {
        const event = queue.shift()
        if (event) yield event
        else if (broken) throw new Error('The line is broken')
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    }
    const closed = new Promise<void>((resolve) => {
      const line = {
        break: () => {
          broken = true
          lines.delete(line)
          resolve()
          wake()
        },
        tell: (event: CoreEvent) => {
          queue.push(event)
          wake()
        },
      }
      lines.add(line)
    })
    const call: Call = async (path, input, options) => {
      seen.push(path.join('.'))
      return path.join('.') === 'system.events' ? events() : answer(path, input, options)
    }
    return { link: { call }, closed }
  }

  return {
    transport,
    seen,
    lines,
    tell: (event: CoreEvent) => {
      for (const line of lines) line.tell(event)
    },
    die: () => {
      up = false
      for (const line of [...lines]) line.break()
    },
    rise: () => {
      up = true
    },
  }
}

const never: Call = () => new Promise(() => {})

let api: Api

const open = (transport: Transport) => {
  api = createApi(transport)
  const heard: CoreEvent['type'][] = []
  api.onEvent(({ type }) => heard.push(type))
  return heard
}

/** What becomes of a call, as soon as it is known. */
const outcomeOf = (call: Promise<unknown>) => {
  const outcome: { value?: unknown; error?: Error } = {}
  call.then(
    (value) => Object.assign(outcome, { value }),
    (error) => Object.assign(outcome, { error }),
  )
  return outcome
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  api.close()
  vi.useRealTimers()
})

describe('a call', () => {
  it('waits for a core that cannot be reached yet', async () => {
    const core = createCore()
    core.die()
    open(core.transport)
    const outcome = outcomeOf(api.client.settings.session())
    await vi.advanceTimersByTimeAsync(5000)
    expect(outcome).toEqual({})
    core.rise()
    await vi.advanceTimersByTimeAsync(2000)
    expect(outcome).toEqual({ value: 'answered' })
  })

  it('fails after thirty seconds where no core is to be reached', async () => {
    const core = createCore()
    core.die()
    open(core.transport)
    const outcome = outcomeOf(api.client.settings.session())
    await vi.advanceTimersByTimeAsync(29_000)
    expect(outcome).toEqual({})
    await vi.advanceTimersByTimeAsync(1000)
    expect(outcome.error?.name).toBe('TimeoutError')
  })

  it('fails after thirty seconds where a transport never comes back', async () => {
    open(() => new Promise(() => {}))
    const outcome = outcomeOf(api.client.settings.session())
    await vi.advanceTimersByTimeAsync(30_000)
    expect(outcome.error?.name).toBe('TimeoutError')
  })

  it('fails after thirty seconds where no answer comes', async () => {
    open(createCore(never).transport)
    const outcome = outcomeOf(api.client.settings.session())
    await vi.advanceTimersByTimeAsync(30_000)
    expect(outcome.error?.name).toBe('TimeoutError')
  })

  it('fails at once where the core goes away, whatever the connection says of it', async () => {
    const core = createCore((_path, _input, { signal }) => {
      const { promise, reject } = Promise.withResolvers()
      signal?.addEventListener('abort', () => reject(new Error('The queue was closed')))
      return promise
    })
    open(core.transport)
    const outcome = outcomeOf(api.client.settings.session())
    await vi.advanceTimersByTimeAsync(1000)
    core.die()
    await vi.advanceTimersByTimeAsync(0)
    expect(outcome.error?.message).toBe('The core has gone away')
  })

  it('fails with what the core says where it refuses', async () => {
    const refusal = new ORPCError('LEADLINE', { data: { code: 'not_found' } })
    open(createCore(() => Promise.reject(refusal)).transport)
    await expect(api.client.settings.session()).rejects.toBe(refusal)
  })

  it('ends when its caller has no more use for it', async () => {
    const core = createCore(never)
    open(core.transport)
    const caller = new AbortController()
    const outcome = outcomeOf(api.client.settings.session(undefined, { signal: caller.signal }))
    await vi.advanceTimersByTimeAsync(10)
    caller.abort(new Error('A newer question'))
    await vi.advanceTimersByTimeAsync(0)
    expect(outcome.error?.message).toBe('A newer question')
  })

  it('fails once the page is closing, waiting ones too', async () => {
    open(() => new Promise(() => {}))
    const outcome = outcomeOf(api.client.settings.session())
    api.close()
    await vi.advanceTimersByTimeAsync(0)
    expect(outcome.error?.message).toBe('The page is closing')
    await expect(api.client.settings.session()).rejects.toThrow('The page is closing')
  })
})

describe('the events', () => {
  it('begin with hello, and are told to everybody who listens', async () => {
    const core = createCore()
    const heard = open(core.transport)
    await vi.advanceTimersByTimeAsync(0)
    core.tell({ type: 'settings' })
    await vi.advanceTimersByTimeAsync(0)
    expect(heard).toEqual(['hello', 'settings'])
  })

  it('are subscribed to again when the core comes back, hello first: what is on the screen may be stale', async () => {
    const core = createCore()
    const heard = open(core.transport)
    await vi.advanceTimersByTimeAsync(0)
    core.die()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(heard).toEqual(['hello'])
    core.rise()
    await vi.advanceTimersByTimeAsync(2000)
    core.tell({ type: 'rows', kind: 'contact', ids: 'many' })
    await vi.advanceTimersByTimeAsync(0)
    expect(heard).toEqual(['hello', 'hello', 'rows'])
    expect(core.lines.size).toBe(1)
  })

  it('come for longer than any call may take', async () => {
    const core = createCore()
    const heard = open(core.transport)
    await vi.advanceTimersByTimeAsync(24 * 3_600_000)
    core.tell({ type: 'settings' })
    await vi.advanceTimersByTimeAsync(0)
    expect(heard).toEqual(['hello', 'settings'])
    expect(core.seen.filter((path) => path === 'system.events')).toHaveLength(1)
  })

  it('are not told to a listener that has left', async () => {
    const core = createCore()
    open(core.transport)
    const left = vi.fn()
    api.onEvent(left)()
    await vi.advanceTimersByTimeAsync(10)
    expect(left).not.toHaveBeenCalled()
  })
})

it('the connection says since when the core is missed', async () => {
  vi.setSystemTime(1_000_000)
  const core = createCore()
  open(core.transport)
  expect(api.connection.getState()).toEqual({ connected: false, lostAt: null })
  await vi.advanceTimersByTimeAsync(0)
  expect(api.connection.getState()).toEqual({ connected: true, lostAt: null })
  core.die()
  await vi.advanceTimersByTimeAsync(5000)
  expect(api.connection.getState()).toEqual({ connected: false, lostAt: 1_000_000 })
  core.rise()
  await vi.advanceTimersByTimeAsync(2000)
  expect(api.connection.getState()).toEqual({ connected: true, lostAt: null })
})
