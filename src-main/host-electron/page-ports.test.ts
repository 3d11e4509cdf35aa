import type { IpcMainEvent, MessagePortMain, WebFrameMain } from 'electron'
import { expect, it, vi } from 'vitest'
import { addressOf } from './own-pages.ts'
import { answerPortRequest } from './page-ports.ts'

const frameAt = (url: string, changes: Partial<Record<keyof WebFrameMain, unknown>> = {}) => {
  const postMessage = vi.fn()
  const frame = { url, parent: null, detached: false, isDestroyed: () => false, postMessage, ...changes } as unknown as WebFrameMain
  return { frame, postMessage }
}

const ask = (senderFrame: WebFrameMain | null) => {
  const port = { close: vi.fn() }
  const connect = vi.fn((deliver: (port: MessagePortMain) => void) => deliver(port as unknown as MessagePortMain))
  answerPortRequest({ senderFrame } as IpcMainEvent, connect)
  return { port, connect }
}

it('a page of ours gets the port into its own frame', () => {
  const { frame, postMessage } = frameAt(addressOf('crm', '#/clients'))
  const { port } = ask(frame)
  expect(postMessage).toHaveBeenCalledWith('leadline:port', null, [port])
})

it.each([
  ['another origin', frameAt('https://evil.example/').frame],
  ['another host of our scheme', frameAt('leadline://evil/').frame],
  ['a frame inside a page', frameAt(addressOf('crm'), { parent: {} }).frame],
  ['no frame at all', null],
])('%s gets none, and the core never hears of it', (_what, frame) => {
  expect(ask(frame).connect).not.toHaveBeenCalled()
})

it.each([
  ['has gone', { isDestroyed: () => true }],
  ['has been taken out of its window', { detached: true }],
])('a port for a page that %s meanwhile is closed', (_what, changes) => {
  const { frame, postMessage } = frameAt(addressOf('crm'), changes)
  expect(ask(frame).port.close).toHaveBeenCalledOnce()
  expect(postMessage).not.toHaveBeenCalled()
})

it('a port for a page that has gone elsewhere while the core was away is closed', () => {
  const { frame, postMessage } = frameAt(addressOf('crm'))
  const waiting: ((port: MessagePortMain) => void)[] = []
  answerPortRequest({ senderFrame: frame } as IpcMainEvent, (deliver) => void waiting.push(deliver))
  Object.assign(frame, { url: 'https://evil.example/' })
  const close = vi.fn()
  for (const deliver of waiting) deliver({ close } as unknown as MessagePortMain)
  expect(close).toHaveBeenCalledOnce()
  expect(postMessage).not.toHaveBeenCalled()
})
