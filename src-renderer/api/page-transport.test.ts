import { waitFor } from '@testing-library/dom'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { portMessage } from '../../src-shared/system/port-pipe.ts'
import { pageTransport } from './page-transport.ts'

afterEach(() => vi.unstubAllGlobals())

describe('in a window of the desktop', () => {
  const openPipe = () => {
    const requestPort = vi.fn()
    vi.stubGlobal('leadline', { requestPort })
    return requestPort
  }

  const pass = (data: unknown, source: unknown = window, ports = [new MessageChannel().port1]) =>
    window.dispatchEvent(Object.assign(new MessageEvent('message', { data }), { source, ports }))

  it('the port that the pipe brings is the connection', async () => {
    const requestPort = openPipe()
    const opened = pageTransport()()
    expect(requestPort).toHaveBeenCalledOnce()
    const { port1, port2 } = new MessageChannel()
    pass(portMessage, window, [port1])
    const { closed } = await opened
    port2.close()
    await expect(closed).resolves.toBeUndefined()
  })

  it('nobody but the preload brings a port', async () => {
    openPipe()
    const opened = vi.fn()
    void pageTransport()().then(opened)
    pass(portMessage, null)
    pass('hello')
    pass(portMessage, window, [])
    await Promise.resolve()
    expect(opened).not.toHaveBeenCalled()
    pass(portMessage)
    await waitFor(() => expect(opened).toHaveBeenCalledOnce())
  })
})

describe('in a browser', () => {
  const sockets: (EventTarget & { readonly url: string })[] = []

  const stubSockets = (href: string) => {
    sockets.length = 0
    vi.stubGlobal('WebSocket', function open(url: string) {
      const socket = Object.assign(new EventTarget(), { url })
      sockets.push(socket)
      return socket
    })
    vi.stubGlobal('location', new URL(href))
  }

  it.each([
    ['http://127.0.0.1:4310/#/clients', 'ws://127.0.0.1:4310/api/ws'],
    ['https://leadline.example/', 'wss://leadline.example/api/ws'],
  ])('the page of %s reaches its core at %s', async (href, url) => {
    stubSockets(href)
    const opened = pageTransport()()
    expect(sockets.map((socket) => socket.url)).toEqual([url])
    sockets[0]?.dispatchEvent(new Event('open'))
    const { closed } = await opened
    sockets[0]?.dispatchEvent(new Event('close'))
    await expect(closed).resolves.toBeUndefined()
  })

  it('a host that does not answer is told', async () => {
    stubSockets('http://127.0.0.1:4310/')
    const opened = pageTransport()()
    sockets[0]?.dispatchEvent(new Event('close'))
    await expect(opened).rejects.toThrow('cannot be reached')
  })
})
