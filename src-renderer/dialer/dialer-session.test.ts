import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DialerAccount } from '../../src-shared/telephony/account.ts'
import type { CallSnapshot, DialerCommand } from '../../src-shared/telephony/telephony-contract.ts'
import type { Api } from '../api/api.ts'
import { createJournal } from '../telephony/journal.ts'
import { createMemoryJournalStore } from '../telephony/journal-memory.ts'
import { callId } from '../telephony/test-calls.ts'
import { startDialerSession } from './dialer-session.ts'
import { createLine } from './line.ts'
import { createTestLocks } from './test-locks.ts'
import { createTestPhone } from './test-phone.ts'

interface Attachment {
  readonly dialerId: string
  readonly alive: readonly CallSnapshot[]
  readonly takeOver: boolean
}

/** The core's side of the contract, as far as the dialler meets it. It can die and come back. */
const createCore = () => {
  let put: ((command: DialerCommand | null) => void) | null = null
  let attached: string | null = null
  const core = {
    up: true,
    /** Reading the account fails. */
    broken: false,
    /** Milliseconds that reading the account takes. */
    delay: 0,
    account: { type: 'practice' } as DialerAccount | null,
    attachments: [] as Attachment[],
    reports: [] as CallSnapshot[],
    attached: () => attached,
    command: (command: DialerCommand) => put?.(command),
    /** The process dies: streams end without a word. */
    die: () => {
      core.up = false
      attached = null
      put?.(null)
      put = null
    },
    /** Another browser has the telephone. */
    occupy: () => {
      attached = 'somebody else'
    },
    free: () => {
      attached = null
    },
    api: null as unknown as Api,
  }
  const gone = () => Promise.reject(new Error('The core has gone away'))
  const attach = async (attachment: Attachment) => {
    if (!core.up) return gone()
    core.attachments.push(attachment)
    const items: (DialerCommand | null)[] = []
    let wake: () => void = () => undefined
    const add = (command: DialerCommand | null) => {
      items.push(command)
      wake()
    }
    if (attached !== null && attached !== attachment.dialerId && !attachment.takeOver) {
      add({ type: 'refused' })
      add(null)
    } else {
      if (attached !== null && attached !== attachment.dialerId) put?.({ type: 'replaced' })
      put?.(null)
      put = add
      attached = attachment.dialerId
      add({ type: 'granted' })
    }
    return (async function* () {
      for (;;) {
        const item = items.shift()
        if (item) yield item
        else if (item === null) return
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    })()
  }
  core.api = {
    client: {
      telephony: {
        attach,
        dialerAccount: async () => {
          if (core.broken) throw new Error('Unreadable')
          if (core.delay > 0) await new Promise((resolve) => setTimeout(resolve, core.delay))
          return core.up ? core.account : gone()
        },
        report: async (snapshot: CallSnapshot) => (core.up ? void core.reports.push(snapshot) : gone()),
        reportRegistration: async () => (core.up ? undefined : gone()),
      },
    },
  } as unknown as Api
  return core
}

type Core = ReturnType<typeof createCore>

const openWindow = (core: Core, locks: LockManager, dialerId: string) => {
  const phones: ReturnType<typeof createTestPhone>[] = []
  const journal = createJournal({
    store: createMemoryJournalStore(),
    send: async (entry) => {
      if (!core.up) return { type: 'unreachable' }
      core.reports.push(entry.input as CallSnapshot)
      return { type: 'acknowledged' }
    },
    timers: { setTimeout, clearTimeout: (timer) => clearTimeout(timer), now: () => performance.now() },
  })
  const line = createLine({
    report: (snapshot) =>
      void journal.record({ key: snapshot.id, procedure: 'telephony.report', input: snapshot, revision: snapshot.revision }),
    registrationChanged: () => undefined,
    play: () => undefined,
    refused: () => undefined,
    now: () => 1_000,
  })
  const focus = vi.fn()
  const session = startDialerSession({
    api: core.api,
    line,
    journal,
    dialerId,
    createPhone: () => {
      const phone = createTestPhone()
      phones.push(phone)
      return phone
    },
    locks,
    focus,
  })
  const ring = () => phones.at(-1)?.tell({ type: 'incoming', callId, number: '601', displayName: '', sipCallId: null })
  return { session, line, journal, phones, focus, ring, place: () => session.view.getState().place }
}

let core: Core
let locks: LockManager

beforeEach(() => {
  vi.useFakeTimers()
  core = createCore()
  locks = createTestLocks()
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds)

describe('the telephone of the core', () => {
  it('is the first window, with the telephone of the account on its line', async () => {
    const first = openWindow(core, locks, 'first')
    await pass()
    expect([first.place(), first.session.view.getState().account, first.phones.length]).toEqual(['here', 'practice', 1])
  })

  it('is one per browser: a second window knows that it is elsewhere, and leaves the first alone', async () => {
    openWindow(core, locks, 'first')
    await pass()
    const second = openWindow(core, locks, 'second')
    await pass(2_000)
    expect([second.place(), core.attached(), second.phones.length]).toEqual(['elsewhere', 'first', 0])
  })

  it('moves to the window where a person takes it; the other one stops', async () => {
    const first = openWindow(core, locks, 'first')
    const second = openWindow(core, locks, 'second')
    await pass()
    second.session.takeOver()
    await pass()
    expect([first.place(), second.place(), core.attached()]).toEqual(['elsewhere', 'here', 'second'])
    expect(first.phones[0]?.asked).toEqual(['stop'])
    first.session.takeOver()
    await pass()
    expect([first.place(), second.place(), core.attached(), first.phones.length]).toEqual(['here', 'elsewhere', 'first', 2])
  })

  it('is one at all: a window of another browser is refused, and asks a few times, for it may only be late', async () => {
    core.occupy()
    const window = openWindow(core, locks, 'first')
    await pass(300)
    core.free()
    await pass(300)
    expect(window.place()).toBe('here')

    const other = createCore()
    other.occupy()
    const late = openWindow(other, createTestLocks(), 'late')
    await pass(10_000)
    expect([late.place(), other.attachments.length]).toEqual(['elsewhere', 5])
  })

  it('replaced by the core, it waits for its turn', async () => {
    const first = openWindow(core, locks, 'first')
    await pass()
    core.occupy()
    core.command({ type: 'replaced' })
    await pass(10_000)
    expect(first.place()).toBe('elsewhere')
  })
})

describe('the next in turn', () => {
  it('is there when the window that was the telephone lets go', async () => {
    const first = openWindow(core, locks, 'first')
    const second = openWindow(core, locks, 'second')
    await pass()
    core.free()
    core.command({ type: 'replaced' })
    await pass(2_000)
    expect([first.place(), second.place()]).toEqual(['elsewhere', 'here'])
  })
})

describe('what the core asks', () => {
  it('S11.1 a number that is dialled in another window is dialled here, and the window comes to the front', async () => {
    const window = openWindow(core, locks, 'first')
    await pass()
    core.command({ type: 'dial', callId, number: '601234567', contactId: null })
    core.command({ type: 'focus' })
    await pass()
    expect([window.phones[0]?.asked, window.focus.mock.calls.length]).toEqual([['call 601234567'], 2])
  })

  it('what is pressed in another window is done here', async () => {
    const window = openWindow(core, locks, 'first')
    await pass()
    window.ring()
    core.command({ type: 'act', callId, action: { type: 'answer' } })
    await pass()
    expect(window.phones[0]?.asked).toEqual(['answer'])
  })

  it('a changed account puts another telephone on the line; the same one again does not', async () => {
    const window = openWindow(core, locks, 'first')
    await pass()
    core.command({ type: 'account-changed' })
    await pass()
    expect(window.phones).toHaveLength(1)
    core.account = null
    core.command({ type: 'account-changed' })
    await pass()
    expect([window.phones.length, window.session.view.getState().account]).toEqual([2, 'none'])
  })

  it('a call that begins while the changed account is being read is not ended by it', async () => {
    const window = openWindow(core, locks, 'first')
    await pass()
    core.account = null
    core.delay = 500
    core.command({ type: 'account-changed' })
    core.command({ type: 'account-changed' })
    await pass(100)
    window.ring()
    await pass(2_000)
    expect([window.phones.length, window.phones[0]?.asked]).toEqual([1, []])
    core.command({ type: 'act', callId, action: { type: 'decline' } })
    await pass(2_000)
    expect(window.phones).toHaveLength(2)
  })

  it('an account that cannot be read is told of, and read again', async () => {
    core.broken = true
    const window = openWindow(core, locks, 'first')
    await pass()
    expect(window.session.view.getState()).toMatchObject({ account: 'unknown', failure: new Error('Unreadable') })
    core.broken = false
    await pass(3_000)
    expect(window.session.view.getState()).toMatchObject({ account: 'practice', failure: null })
  })

  it('an account that changes during a call waits for its end', async () => {
    const window = openWindow(core, locks, 'first')
    await pass()
    window.ring()
    core.account = null
    core.command({ type: 'account-changed' })
    await pass()
    expect([window.phones.length, window.line.isBusy()]).toEqual([1, true])
    core.command({ type: 'act', callId, action: { type: 'decline' } })
    await pass()
    expect(window.phones).toHaveLength(2)
  })
})

describe('a core that dies', () => {
  it('S11.5 leaves the call alone, and is told of it when it is back', async () => {
    const window = openWindow(core, locks, 'first')
    await pass()
    window.ring()
    core.die()
    await pass(1_000)
    window.phones[0]?.tell({ type: 'answered', callId })
    await pass(1_000)
    expect([window.place(), window.line.isBusy(), window.phones[0]?.asked]).toEqual(['here', true, []])
    core.up = true
    await pass(3_000)
    expect(core.attachments.at(-1)).toMatchObject({ dialerId: 'first', alive: [{ id: callId, phase: 'active' }], takeOver: true })
    expect(core.reports.at(-1)).toMatchObject({ id: callId, phase: 'active', revision: 2 })
    expect(window.phones).toHaveLength(1)
  })

  it('S11.5 learns of a call that ended while it was away, so that it is not taken for lost', async () => {
    const window = openWindow(core, locks, 'first')
    await pass()
    window.ring()
    core.die()
    await pass(1_000)
    window.line.dispatch({ type: 'act', callId, action: { type: 'decline' } })
    await pass(1_000)
    core.up = true
    await pass(200)
    expect(core.attachments.at(-1)?.alive).toMatchObject([{ id: callId, phase: 'ended', result: 'cancel' }])
    await pass(5_000)
    expect([core.reports.at(-1)?.phase, window.journal.pending()]).toEqual(['ended', []])
  })

  it('is looked for again and again', async () => {
    core.up = false
    const window = openWindow(core, locks, 'first')
    await pass(60_000)
    expect(window.place()).toBe('starting')
    core.up = true
    await pass(500)
    expect(window.place()).toBe('here')
  })
})

describe('a window that closes', () => {
  it('hangs up and says so at once, for the journal may not get its turn', async () => {
    const window = openWindow(core, locks, 'first')
    await pass()
    window.ring()
    window.phones[0]?.tell({ type: 'answered', callId })
    await pass()
    window.session.leave()
    expect(window.phones[0]?.asked).toEqual(['end', 'stop'])
    expect(core.reports.at(-1)).toMatchObject({ id: callId, phase: 'ended', result: 'answer' })
  })
})
