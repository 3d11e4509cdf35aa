import type { Phone, PhoneEvent } from '../../src-shared/telephony/phone.ts'
import { createPhoneEmitter } from '../telephony/emitter.ts'

/** A telephone that does nothing by itself and remembers what it was asked; for tests. */
export const createTestPhone = (): Phone & { readonly tell: (event: PhoneEvent) => void; readonly asked: string[] } => {
  const { tell, subscribe } = createPhoneEmitter()
  const asked: string[] = []
  return {
    tell,
    asked,
    subscribe,
    start: () => undefined,
    stop: async () => {
      asked.push('stop')
    },
    call: (_, number) => asked.push(`call ${number}`),
    answer: () => asked.push('answer'),
    decline: () => asked.push('decline'),
    end: () => asked.push('end'),
    setMuted: (_, muted) => asked.push(`mute ${muted}`),
    setHeld: (_, held) => asked.push(`hold ${held}`),
    sendTones: (_, tones) => asked.push(`tones ${tones}`),
    statistics: async () => null,
  }
}
