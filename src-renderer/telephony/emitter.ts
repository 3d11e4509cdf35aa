import type { PhoneEvent } from '../../src-shared/telephony/phone.ts'

/** Listeners of one telephone. An event told while another is being heard comes after it. */
export const createPhoneEmitter = () => {
  const listeners = new Set<(event: PhoneEvent) => void>()
  const queue: PhoneEvent[] = []
  let telling = false
  return {
    tell: (event: PhoneEvent) => {
      queue.push(event)
      if (telling) return
      telling = true
      for (let next = queue.shift(); next; next = queue.shift()) for (const listener of [...listeners]) listener(next)
      telling = false
    },
    subscribe: (listener: (event: PhoneEvent) => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
