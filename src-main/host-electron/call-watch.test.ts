import { describe, expect, it } from 'vitest'
import type { LiveCall, TelephonyState } from '../../src-shared/telephony/telephony-contract.ts'
import { beganToRing, type CallWatch, noCalls, watchCalls } from './call-watch.ts'

const state = (dialer: TelephonyState['dialer'], ...calls: [string, LiveCall['phase']][]) => ({
  dialer,
  calls: calls.map(([id, phase]) => ({ id, phase }) as LiveCall),
})

const onCall: CallWatch = { onCall: true, ringing: [] }

describe('the desktop', () => {
  it.each(['ringing', 'dialling', 'remote-ringing', 'active'] as const)('is on a call that is %s', (phase) => {
    expect(watchCalls(noCalls, state('attached', ['a', phase])).onCall).toBe(true)
  })

  it('is on no call once the last one has ended', () => {
    expect(watchCalls(onCall, state('attached', ['a', 'ended']))).toEqual(noCalls)
    expect(watchCalls(onCall, state('attached'))).toEqual(noCalls)
    expect(watchCalls(onCall, state('attached', ['a', 'ended'], ['b', 'active'])).onCall).toBe(true)
  })

  it('goes on with its call while a core that was started again has not heard of it', () => {
    expect(watchCalls(onCall, state('absent'))).toEqual(onCall)
    expect(watchCalls(onCall, state('absent', ['old', 'ended']))).toEqual(onCall)
    expect(watchCalls(noCalls, state('absent'))).toEqual(noCalls)
  })

  it('is on a call that goes on while its dialler is away for a moment', () => {
    expect(watchCalls(noCalls, state('absent', ['a', 'active'])).onCall).toBe(true)
  })
})

describe('a call', () => {
  const quiet = watchCalls(noCalls, state('attached'))
  const rings = watchCalls(quiet, state('attached', ['a', 'ringing']))

  it('begins to ring once', () => {
    expect(beganToRing(quiet, rings)).toBe(true)
    expect(beganToRing(rings, watchCalls(rings, state('attached', ['a', 'ringing'])))).toBe(false)
    expect(beganToRing(rings, watchCalls(rings, state('attached', ['a', 'active'])))).toBe(false)
  })

  it('rings beside another one', () => {
    expect(beganToRing(rings, watchCalls(rings, state('attached', ['a', 'ringing'], ['b', 'ringing'])))).toBe(true)
  })

  it('that one makes does not ring here', () => {
    expect(beganToRing(quiet, watchCalls(quiet, state('attached', ['a', 'remote-ringing'])))).toBe(false)
  })
})
