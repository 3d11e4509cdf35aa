import { type FocusEvent, useRef, useState } from 'react'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { isTyping } from '../telephony/use-call-keys.ts'

interface WrittenCall {
  /** The earlier call that is still being written about while another one rings or was missed; null: there is none. */
  readonly earlier: LiveCall | null
  readonly onFocus: (event: FocusEvent, call: LiveCall) => void
  readonly onBlur: (event: FocusEvent) => void
  readonly letGo: () => void
}

/** Keeps the call whose fields have the focus, so that they do not vanish from under the fingers when the next call rings. */
export const useWrittenCall = (call: LiveCall | null): WrittenCall => {
  const [writtenId, setWrittenId] = useState<string | null>(null)
  const isFocused = useRef(false)
  const known = useRef<LiveCall | null>(null)
  if (call && (writtenId === null || call.id === writtenId)) known.current = call
  const isRinging = call?.phase === 'ringing'
  const isOver = writtenId !== null && call?.id !== writtenId && !isRinging && (call?.phase !== 'ended' || !isFocused.current)
  if (isOver) setWrittenId(null)
  const earlier = writtenId !== null && !isOver && call?.id !== writtenId && known.current?.id === writtenId ? known.current : null
  return {
    earlier,
    onFocus: ({ target }, focused) => {
      if (!isTyping(target)) return
      isFocused.current = true
      setWrittenId(focused.id)
    },
    onBlur: () => {
      isFocused.current = false
      // While it rings nothing moves: the button that is being pressed stays under the pointer.
      if (!isRinging) setWrittenId(null)
    },
    letGo: () => setWrittenId(null),
  }
}
