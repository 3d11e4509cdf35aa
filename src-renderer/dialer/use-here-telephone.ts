import { useMemo, useState } from 'react'
import { v7 as newId } from 'uuid'
import { useStore } from 'zustand'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { canDial, tellHindrance } from '../telephony/dial.ts'
import { useTelephony } from '../telephony/telephony-store.ts'
import type { Telephone } from '../telephony/use-telephone.tsx'
import type { Dialer } from './create-dialer.ts'
import { createKnownCallers } from './live-call.ts'

const none: readonly LiveCall[] = []

/** The telephone of this very window: what is asked goes straight to the line, so that a call goes on whatever becomes of the core. */
export const useHereTelephone = (dialer: Dialer): Telephone => {
  const { line, session, sounds } = dialer
  const { call: snapshot, registration } = useStore(line.view)
  const isAttached = useStore(session.view, ({ place }) => place === 'here')
  const told = useTelephony((state) => state?.calls) ?? none
  const number = useTelephony((state) => state?.line ?? '')
  const [callers] = useState(createKnownCallers)
  const call = useMemo(() => snapshot && callers.join(snapshot, told), [callers, snapshot, told])
  return useMemo(
    () => ({
      isHere: true,
      isAttached,
      registration,
      line: number,
      call,
      dial: (dialled, contactId = null) => {
        if (!canDial(dialled)) return tellHindrance('not_a_number', { number: dialled })
        line.dispatch({ type: 'dial', callId: newId(), number: dialled.trim(), contactId })
      },
      act: (callId, action) => line.dispatch({ type: 'act', callId, action }),
      keySound: sounds.key,
    }),
    [isAttached, registration, number, call, line, sounds],
  )
}
