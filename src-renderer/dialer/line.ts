import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  idleLine,
  isLive,
  type LineEffect,
  type LineEvent,
  type LineSound,
  type LineState,
  step,
} from '../../src-shared/telephony/call-machine.ts'
import type { Phone, Registration } from '../../src-shared/telephony/phone.ts'
import type { CallSnapshot } from '../../src-shared/telephony/telephony-contract.ts'

interface LineView extends LineState {
  readonly registration: Registration
}

export interface LineDependencies {
  readonly report: (snapshot: CallSnapshot) => void
  readonly registrationChanged: (registration: Registration) => void
  readonly play: (sound: LineSound) => void
  /** A number could not be dialled, for a call is on the line. */
  readonly refused: (number: string) => void
  /** UTC milliseconds. */
  readonly now: () => number
}

/** The call machine, tied to a telephone. */
export interface Line {
  readonly view: StoreApi<LineView>
  readonly dispatch: (event: LineEvent) => void
  /** Puts another telephone on the line: the old one is stopped first, its call ended. */
  readonly use: (phone: Phone) => Promise<void>
  readonly phone: () => Phone | null
  readonly isBusy: () => boolean
}

const unregistered: Registration = { state: 'unregistered', trouble: null, sipStatus: null }

export const createLine = ({ report, registrationChanged, play, refused, now }: LineDependencies): Line => {
  const view = createStore<LineView>(() => ({ ...idleLine, registration: unregistered }))
  let phone: Phone | null = null
  let unsubscribe: (() => void) | null = null

  const perform = (effect: LineEffect) => {
    switch (effect.type) {
      case 'report':
        return report(effect.snapshot)
      case 'sound':
        return play(effect.sound)
      case 'refused':
        return refused(effect.number)
      case 'call':
        return phone?.call(effect.callId, effect.number)
      case 'answer':
        return phone?.answer(effect.callId)
      case 'decline':
        return phone?.decline(effect.callId, effect.busy)
      case 'end':
        return phone?.end(effect.callId)
      case 'mute':
        return phone?.setMuted(effect.callId, effect.muted)
      case 'hold':
        return phone?.setHeld(effect.callId, effect.held)
      case 'tones':
        return phone?.sendTones(effect.callId, effect.tones)
    }
  }

  const dispatch = (event: LineEvent) => {
    if (event.type === 'registration') {
      view.setState({ registration: event.registration })
      return registrationChanged(event.registration)
    }
    const { call, answering } = view.getState()
    const next = step({ call, answering }, event, { now: now() })
    view.setState(next.state)
    for (const effect of next.effects) perform(effect)
  }

  return {
    view,
    dispatch,
    use: async (next) => {
      const before = phone
      await before?.stop()
      unsubscribe?.()
      phone = next
      unsubscribe = next.subscribe(dispatch)
      next.start()
    },
    phone: () => phone,
    isBusy: () => isLive(view.getState().call),
  }
}
