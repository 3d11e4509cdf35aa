import { createContext, useContext, useMemo } from 'react'
import { isLive } from '../../src-shared/telephony/call-machine.ts'
import type { Registration } from '../../src-shared/telephony/phone.ts'
import type { CallAction, LiveCall, TelephonyState } from '../../src-shared/telephony/telephony-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { explain } from '../i18n/explain.ts'
import { toastFailure } from '../ui/toasts.tsx'
import { useAnsweredHere } from './answered-here.ts'
import { commandDeadline, dial } from './dial.ts'
import { useTelephony } from './telephony-store.ts'

/** The telephone as the screens use it: the same in its own window and, from afar, in every other page. */
export interface Telephone {
  readonly isHere: boolean
  /** Whether a window carries calls; false also while nothing is known. */
  readonly isAttached: boolean
  readonly registration: Registration
  /** Under which number or user it is registered; may be empty. */
  readonly line: string
  /** The call on the line, or the one that ended last; null before the first. */
  readonly call: LiveCall | null
  readonly dial: (number: string, contactId?: string | null) => void
  readonly act: (callId: string, action: CallAction) => void
  /** Lets a pressed key be heard, where the sound is. */
  readonly keySound: (key: string) => void
}

/** Given by the window that is the telephone. Other pages leave it out and speak through the core. */
export const TelephoneContext = createContext<Telephone | null>(null)

/** Of several calls the one that matters: on the line, else ended last. */
export const callToShow = (calls: readonly LiveCall[]): LiveCall | null =>
  calls.find((call) => isLive(call)) ?? calls.toSorted((left, right) => (right.endedAt ?? 0) - (left.endedAt ?? 0))[0] ?? null

const unregistered: Registration = { state: 'unregistered', trouble: null, sipStatus: null }

const whole = (state: TelephonyState | null) => state

const useRemoteTelephone = (): Telephone => {
  const api = useApi()
  const state = useTelephony(whole)
  return useMemo(() => {
    const act = async (callId: string, action: CallAction) => {
      if (action.type === 'answer') useAnsweredHere.setState({ callId })
      try {
        await api.client.telephony.act({ callId, action }, { signal: commandDeadline() })
      } catch (error) {
        const { title, details } = explain(error)
        toastFailure(title, details)
      }
    }
    return {
      isHere: false,
      isAttached: state?.dialer === 'attached',
      registration: state?.registration ?? unregistered,
      line: state?.line ?? '',
      call: callToShow(state?.calls ?? []),
      dial: (number, contactId = null) => void dial(api, number, contactId),
      act: (callId, action) => void act(callId, action),
      keySound: () => undefined,
    }
  }, [api, state])
}

export const useTelephone = (): Telephone => {
  const remote = useRemoteTelephone()
  return useContext(TelephoneContext) ?? remote
}
