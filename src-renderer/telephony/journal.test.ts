import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createJournal, type JournalEntry, type JournalStore, type RefusedEntry, type SendOutcome } from './journal.ts'
import { createMemoryJournalStore } from './journal-memory.ts'

const acknowledged: SendOutcome = { type: 'acknowledged' }

let store: JournalStore
let sent: JournalEntry[]
let answer: (entry: JournalEntry) => SendOutcome | Promise<SendOutcome>

beforeEach(() => {
  vi.useFakeTimers()
  store = createMemoryJournalStore()
  sent = []
  answer = () => acknowledged
})
afterEach(() => {
  vi.useRealTimers()
})

const open = (onRefused?: (entries: readonly RefusedEntry[]) => void) =>
  createJournal({
    store,
    send: async (entry) => {
      sent.push(entry)
      return answer(entry)
    },
    timers: { setTimeout, clearTimeout: (timer) => clearTimeout(timer), now: () => performance.now() },
    ...(onRefused ? { onRefused } : {}),
  })

const note = (revision: number, key = 'note:1') => ({
  key,
  procedure: 'notes.write' as const,
  input: { text: `tekst ${revision}` },
  revision,
})

const settle = () => vi.advanceTimersByTimeAsync(0)
const kept = async () => (await store.entries()).map(({ key, revision }) => [key, revision])

