import { describe, expect, it } from 'vitest'
import { idleLine, isLive, type LineEffect, type LineEvent, type LineState, resultOf, step } from './call-machine.ts'
import type { CallEnding } from './phone.ts'
import type { CallSnapshot } from './telephony-contract.ts'

const callId = '0197f1de-0000-7000-8000-000000000001'
const otherId = '0197f1de-0000-7000-8000-000000000002'

/** A line that hears events one second after the other. */
const createLine = () => {
  let state: LineState = idleLine
  let now = 1_000_000
  const effects: LineEffect[] = []
  return {
    hear: (...events: LineEvent[]) => {
      for (const event of events) {
        now += 1000
        const next = step(state, event, { now })
        state = next.state
        effects.push(...next.effects)
      }
    },
    at: (time: number) => {
      now = time - 1000
    },
    call: () => state.call as CallSnapshot,
    state: () => state,
    sounds: () => effects.flatMap((effect) => (effect.type === 'sound' ? [effect.sound] : [])),
    reports: () => effects.flatMap((effect) => (effect.type === 'report' ? [effect.snapshot] : [])),
    commands: () => effects.filter((effect) => effect.type !== 'report' && effect.type !== 'sound'),
  }
}

const incoming: LineEvent = { type: 'incoming', callId, number: '+48601234567', displayName: 'Jan', sipCallId: 'abc' }
const dial: LineEvent = { type: 'dial', callId, number: '601234567', contactId: null }
const answered: LineEvent = { type: 'answered', callId }
const ringing: LineEvent = { type: 'remote-ringing', callId, earlyMedia: false }
const act = (action: Extract<LineEvent, { type: 'act' }>['action']): LineEvent => ({ type: 'act', callId, action })
const ended = (ending: Partial<CallEnding> = {}): LineEvent => ({
  type: 'ended',
  callId,
  ending: { by: 'them', sipStatus: null, sipReason: '', trouble: null, ...ending },
})

describe('an incoming call', () => {
  it('S11.2 rings, is answered and is told of with each change', () => {
    const line = createLine()
    line.hear(incoming, act({ type: 'answer' }), answered, ended())
    expect(line.reports().map(({ phase, revision }) => [phase, revision])).toEqual([
      ['ringing', 1],
      ['active', 2],
      ['ended', 3],
    ])
    expect(line.sounds()).toEqual(['ring', 'silence', 'silence', 'ended'])
    expect(line.call()).toMatchObject({ result: 'answer', answeredAt: 1_003_000, endedAt: 1_004_000 })
  })

  it('is answered once, however often the button is pressed', () => {
    const line = createLine()
    line.hear(incoming, act({ type: 'answer' }), act({ type: 'answer' }))
    expect(line.commands()).toEqual([{ type: 'answer', callId }])
  })

  it('that is declined is over at once, whatever the network says later', () => {
    const line = createLine()
    line.hear(incoming, act({ type: 'decline' }), ended({ sipStatus: 487 }))
    expect(line.call()).toMatchObject({ phase: 'ended', result: 'cancel', sipStatus: 603 })
    expect(line.reports()).toHaveLength(2)
    expect(line.commands()).toEqual([{ type: 'decline', callId, busy: false }])
  })

  it('whose caller gives up is a missed one', () => {
    const line = createLine()
    line.hear(incoming, ended({ sipStatus: 487 }))
    expect(line.call()).toMatchObject({ result: 'noanswer', sipStatus: 487 })
    expect(line.sounds().at(-1)).toBe('silence')
  })

  it('during another is told that the line is busy, and is kept as missed', () => {
    const line = createLine()
    line.hear(incoming, answered, { ...incoming, callId: otherId })
    expect(line.call().id).toBe(callId)
    expect(line.commands()).toEqual([{ type: 'decline', callId: otherId, busy: true }])
    expect(line.reports().at(-1)).toMatchObject({ id: otherId, phase: 'ended', result: 'busy', sipStatus: 486, revision: 1 })
  })
})

describe('an outgoing call', () => {
  it('rings there, is answered and ended', () => {
    const line = createLine()
    line.hear(dial, { type: 'sent', callId, sipCallId: 'xyz' }, ringing, answered, act({ type: 'end' }))
    expect(line.sounds()).toEqual(['silence', 'ringback', 'silence', 'silence'])
    expect(line.call()).toMatchObject({ sipCallId: 'xyz', result: 'answer', sipStatus: null })
    expect(line.commands()).toEqual([
      { type: 'call', callId, number: '601234567' },
      { type: 'end', callId },
    ])
  })

  it('with early media lets the network play its own ringing', () => {
    const line = createLine()
    line.hear(dial, { type: 'remote-ringing', callId, earlyMedia: true })
    expect(line.sounds()).toEqual(['silence', 'silence'])
  })

  it('is not made while another is on the line, and says so', () => {
    const line = createLine()
    line.hear(incoming, answered, { ...dial, callId: otherId })
    expect(line.commands()).toEqual([{ type: 'refused', callId: otherId, number: '601234567' }])
    expect(line.call().id).toBe(callId)
  })

  it('that is given up before the answer is cancelled', () => {
    const line = createLine()
    line.hear(dial, act({ type: 'end' }))
    expect(line.call()).toMatchObject({ result: 'cancel', sipStatus: 487 })
  })

  it('dialled twice under one id is one call', () => {
    const line = createLine()
    line.hear(dial, dial, ended({ sipStatus: 486 }), dial)
    expect(line.commands()).toHaveLength(1)
  })
})

