import { EventEmitter } from 'node:events'
import type { MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLog } from '../platform/log.ts'
import { createMemorySecrets } from '../platform/memory-secrets.ts'
import type { FromCore, ToCore } from './core-messages.ts'
import { createCoreSupervisor } from './core-supervisor.ts'

interface CoreDouble {
  readonly heard: ToCore['type'][]
  readonly said: ToCore[]
  readonly kill: ReturnType<typeof vi.fn>
  readonly tell: (message: FromCore) => void
  readonly die: () => void
}

const begin = { dataFolder: '/data', language: 'pl', demo: false, version: '1.0.0' } as const

const setUp = (secrets = createMemorySecrets()) => {
  const cores: CoreDouble[] = []
  const onProblem = vi.fn()
  let ports = 0
  const supervisor = createCoreSupervisor({
    begin,
    fork: () => {
      const events = new EventEmitter()
      const said: ToCore[] = []
      const heard: ToCore['type'][] = []
      const core = {
        heard,
        said,
        kill: vi.fn(),
        tell: (message: FromCore) => void events.emit('message', message),
        die: () => void events.emit('exit', 9),
      }
      cores.push(core)
      const postMessage = (message: ToCore) => {
        heard.push(message.type)
        said.push(message)
      }
      return Object.assign(events, { postMessage, kill: core.kill }) as unknown as UtilityProcess
    },
    createChannel: () => {
      ports += 1
      return { port1: ports, port2: ports } as unknown as MessageChannelMain
    },
    secrets,
    log: silentLog,
    now: () => Date.now(),
    onProblem,
  })
  const newest = () => {
    const core = cores.at(-1)
    if (!core) throw new Error('No core was started')
    return core
  }
  return { supervisor, cores, newest, onProblem }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('a core', () => {
  it('is told what it needs to know before anything else', () => {
    const { supervisor, newest } = setUp()
    supervisor.start()
    supervisor.connect(() => {})
    expect(newest().heard).toEqual(['start', 'port'])
    expect(newest().said[0]).toEqual({ type: 'start', ...begin })
  })

  it('that dies is there again after a moment, and whoever asked meanwhile gets a port', () => {
    const { supervisor, cores, newest } = setUp()
    supervisor.start()
    newest().tell({ type: 'ready' })
    newest().die()
    const given: MessagePortMain[] = []
    supervisor.connect((port) => given.push(port))
    expect([cores.length, given.length]).toEqual([1, 0])
    vi.advanceTimersByTime(100)
    expect([cores.length, given.length]).toEqual([2, 1])
    expect(newest().heard).toEqual(['start', 'port'])
  })

  it('that dies again and again is started again for ever, as long as it could start', () => {
    const { supervisor, cores, newest, onProblem } = setUp()
    supervisor.start()
    for (let death = 0; death < 20; death++) {
      newest().tell({ type: 'ready' })
      newest().die()
      vi.advanceTimersByTime(5000)
    }
    expect(cores).toHaveLength(21)
    expect(onProblem).not.toHaveBeenCalled()
  })

  it('that cannot start is given up after five attempts, once', () => {
    const { supervisor, cores, newest, onProblem } = setUp()
    supervisor.start()
    for (let death = 0; death < 5; death++) {
      newest().die()
      vi.advanceTimersByTime(5000)
    }
    expect(cores).toHaveLength(5)
    expect(onProblem.mock.calls).toEqual([['keeps-dying', '']])
  })

  it('that starts after four attempts has all of them again', () => {
    const { supervisor, newest, onProblem } = setUp()
    supervisor.start()
    for (let round = 0; round < 3; round++) {
      for (let death = 0; death < 4; death++) {
        newest().die()
        vi.advanceTimersByTime(5000)
      }
      newest().tell({ type: 'ready' })
      newest().die()
      vi.advanceTimersByTime(5000)
    }
    expect(onProblem).not.toHaveBeenCalled()
  })

  it('that says why it fails is ended and not started again', () => {
    const { supervisor, cores, newest, onProblem } = setUp()
    supervisor.start()
    newest().tell({ type: 'failed', problem: 'data-in-use', detail: '/data' })
    newest().tell({ type: 'failed', problem: 'start-failed', detail: 'x' })
    newest().die()
    vi.advanceTimersByTime(60_000)
    expect(newest().kill).toHaveBeenCalled()
    expect(cores).toHaveLength(1)
    expect(onProblem.mock.calls).toEqual([['data-in-use', '/data']])
  })
})

describe('at the end', () => {
  it('the core is asked to close, and its end is waited for', async () => {
    const { supervisor, cores, newest } = setUp()
    supervisor.start()
    const ended = vi.fn()
    const closing = supervisor.close().then(ended)
    expect(newest().heard.at(-1)).toBe('shutdown')
    await vi.advanceTimersByTimeAsync(1000)
    expect(ended).not.toHaveBeenCalled()
    newest().die()
    await closing
    expect(newest().kill).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(cores).toHaveLength(1)
  })

  it('a core that does not close is killed after five seconds', async () => {
    const { supervisor, newest } = setUp()
    supervisor.start()
    const closing = supervisor.close()
    await vi.advanceTimersByTimeAsync(5000)
    expect(newest().kill).toHaveBeenCalledOnce()
    newest().die()
    await closing
  })

  it('a core that is away is not started again, and nobody gets a port any more', async () => {
    const { supervisor, cores, newest } = setUp()
    supervisor.start()
    newest().die()
    await supervisor.close()
    const deliver = vi.fn()
    supervisor.connect(deliver)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(cores).toHaveLength(1)
    expect(deliver).not.toHaveBeenCalled()
  })
})

describe('a secret of the core', () => {
  it('is sealed and opened by the main process', async () => {
    const secrets = createMemorySecrets()
    const { supervisor, newest } = setUp(secrets)
    supervisor.start()
    newest().tell({ type: 'seal', id: 1, text: 'hasło' })
    newest().tell({ type: 'open', id: 2, bytes: await secrets.seal('drugie') })
    await vi.advanceTimersByTimeAsync(0)
    const [sealed, opened] = newest().said.slice(1)
    expect(sealed).toMatchObject({ type: 'sealed', id: 1 })
    expect(await secrets.open((sealed as { bytes: Uint8Array }).bytes)).toBe('hasło')
    expect(opened).toEqual({ type: 'opened', id: 2, text: 'drugie' })
  })

  it('that cannot be opened is refused with the reason', async () => {
    const { supervisor, newest } = setUp()
    supervisor.start()
    newest().tell({ type: 'open', id: 3, bytes: new Uint8Array([1]) })
    await vi.advanceTimersByTimeAsync(0)
    expect(newest().said.at(-1)).toEqual({
      type: 'secret-refused',
      id: 3,
      code: 'internal',
      reason: 'These bytes were not sealed here',
    })
  })

  it('is not told to a core that did not ask for it', async () => {
    const { supervisor, cores, newest } = setUp()
    supervisor.start()
    newest().tell({ type: 'seal', id: 1, text: 'hasło' })
    newest().die()
    await vi.advanceTimersByTimeAsync(100)
    expect(cores.map((core) => core.heard)).toEqual([['start'], ['start']])
  })
})
