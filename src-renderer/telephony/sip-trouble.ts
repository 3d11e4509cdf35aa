import type { Registration } from '../../src-shared/telephony/phone.ts'

/** What a refused registration means. 401 and 407 come only after the password was tried; 403 may be the user or the password. */
export const registrationTrouble = (sipStatus: number | null): Registration => {
  if (sipStatus === null || sipStatus === 408) return { state: 'failed', trouble: 'no_answer_from_server', sipStatus }
  if (sipStatus === 401 || sipStatus === 407) return { state: 'failed', trouble: 'wrong_password', sipStatus }
  return { state: 'failed', trouble: 'refused_by_server', sipStatus }
}

/**
 * Milliseconds until the next attempt to register. A refused password is tried seldom: exchanges block addresses that keep guessing.
 */
export const registrationPause = (registration: Registration, attempt: number): number =>
  registration.trouble === 'wrong_password' ? 300_000 : Math.min(60_000, 2_000 * 2 ** Math.min(attempt, 5))

/** What a failed getUserMedia means (W3C mediacapture-streams, 10.2). */
export const microphoneTrouble = (error: unknown): 'microphone_denied' | 'microphone_missing' =>
  error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'SecurityError')
    ? 'microphone_denied'
    : 'microphone_missing'
