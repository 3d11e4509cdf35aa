import { beforeEach, expect, it } from 'vitest'
import type { Presence, PresenceCall } from '../../src-shared/sync/protocol.ts'
import { createPresence, heartbeat, type PresenceChange, type PresenceHub } from './presence.ts'

const idOf = (number: number) => `0199a000-0000-7000-8000-${String(number).padStart(12, '0')}`
const [anna, piotr] = [idOf(1), idOf(2)]
const call = (since: number): PresenceCall => ({ e164: null, digits: '601234567', contactId: null, since })
const on = (memberId: string, talks: PresenceCall | null = null): Presence => ({
  memberId,
  online: true,
  call: talks,
  viewing: null,
  program: '1.2.0',
})
const off = (memberId: string): Presence => ({ memberId, online: false, call: null, viewing: null, program: null })

interface Process {
  readonly hub: PresenceHub
  readonly told: (readonly Presence[])[]
  readonly changed: PresenceChange[]
  readonly said: string[]
  cutOff: boolean
}

let now: number
let processes: Process[]
const start = (): Process => {
  const told: (readonly Presence[])[] = []
  const said: string[] = []
  const changed: PresenceChange[] = []
  const process: Process = {
    told,
    changed,
    said,
    cutOff: false,
    hub: createPresence({
      processId: `process ${processes.length}`,
      monotonic: () => now,
      tell: (_, changes) => {
        told.push(changes.map(({ member }) => member))
        changed.push(...changes)
      },
      announce: (organisationId, payload) => {
        said.push(payload)
        if (!process.cutOff) for (const other of processes) if (other !== process) other.hub.heard(organisationId, payload)
      },
    }),
  }
  processes.push(process)
  return process
}
beforeEach(() => {
  now = 0
  processes = []
})

/** Waits until exactly this has been told, in whatever pieces, and begins anew. */
const expectHeard = async (process: Process, expected: readonly Presence[]) => {
  await expect.poll(() => process.told.flat().toSorted((one, other) => one.memberId.localeCompare(other.memberId))).toEqual(expected)
  process.told.length = 0
}

it('tells what changes, once, and a newcomer everybody', async () => {
  const one = start()
  const [first, second, his] = [{}, {}, {}]
  expect(one.hub.join('o', anna, '1.2.0', first)).toEqual([on(anna)])
  one.hub.join('o', anna, '1.2.0', second)
  expect(one.hub.join('o', piotr, '1.2.0', his)).toEqual([on(anna), on(piotr)])
  await expectHeard(one, [on(anna), on(piotr)])
  one.hub.said('o', second, { call: call(5), viewing: null })
  one.hub.said('o', second, { call: call(5), viewing: null })
  await expectHeard(one, [on(anna, call(5))])
  one.hub.leave('o', first)
  one.hub.leave('o', second)
  await expectHeard(one, [off(anna)])
})

it('organisations hear nothing of each other', async () => {
  const one = start()
  one.hub.join('o', anna, '1.2.0', {})
  expect(one.hub.join('other', piotr, '1.2.0', {})).toEqual([on(piotr)])
})

it('of two calls of one member the newer counts', () => {
  const one = start()
  const [first, second] = [{}, {}]
  one.hub.join('o', anna, '1.2.0', first)
  one.hub.join('o', anna, '1.2.0', second)
  one.hub.said('o', first, { call: call(9), viewing: null })
  one.hub.said('o', second, { call: call(5), viewing: null })
  expect(one.hub.join('o', piotr, '1.2.0', {})).toEqual([on(anna, call(9)), on(piotr)])
})

it('S8.1 of the programs with which one member is on line the newest is told, at whichever process', async () => {
  const [one, two] = [start(), start()]
  const old = {}
  one.hub.join('o', anna, '1.9.0', old)
  await expectHeard(one, [{ ...on(anna), program: '1.9.0' }])
  two.hub.join('o', anna, '1.10.0', {})
  await expectHeard(one, [{ ...on(anna), program: '1.10.0' }])
  one.hub.leave('o', old)
  two.told.length = 0
  expect(two.hub.join('o', piotr, '1.9.0', {})).toEqual([
    { ...on(anna), program: '1.10.0' },
    { ...on(piotr), program: '1.9.0' },
  ])
  await expectHeard(two, [{ ...on(piotr), program: '1.9.0' }])
})

it('of the cards that one member has open the one that was opened last counts, at whichever process; it goes with its socket', async () => {
  const [one, two] = [start(), start()]
  const [first, second, elsewhere] = [{}, {}, {}]
  one.hub.join('o', anna, '1.2.0', first)
  one.hub.join('o', anna, '1.2.0', second)
  one.hub.join('o', piotr, '1.2.0', {})
  two.hub.join('o', piotr, '1.2.0', elsewhere)
  one.hub.said('o', second, { call: null, viewing: idOf(7) })
  one.hub.said('o', first, { call: null, viewing: idOf(8) })
  two.hub.said('o', elsewhere, { call: null, viewing: idOf(8) })
  const viewers = (process: Process) => process.hub.viewersOf('o', idOf(8)).map(({ memberId }) => memberId)
  for (const process of [one, two]) await expect.poll(() => viewers(process).toSorted()).toEqual([anna, piotr])
  expect(one.hub.viewersOf('o', idOf(7))).toEqual([])
  one.changed.length = 0
  one.hub.leave('o', first)
  await expect.poll(() => one.changed).toEqual([{ member: { ...on(anna), viewing: idOf(7) }, wasViewing: idOf(8), onlyCard: true }])
  await expect.poll(() => viewers(two)).toEqual([piotr])
})

it('processes tell each other, a new one hears of everybody, and one that stops takes its people along', async () => {
  const [one, two] = [start(), start()]
  one.hub.join('o', anna, '1.2.0', {})
  await expectHeard(one, [on(anna)])
  two.hub.join('o', piotr, '1.2.0', {})
  await expectHeard(two, [on(anna), on(piotr)])
  await expectHeard(one, [on(piotr)])
  one.hub.close()
  await expectHeard(two, [off(anna)])
})

it('who is at a process that has fallen silent is on line no more', async () => {
  const [one, two] = [start(), start()]
  two.hub.join('o', piotr, '1.2.0', {})
  one.hub.join('o', anna, '1.2.0', {})
  await expectHeard(two, [on(anna), on(piotr)])
  one.cutOff = true
  for (let beat = 0; beat < 4; beat++) {
    now += heartbeat
    two.hub.beat()
  }
  await expectHeard(two, [off(anna)])
  one.cutOff = false
  one.hub.beat()
  await expectHeard(two, [on(anna)])
})

it('what processes say stays short, however many are on line', async () => {
  const [one, two] = [start(), start()]
  two.hub.join('o', idOf(0), '1.2.0', {})
  for (let number = 1; number <= 200; number++) {
    const place = {}
    one.hub.join('o', idOf(number), '1.2.0', place)
    const long = { ...call(number), e164: `+${'4'.repeat(19)}`, digits: '4'.repeat(32), contactId: idOf(number) }
    one.hub.said('o', place, { call: long, viewing: idOf(number) })
  }
  await expect.poll(() => two.told.flat().length).toBeGreaterThan(200)
  one.hub.beat()
  expect(Math.max(...one.said.map((payload) => Buffer.byteLength(payload)))).toBeLessThan(8000)
})
