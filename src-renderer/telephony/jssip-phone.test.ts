import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createJsSipPhone } from './jssip-phone.ts'

interface Handlers {
  readonly succeeded: () => void
  readonly failed: (event: { readonly response: unknown }) => void
}

const { agent, heard } = vi.hoisted(() => {
  const listeners = new Map<string, (event: unknown) => void>()
  const fake = {
    transport: { connect: vi.fn(), socket: { disconnect: vi.fn() }, _onDisconnect: vi.fn() },
    isConnected: () => true,
    register: vi.fn(),
    sendOptions: vi.fn<(target: string, body: undefined, options: { readonly eventHandlers: Handlers }) => void>(),
    start: vi.fn(),
    on: (type: string, listener: (event: unknown) => void) => listeners.set(type, listener),
  }
  return { agent: fake, heard: listeners }
})

vi.mock('jssip', async (original) => ({
  ...(await original<typeof import('jssip')>()),
  WebSocketInterface: vi.fn(),
  UA: vi.fn(function createAgent() {
    return agent
  }),
}))

const account = {
  type: 'sip',
  webSocketUrl: 'wss://pbx.example/ws',
  domain: 'pbx.example',
  user: '104',
  authorizationUser: '',
  password: 'haslo',
  stun: null,
} as Parameters<typeof createJsSipPhone>[0]['account']

const open = () => {
  let changed: () => void = () => undefined
  const phone = createJsSipPhone({
    account,
    newId: () => 'call',
    playSound: () => () => undefined,
    openMicrophone: () => Promise.reject(new Error('no microphone')),
    watchNetwork: (tell) => {
      changed = tell
      return () => undefined
    },
  })
  phone.start()
  return { phone, changeNetwork: () => changed() }
}

const handlers = () => agent.sendOptions.mock.lastCall?.[2].eventHandlers
const dropped = () => agent.transport.socket.disconnect.mock.calls.length

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
})
afterEach(() => {
  vi.useRealTimers()
})

test('B12 a way to the server that still answers after the network changed is kept, whatever the answer', () => {
  const { changeNetwork } = open()
  changeNetwork()
  expect(agent.sendOptions.mock.lastCall?.[0]).toBe('sip:pbx.example')
  handlers()?.succeeded()
  vi.advanceTimersByTime(60_000)
  changeNetwork()
  handlers()?.failed({ response: { status_code: 404 } })
  vi.advanceTimersByTime(60_000)
  expect(dropped()).toBe(0)
})

test('B12 a way that answers nothing is given up after four seconds', () => {
  const { changeNetwork } = open()
  changeNetwork()
  handlers()?.failed({ response: null })
  vi.advanceTimersByTime(3_999)
  expect(dropped()).toBe(0)
  vi.advanceTimersByTime(1)
  expect(dropped()).toBe(1)
})

test('tones that the browser does not take yet harm nothing', () => {
  const { phone } = open()
  const sendDTMF = vi.fn(() => {
    throw new DOMException('No sound yet', 'InvalidStateError')
  })
  const session = { connection: null, on: () => undefined, isEnded: () => false, status: 4, C: { STATUS_INVITE_SENT: 1 }, sendDTMF }
  const request = { call_id: 'sip', hasHeader: () => false, getHeader: () => '<sip:105@pbx.example>' }
  heard.get('newRTCSession')?.({ originator: 'remote', session, request })
  phone.sendTones('call', '5')
  expect(sendDTMF).toHaveBeenCalledOnce()
})
