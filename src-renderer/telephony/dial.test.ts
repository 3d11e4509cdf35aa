import { notifications, notificationsStore } from '@mantine/notifications'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { TelephonyState } from '../../src-shared/telephony/telephony-contract.ts'
import type { Api } from '../api/api.ts'
import { startTexts } from '../i18n/i18n.ts'
import { canDial, dial, openDialer } from './dial.ts'

const createCore = (dialer: TelephonyState['dialer']) => {
  const dialled = vi.fn(async (_input: unknown, _options?: { readonly signal?: AbortSignal }) => ({ callId: 'c', dialer }))
  const state = async () => ({ dialer, registration: { state: 'registered', trouble: null, sipStatus: 200 }, line: '', calls: [] })
  const api = { client: { telephony: { state, dial: dialled } }, onEvent: () => () => undefined } as unknown as Api
  return { api, dialled }
}

const open = vi.fn<typeof window.open>()

beforeAll(() => startTexts('pl'))
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('open', open)
  open.mockReset()
  open.mockReturnValue({ focus: () => undefined } as unknown as Window)
  notifications.clean()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const toasts = () => notificationsStore.getState().notifications.map(({ title }) => title)

test.each([
  ['601 234 567', true],
  ['+48 (601) 234-567', true],
  ['104', true],
  ['anna.kowalska', true],
  ['numer do Anny', false],
  ['', false],
])('%s can be dialled: %s', (text, can) => {
  expect(canDial(text)).toBe(can)
})

test('S11.5 the telephone’s window is opened by a step within its page, so that one that is there keeps its call', () => {
  openDialer()
  const [address, name] = open.mock.calls[0] ?? []
  expect([address, name]).toEqual(['dialer.html#open', 'leadline-dialer'])
})

test('a call from a page where no telephone is open opens it and waits for it', async () => {
  const { api, dialled } = createCore('absent')
  await dial(api, ' 601 234 567 ', 'contact')
  expect(open).toHaveBeenCalledOnce()
  expect(dialled).toHaveBeenCalledExactlyOnceWith({ number: '601 234 567', contactId: 'contact' }, expect.anything())
})

test('a window that the browser does not let open is told of, and only if no telephone has come', async () => {
  open.mockReturnValue(null)
  await dial(createCore('absent').api, '601 234 567')
  expect(toasts()).toEqual([])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(toasts()).toEqual(['Okno telefonu się nie otworzyło'])
})

test('a host that shows a window of its own hinders nothing', async () => {
  open.mockReturnValue(null)
  await dial(createCore('attached').api, '601 234 567')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(toasts()).toEqual([])
})

test('what is no number is not dialled, and a core that is away is told of', async () => {
  const { api, dialled } = createCore('absent')
  await dial(api, 'numer do Anny')
  expect([dialled.mock.calls.length, open.mock.calls.length, toasts()]).toEqual([0, 0, ['Tego nie da się wybrać']])
  dialled.mockRejectedValue(new Error('The core has gone away'))
  await dial(api, '601 234 567')
  expect(toasts()).toContain('Nie udało się zadzwonić')
})

test('a number that the core has not taken within three seconds is not dialled any more, and that is told', async () => {
  const late = new AbortController()
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal)
  const { api, dialled } = createCore('attached')
  dialled.mockImplementation(
    (_input, options) => new Promise((_resolve, reject) => options?.signal?.addEventListener('abort', () => reject(new Error('late')))),
  )
  const asked = dial(api, '601 234 567')
  expect(timeout).toHaveBeenCalledExactlyOnceWith(3_000)
  late.abort()
  await asked
  expect(toasts()).toContain('Nie udało się zadzwonić')
  timeout.mockRestore()
})
