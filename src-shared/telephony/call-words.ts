import type { CallDirection, CallResult } from '../calls/call-kind.ts'
import type { PhoneTrouble } from './phone.ts'

/** The words for how a call ended: keys under `outcome` in the telephone's texts. */
export const callWordKeys = [
  'answered',
  'busy',
  'unknown_number',
  'incomplete_number',
  'not_in_service',
  'no_answer',
  'unavailable',
  'declined',
  'cancelled',
  'declined_by_us',
  'missed',
  'missed_while_busy',
  'no_rights',
  'no_credit',
  'no_common_sound',
  'wrong_password',
  'server',
  'refused',
  'unknown',
  'no_account',
  'server_unreachable',
  'no_answer_from_server',
  'refused_by_server',
  'microphone_denied',
  'microphone_missing',
  'connection_lost',
  'taken_over',
] as const

export type CallWordKey = (typeof callWordKeys)[number]

const byStatus: Readonly<Record<number, CallWordKey>> = {
  401: 'wrong_password',
  402: 'no_credit',
  403: 'no_rights',
  404: 'unknown_number',
  407: 'wrong_password',
  408: 'no_answer',
  410: 'not_in_service',
  415: 'no_common_sound',
  480: 'unavailable',
  484: 'incomplete_number',
  486: 'busy',
  487: 'no_answer',
  488: 'no_common_sound',
  600: 'busy',
  603: 'declined',
  604: 'unknown_number',
  606: 'no_common_sound',
}

const byResult: Readonly<Record<CallResult, CallWordKey>> = {
  answer: 'answered',
  noanswer: 'no_answer',
  busy: 'busy',
  cancel: 'cancelled',
  failed: 'unknown',
}

/** An ended call, as a snapshot or as a row has it. Rows keep no trouble. */
export interface EndedCall {
  readonly direction: CallDirection
  readonly result: CallResult | null
  readonly sipStatus: number | null
  readonly trouble?: PhoneTrouble | null
}

const incomingWords = ({ result, sipStatus }: EndedCall): CallWordKey => {
  if (result === 'cancel') return 'declined_by_us'
  return result === 'busy' || sipStatus === 486 ? 'missed_while_busy' : 'missed'
}

/** Which words say how a call ended. Whoever hung up before the answer reads *cancelled*; 480 after our own dialling is the network's word. */
export const callWords = (call: EndedCall): CallWordKey => {
  if (call.result === 'answer') return 'answered'
  if (call.trouble) return call.trouble
  if (call.direction === 'incoming') return incomingWords(call)
  if (call.result === 'cancel' && call.sipStatus !== 603) return 'cancelled'
  if (call.sipStatus === null) return call.result ? byResult[call.result] : 'unknown'
  const known = byStatus[call.sipStatus]
  if (known) return known
  if (call.sipStatus >= 500 && call.sipStatus < 600) return 'server'
  return call.sipStatus >= 300 ? 'refused' : 'unknown'
}

/** Outcomes after which dialling the same number again makes sense. */
export const isWorthRetrying = (call: EndedCall): boolean =>
  !['unknown_number', 'incomplete_number', 'not_in_service', 'no_rights'].includes(callWords(call))
