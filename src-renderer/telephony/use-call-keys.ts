import { useEffect, useRef } from 'react'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { callKeyAction, mayActByKey } from './call-keys.ts'
import { useTelephone } from './use-telephone.tsx'

/** Whether a key goes into a field. */
export const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'))

/** The keys of the call on the line, heard wherever nothing is being typed. */
export const useCallKeys = (call: LiveCall | null): void => {
  const { act } = useTelephone()
  const latest = useRef({ call, act })
  latest.current = { call, act }
  useEffect(() => {
    let lastTypedAt: number | null = null
    // A call that rings may take the field away; whoever goes on typing is typing still.
    const watch = (event: KeyboardEvent) => {
      const now = performance.now()
      if (isTyping(event.target) || (event.key.length === 1 && !mayActByKey(lastTypedAt, now))) lastTypedAt = now
    }
    const hear = (event: KeyboardEvent) => {
      const { call: current, act: perform } = latest.current
      if (!current || event.defaultPrevented || isTyping(event.target)) return
      const action = callKeyAction(event, current)
      if (!action) return
      if (current.phase === 'ringing' && !mayActByKey(lastTypedAt, performance.now())) return
      event.preventDefault()
      perform(current.id, action)
    }
    window.addEventListener('keydown', watch, { capture: true })
    window.addEventListener('keydown', hear)
    return () => {
      window.removeEventListener('keydown', watch, { capture: true })
      window.removeEventListener('keydown', hear)
    }
  }, [])
}
