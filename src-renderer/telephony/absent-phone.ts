import type { Phone, PhoneTrouble } from '../../src-shared/telephony/phone.ts'
import { createPhoneEmitter } from './emitter.ts'

/** Where there is no telephone: it says why, and so does each call. */
export const createAbsentPhone = (trouble: PhoneTrouble): Phone => {
  const { tell, subscribe } = createPhoneEmitter()
  return {
    subscribe,
    start: () => tell({ type: 'registration', registration: { state: 'unregistered', trouble, sipStatus: null } }),
    stop: async () => undefined,
    call: (callId) => tell({ type: 'ended', callId, ending: { by: 'them', sipStatus: null, sipReason: '', trouble } }),
    answer: () => undefined,
    decline: () => undefined,
    end: () => undefined,
    setMuted: () => undefined,
    setHeld: () => undefined,
    sendTones: () => undefined,
    statistics: async () => null,
  }
}