describe('during a call', () => {
  it('S11.4 mute and hold are asked for, and shown when the telephone says so', () => {
    const line = createLine()
    line.hear(dial, answered, act({ type: 'mute', muted: true }), act({ type: 'hold', held: true }))
    expect([line.call().muted, line.call().held]).toEqual([false, false])
    line.hear({ type: 'muted', callId, muted: true }, { type: 'held', callId, by: 'us', held: true })
    line.hear({ type: 'held', callId, by: 'them', held: true })
    expect(line.call()).toMatchObject({ muted: true, held: true, heldByThem: true })
    expect(line.commands().slice(1)).toEqual([
      { type: 'mute', callId, muted: true },
      { type: 'hold', callId, held: true },
    ])
  })

  it('what is so already is not asked for again', () => {
    const line = createLine()
    line.hear(dial, answered, act({ type: 'mute', muted: false }), act({ type: 'hold', held: false }))
    expect(line.commands()).toHaveLength(1)
  })

  it('S11.4 keypad tones go out in the call and into an announcement before it, and not while dialling', () => {
    const line = createLine()
    const tones = act({ type: 'tones', tones: '5#' })
    line.hear(dial, tones, ringing, tones, answered, tones)
    expect(line.commands().filter(({ type }) => type === 'tones')).toHaveLength(2)
  })

  it('how it sounds is told when the word changes, and forgotten on hold', () => {
    const line = createLine()
    const quality = (word: 'good' | 'poor' | null): LineEvent => ({ type: 'quality', callId, quality: word })
    line.hear(dial, answered, quality('good'), quality('good'))
    expect(line.reports()).toHaveLength(3)
    expect(line.call().quality).toBe('good')
    line.hear({ type: 'held', callId, by: 'us', held: true }, quality('poor'))
    expect(line.call().quality).toBeUndefined()
  })
})

describe('the line', () => {
  it('hears nothing of calls that are over or not its own', () => {
    const line = createLine()
    line.hear(dial, ended({ sipStatus: 404 }))
    const before = line.state()
    line.hear(answered, ringing, { type: 'muted', callId, muted: true }, { type: 'answered', callId: otherId }, act({ type: 'end' }))
    expect(line.state()).toEqual(before)
    expect(isLive(line.call())).toBe(false)
  })

  it('never lets a call end before it began, whatever the clock does', () => {
    const line = createLine()
    line.hear(dial, answered)
    line.at(5000)
    line.hear(ended())
    expect(line.call().endedAt).toBe(line.call().answeredAt)
  })

  it('cuts texts of the network that are too long to be kept', () => {
    const line = createLine()
    line.hear({ ...incoming, number: '1'.repeat(999), displayName: 'x'.repeat(999), sipCallId: 'c'.repeat(999) })
    line.hear(ended({ sipStatus: 9999, sipReason: 'r'.repeat(999) }))
    const { number, displayName, sipCallId, sipReason, sipStatus } = line.call()
    expect([number.length, displayName.length, sipCallId?.length, sipReason.length, sipStatus]).toEqual([256, 250, 512, 250, null])
  })
})

describe('the result of a call', () => {
  const ending = (change: Partial<CallEnding>): CallEnding => ({ by: 'them', sipStatus: null, sipReason: '', trouble: null, ...change })
  const out = { direction: 'outgoing', answeredAt: null } as const
  const into = { direction: 'incoming', answeredAt: null } as const

  it.each([
    ['answer', { ...out, answeredAt: 1 }, ending({ trouble: 'connection_lost' })],
    ['busy', out, ending({ sipStatus: 486 })],
    ['busy', out, ending({ sipStatus: 600 })],
    ['noanswer', out, ending({ sipStatus: 480 })],
    ['noanswer', out, ending({ sipStatus: 408 })],
    ['cancel', out, ending({ sipStatus: 603 })],
    ['cancel', out, ending({ by: 'us' })],
    ['failed', out, ending({ sipStatus: 404 })],
    ['failed', out, ending({ trouble: 'server_unreachable' })],
    ['failed', out, ending({ by: 'us', trouble: 'microphone_denied' })],
    ['noanswer', into, ending({ sipStatus: 487 })],
    ['cancel', into, ending({ by: 'us', sipStatus: 603 })],
    ['busy', into, ending({ by: 'us', sipStatus: 486 })],
    ['failed', into, ending({ trouble: 'microphone_missing' })],
  ] as const)('is %s', (result, call, how) => {
    expect(resultOf(call, how)).toBe(result)
  })
})