describe('the journal', () => {
  it('keeps an entry before it is sent, and until it is acknowledged', async () => {
    let acknowledge: (outcome: SendOutcome) => void = () => undefined
    answer = () =>
      new Promise((resolve) => {
        acknowledge = resolve
      })
    const journal = open()
    await journal.record(note(1))
    expect(await kept()).toEqual([['note:1', 1]])
    await settle()
    expect(await kept()).toEqual([['note:1', 1]])
    acknowledge(acknowledged)
    await settle()
    expect([await kept(), journal.pending()]).toEqual([[], []])
  })

  it('S11.5 sends what an earlier page left behind, in its order', async () => {
    await store.put({ ...note(4, 'note:2'), seq: 8 })
    await store.put({ ...note(2, 'call:1'), seq: 3 })
    const journal = open()
    await journal.empty()
    expect(sent.map(({ key }) => key)).toEqual(['call:1', 'note:2'])
  })

  it('S11.5 while the core is away nothing is lost, and each try comes later than the one before', async () => {
    answer = () => ({ type: 'unreachable' })
    const journal = open()
    await journal.record(note(1, 'a'))
    await journal.record(note(1, 'b'))
    await settle()
    const tries = sent.length
    await vi.advanceTimersByTimeAsync(700)
    expect(sent.length - tries).toBe(2)
    answer = () => acknowledged
    journal.wake()
    await settle()
    expect([await kept(), sent.slice(-2).map(({ key }) => key)]).toEqual([[], ['a', 'b']])
  })

  it('a lost acknowledgment means that it is sent once more, the same', async () => {
    let lost = true
    answer = () => {
      if (!lost) return acknowledged
      lost = false
      return { type: 'unreachable' }
    }
    const journal = open()
    await journal.record(note(1))
    await vi.advanceTimersByTimeAsync(1_000)
    expect([sent.map(({ revision }) => revision), journal.pending()]).toEqual([[1, 1], []])
  })

  it('a newer revision written while the older one is on its way is sent after it, and stays until then', async () => {
    let acknowledge: (outcome: SendOutcome) => void = () => undefined
    answer = () =>
      new Promise((resolve) => {
        acknowledge = resolve
      })
    const journal = open()
    await journal.record(note(1))
    await settle()
    await journal.record(note(2))
    acknowledge(acknowledged)
    await settle()
    expect(await kept()).toEqual([['note:1', 2]])
    acknowledge(acknowledged)
    await settle()
    expect([sent.map(({ revision }) => revision), await kept()]).toEqual([[1, 2], []])
  })

  it('an older revision that comes late changes nothing', async () => {
    answer = () => ({ type: 'unreachable' })
    const journal = open()
    await journal.record(note(5))
    await journal.record(note(4))
    expect(await kept()).toEqual([['note:1', 5]])
  })

  it('what is typed quickly travels as one', async () => {
    const journal = open()
    for (const revision of [1, 2, 3]) {
      await journal.record(note(revision), 120)
      await vi.advanceTimersByTimeAsync(50)
    }
    expect(await kept()).toEqual([['note:1', 3]])
    await vi.advanceTimersByTimeAsync(120)
    expect(sent.map(({ revision }) => revision)).toEqual([3])
  })

  it('a note that waits is not held back by another one that is being typed', async () => {
    const journal = open()
    await journal.record(note(1, 'a'), 120)
    for (const revision of [1, 2, 3, 4]) {
      await vi.advanceTimersByTimeAsync(50)
      await journal.record(note(revision, 'b'), 120)
    }
    expect(sent.map(({ key }) => key)).toEqual(['a'])
  })

  it('one entry that fails does not hold up those behind it', async () => {
    answer = ({ key }) => (key === 'a' ? { type: 'failed' } : acknowledged)
    const journal = open()
    await journal.record(note(1, 'a'))
    await journal.record(note(1, 'b'))
    await settle()
    expect(await kept()).toEqual([['a', 1]])
  })

  it('what the core refuses for what it is is set aside with its content, told of, and let go when its author says so', async () => {
    answer = ({ key }) => (key === 'a' ? { type: 'refused', reason: 'too_large' } : acknowledged)
    const told: (readonly RefusedEntry[])[] = []
    const journal = open((entries) => told.push(entries))
    await journal.record(note(1, 'a'))
    await journal.record(note(1, 'b'))
    await journal.empty()
    expect(told.at(-1)).toMatchObject([{ key: 'a', reason: 'too_large', input: { text: 'tekst 1' } }])
    expect(await store.refused()).toHaveLength(1)
    await journal.forgetRefused('a')
    expect([await store.refused(), journal.refused(), told.at(-1)]).toEqual([[], [], []])
  })

  it('a page that comes later shows what was refused before', async () => {
    await store.setAside({ ...note(1, 'a'), seq: 1, reason: 'conflict' })
    const journal = open()
    await journal.ready
    expect(journal.refused()).toHaveLength(1)
  })

  it('a full disk stops nothing that can still be sent', async () => {
    store = { ...store, put: () => Promise.reject(new Error('QuotaExceededError')) }
    const journal = open()
    await journal.record(note(1))
    await settle()
    expect(sent).toHaveLength(1)
  })

  it('a place that lets nothing go stops nothing that can still be sent', async () => {
    store = { ...store, remove: () => Promise.reject(new Error('InvalidStateError')) }
    const journal = open()
    await journal.record(note(1, 'a'))
    await settle()
    await journal.record(note(1, 'b'))
    await settle()
    expect([sent.map(({ key }) => key), journal.pending()]).toEqual([['a', 'b'], []])
  })

  it('what was refused and cannot be set aside is told of all the same, and stays for a later page', async () => {
    store = { ...store, setAside: () => Promise.reject(new Error('QuotaExceededError')) }
    answer = ({ key }) => (key === 'a' ? { type: 'refused', reason: 'too_large' } : acknowledged)
    const told: (readonly RefusedEntry[])[] = []
    const journal = open((entries) => told.push(entries))
    await journal.record(note(1, 'a'))
    await settle()
    await journal.record(note(1, 'b'))
    await settle()
    expect([sent.map(({ key }) => key), told.at(-1)?.length, await kept()]).toEqual([['a', 'b'], 1, [['a', 1]]])
  })

  it('a place that cannot be read stops nothing either', async () => {
    store = { ...store, entries: () => Promise.reject(new Error('InvalidStateError')) }
    const journal = open()
    await journal.ready
    await journal.record(note(1))
    await settle()
    expect(sent).toHaveLength(1)
  })
})
