import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DialerAccount } from '../../src-shared/telephony/account.ts'
import { isLive } from '../../src-shared/telephony/call-machine.ts'
import type { Phone } from '../../src-shared/telephony/phone.ts'
import type { CallSnapshot, DialerCommand } from '../../src-shared/telephony/telephony-contract.ts'
import type { Api } from '../api/api.ts'
import type { Journal } from '../telephony/journal.ts'
import type { Line } from './line.ts'

interface DialerView {
  /** `elsewhere`: another window is the telephone. */
  readonly place: 'starting' | 'here' | 'elsewhere'
  /** `unknown` until the core has said. */
  readonly account: 'unknown' | 'none' | DialerAccount['type']
  /** Why there is no telephone although this window is its place: what reading the account, or starting it, threw. Null while there is none. */
  readonly failure: unknown
}

/** Milliseconds between two attempts to attach to a core that has gone. */
const retryPause = 200
/** Milliseconds after which an account that could not be read or used is tried again. */
const accountPause = 3_000
/** How often a core that still knows another telephone is asked: a window that has just closed may not be noticed yet. */
const mostRefusals = 5

const lockName = 'leadline-dialer'

export interface DialerSessionDependencies {
  readonly api: Api
  readonly line: Line
  readonly journal: Journal
  readonly dialerId: string
  readonly createPhone: (account: DialerAccount | null) => Phone
  readonly locks: LockManager
  readonly focus: () => void
  /** The telephone is here and its account is known. */
  readonly onAccount?: (account: DialerAccount | null) => void
}

export interface DialerSession {
  readonly view: StoreApi<DialerView>
  /** Makes this window the telephone, whichever was it before. */
  readonly takeOver: () => void
  /** The window closes: what is known goes out at once. */
  readonly leave: () => void
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/**
 * Makes this window the telephone of the core: one of them in a browser by a lock, one of them at all by the core's word. The core may die
 * and come back at any time; calls go on, and what it missed is told to it.
 */
export const startDialerSession = (dependencies: DialerSessionDependencies): DialerSession => {
  const { api, line, journal, dialerId, createPhone, locks, focus, onAccount } = dependencies
  const view = createStore<DialerView>(() => ({ place: 'starting', account: 'unknown', failure: null }))
  let release: (() => void) | null = null
  let waiting: AbortController | null = null
  /** Counts the attempts to be the telephone: an older one has no say any more. */
  let newest = 0
  /** The attempt that is the telephone; 0: none. */
  let serving = 0
  let account: DialerAccount | null | undefined
  let accountWaits = false
  let applying = false

  const applyOnce = async () => {
    const turn = serving
    const loaded = await api.client.telephony.dialerAccount()
    if (serving !== turn) return
    // A call may have begun meanwhile.
    if (line.isBusy()) {
      accountWaits = true
      return
    }
    const isSame = account !== undefined && JSON.stringify(loaded) === JSON.stringify(account)
    if (!isSame) {
      const phone = createPhone(loaded)
      view.setState({ account: loaded?.type ?? 'none' })
      await line.use(phone)
      if (serving !== turn) return phone.stop()
      account = loaded
      onAccount?.(loaded)
    }
    view.setState({ failure: null })
  }

  /** Puts the telephone of the account on the line, after the call that is there. One at a time; failures are told in the view. */
  const applyAccount = async () => {
    accountWaits = true
    if (applying) return
    applying = true
    try {
      while (accountWaits && serving !== 0 && !line.isBusy()) {
        accountWaits = false
        await applyOnce()
      }
    } catch (failure) {
      view.setState({ failure })
      setTimeout(() => void applyAccount(), accountPause)
    } finally {
      applying = false
    }
  }

  line.view.subscribe((state) => {
    if (accountWaits && !applying && !isLive(state.call)) void applyAccount()
  })

  const tellRegistration = () =>
    api.client.telephony.reportRegistration({ dialerId, registration: line.view.getState().registration }).catch(() => undefined)

  const giveUp = async () => {
    serving = 0
    release?.()
    release = null
    account = undefined
    view.setState({ place: 'elsewhere' })
    await line.phone()?.stop()
  }

  const obey = async (command: DialerCommand) => {
    switch (command.type) {
      case 'granted':
        view.setState({ place: 'here' })
        await tellRegistration()
        journal.wake()
        return applyAccount()
      case 'refused':
        return giveUp()
      case 'replaced':
        await giveUp()
        return waitForTurn()
      case 'account-changed':
        return applyAccount()
      case 'dial':
        focus()
        return line.dispatch({ type: 'dial', callId: command.callId, number: command.number, contactId: command.contactId })
      case 'act':
        return line.dispatch({ type: 'act', callId: command.callId, action: command.action })
      case 'focus':
        return focus()
    }
  }

  /** What the core must not take for lost: the call on the line, and reports that are still on their way. */
  const alive = (): CallSnapshot[] => {
    const { call } = line.view.getState()
    const reports = journal.pending().filter((entry) => entry.procedure === 'telephony.report')
    const snapshots = new Map(reports.map((entry) => [(entry.input as CallSnapshot).id, entry.input as CallSnapshot]))
    if (isLive(call)) snapshots.set(call.id, call)
    return [...snapshots.values()].slice(-10)
  }

  const serve = async (turn: number, takeOver: boolean) => {
    let force = takeOver
    let refusals = 0
    await journal.ready
    while (serving === turn) {
      try {
        // A core that was restarted may have met another window first; a call on the line has the better right.
        const stream = await api.client.telephony.attach({ dialerId, alive: alive(), takeOver: force || line.isBusy() })
        for await (const command of stream) {
          if (serving !== turn) break
          if (command.type === 'refused' && ++refusals < mostRefusals) continue
          if (command.type === 'granted') force = false
          await obey(command).catch(() => undefined)
        }
      } catch {
        // The core has gone; it is looked for below.
      }
      await pause(retryPause)
    }
  }

  const begin = (how: 'ask' | 'wait' | 'take') => {
    newest += 1
    const turn = newest
    serving = 0
    waiting?.abort()
    const hold = (lock: Lock | null) => {
      if (newest !== turn) return undefined
      if (!lock) return waitForTurn()
      serving = turn
      void serve(turn, how === 'take')
      return new Promise<void>((resolve) => {
        release = resolve
      })
    }
    waiting = how === 'wait' ? new AbortController() : null
    const options = { ask: { ifAvailable: true }, wait: { signal: waiting?.signal }, take: { steal: true } }[how]
    void locks.request(lockName, options, hold).catch(async () => {
      if (newest !== turn) return
      // A lock that was stolen rejects: another window of this browser has taken over.
      await giveUp()
      waitForTurn()
    })
  }

  // When the window that is the telephone closes, this one is there.
  const waitForTurn = () => {
    view.setState({ place: 'elsewhere' })
    begin('wait')
  }
  begin('ask')

  return {
    view,
    takeOver: () => begin('take'),
    leave: () => {
      const { call } = line.view.getState()
      if (isLive(call)) line.dispatch({ type: 'act', callId: call.id, action: { type: 'end' } })
      const { call: ended } = line.view.getState()
      // The journal may not get its turn any more; sent twice, it changes nothing.
      if (call && ended && isLive(call)) void api.client.telephony.report(ended).catch(() => undefined)
      void line.phone()?.stop()
    },
  }
}
