import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { buildSync } from 'esbuild'
import { sipDomain, sipPassword } from './kamailio.ts'
import type { WebCall, WebCaller, WebCallState, WebCallStats, WebPartyControls, WebPartyState } from './web-party-page.ts'

export type WebPartyOptions = {
  readonly wsUrl: string
  /** 100 to 899. */
  readonly user: string
  readonly password?: string
  readonly domain?: string
  /** The number it calls from, where that is not its user: any phone number. */
  readonly callerId?: string
  readonly callerName?: string
  readonly autoAnswer?: boolean
}

/** A second telephone in a page of its own. Commands without an index mean the latest live call. */
export type WebParty = {
  readonly page: Page
  /** Rings `target` (user or number); settles when the INVITE is on its way: wait for *ringing* or *answered*. */
  call(target: string, caller?: WebCaller): Promise<void>
  setAutoAnswer(wanted: boolean): Promise<void>
  answer(): Promise<void>
  /** Refuses an incoming call with this SIP code (486 busy, 603 declined, 480 …). */
  reject(code?: number): Promise<void>
  /** Ends the call, or gives it up before the answer. */
  hangup(index?: number): Promise<void>
  hold(index?: number): Promise<void>
  unhold(index?: number): Promise<void>
  sendDtmf(tones: string): Promise<void>
  /** Blind transfer of the call; with `replacedCall` (an index) the attended one. */
  transfer(target: string, replacedCall?: number, index?: number): Promise<void>
  stats(index?: number): Promise<WebCallStats>
  /** State of the latest live call, or of the last one; *idle* before the first. */
  state(): Promise<WebCallState | 'idle'>
  /** The call that `state` speaks of; throws when there was none. */
  currentCall(): Promise<WebCall>
  partyState(): Promise<WebPartyState>
  waitFor(state: WebCallState, timeout?: number): Promise<WebCall>
  waitForRegistration(registration: WebPartyState['registration'], timeout?: number): Promise<void>
  /** Waits until at least `packets` more have come and gone, and sound was heard. */
  waitForSound(packets?: number, timeout?: number): Promise<WebCallStats>
  /** Ends its calls, unregisters, and closes its page. */
  close(): Promise<void>
}

/** Opens a web party and waits until it is registered; throws with JsSIP's cause (*Authentication Error* …) when it is refused. */
export async function openWebParty(where: Browser | BrowserContext, options: WebPartyOptions): Promise<WebParty> {
  const server = await servePage()
  const own = 'newContext' in where ? await where.newContext({ permissions: ['microphone'] }) : null
  const page = await (own ?? (where as BrowserContext)).newPage()

  async function closePage(): Promise<void> {
    await page.close()
    await own?.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }

  function ask<K extends keyof WebPartyControls>(
    name: K,
    ...args: Parameters<WebPartyControls[K]>
  ): Promise<Awaited<ReturnType<WebPartyControls[K]>>> {
    return page.evaluate(({ command, values }) => (window.webParty[command] as (...given: unknown[]) => never)(...values), {
      command: name,
      values: args as unknown[],
    })
  }

  async function waitUntilPage(what: string, holds: (state: WebPartyState) => boolean, timeout: number): Promise<void> {
    const deadline = Date.now() + timeout
    for (;;) {
      const state = await ask('state')
      if (holds(state)) return
      if (Date.now() > deadline) throw new Error(`Web party ${options.user}: not ${what} within ${timeout} ms: ${JSON.stringify(state)}`)
      await page.waitForTimeout(25)
    }
  }

  const party: WebParty = {
    page,
    call: (target, caller) => ask('call', target, { callerId: options.callerId, callerName: options.callerName, ...caller }),
    setAutoAnswer: (wanted) => ask('setAutoAnswer', wanted),
    answer: () => ask('answer'),
    reject: (code = 486) => ask('reject', code),
    hangup: (index) => ask('hangUp', index),
    hold: (index) => ask('hold', true, index),
    unhold: (index) => ask('hold', false, index),
    sendDtmf: (tones) => ask('sendTones', tones),
    transfer: (target, replacedCall, index) => ask('transfer', target, replacedCall, index),
    stats: (index) => ask('stats', index),
    state: () => ask('currentState'),
    currentCall: () => ask('currentCall'),
    partyState: () => ask('state'),
    async waitFor(wanted, timeout = 30_000) {
      const deadline = Date.now() + timeout
      for (;;) {
        const state = await party.state()
        if (state === wanted) return party.currentCall()
        if (Date.now() > deadline) {
          const seen = JSON.stringify(await party.partyState())
          throw new Error(`Web party ${options.user}: not ${wanted} within ${timeout} ms, but ${state}: ${seen}`)
        }
        await page.waitForTimeout(25)
      }
    },
    waitForRegistration: (wanted, timeout = 30_000) => waitUntilPage(wanted, (state) => state.registration === wanted, timeout),
    async waitForSound(packets = 25, timeout = 30_000) {
      const deadline = Date.now() + timeout
      const before = await party.stats()
      for (;;) {
        const now = await party.stats()
        const enough = now.packetsReceived - before.packetsReceived >= packets && now.packetsSent - before.packetsSent >= packets
        if (enough && now.audioEnergy > before.audioEnergy) return now
        if (Date.now() > deadline)
          throw new Error(`Web party ${options.user}: no sound within ${timeout} ms: ${JSON.stringify({ before, now })}`)
        await page.waitForTimeout(100)
      }
    },
    async close() {
      try {
        await ask('leave')
        await waitUntilPage('unregistered', (state) => state.registration !== 'registered' || !state.connected, 2_000)
      } catch {
        // the server may be gone, or the page; either way there is nobody left to tell
      }
      await closePage()
    },
  }

  try {
    const { port } = server.address() as AddressInfo
    await page.goto(`http://127.0.0.1:${port}/`)
    const { wsUrl, user, password = sipPassword, domain = sipDomain, autoAnswer = false } = options
    await ask('start', { wsUrl, user, password, domain, autoAnswer })
    await waitUntilPage('registered', (state) => state.registration === 'registered' || state.registration === 'failed', 15_000)
    const { registration, registrationCause } = await party.partyState()
    if (registration === 'failed') throw new Error(`Web party ${user} was not registered: ${registrationCause}`)
    return party
  } catch (error) {
    await closePage()
    throw error
  }
}

async function servePage(): Promise<Server> {
  const script = bundlePage()
  const server = createServer((request, response) => {
    const isScript = request.url === '/web-party.js'
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(isScript ? script : '<!doctype html><title>Web party</title><body><script src="/web-party.js"></script></body>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

let bundled: string | null = null

function bundlePage(): string {
  bundled ??= buildSync({
    entryPoints: [fileURLToPath(new URL('web-party-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  }).outputFiles[0]!.text
  return bundled
}
