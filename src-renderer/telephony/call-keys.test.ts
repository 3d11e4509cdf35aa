import { expect, test } from 'vitest'
import { callKeyAction, mayActByKey } from './call-keys.ts'
import { liveCallOf } from './test-calls.ts'

const press = (key: string, change = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...change })
const ringing = liveCallOf()
const active = liveCallOf({ phase: 'active', answeredAt: 1 })

test('S11.2 while it rings, A answers and D declines', () => {
  expect(callKeyAction(press('a'), ringing)).toEqual({ type: 'answer' })
  expect(callKeyAction(press('D'), ringing)).toEqual({ type: 'decline' })
  expect(callKeyAction(press('m'), ringing)).toBeNull()
})

test('S11.4 in the call, M mutes and H holds, and pressed again they take it back', () => {
  expect(callKeyAction(press('m'), active)).toEqual({ type: 'mute', muted: true })
  expect(callKeyAction(press('m'), { ...active, muted: true })).toEqual({ type: 'mute', muted: false })
  expect(callKeyAction(press('h'), { ...active, held: true })).toEqual({ type: 'hold', held: false })
  expect(callKeyAction(press('d'), active)).toBeNull()
})

test('keys with others held down, held keys, and keys without a call do nothing', () => {
  expect(callKeyAction(press('a', { ctrlKey: true }), ringing)).toBeNull()
  expect(callKeyAction(press('m', { repeat: true }), active)).toBeNull()
  expect(callKeyAction(press('a'), null)).toBeNull()
  expect(callKeyAction(press('m'), liveCallOf({ phase: 'ended' }))).toBeNull()
})

test('S11.2 a key answers or declines only when nothing has been typed for a second', () => {
  expect([mayActByKey(null, 5), mayActByKey(5_000, 5_999), mayActByKey(5_000, 6_000)]).toEqual([true, false, true])
})
