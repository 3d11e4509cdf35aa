import { ORPCError } from '@orpc/client'
import type { CallSnapshot } from '../../src-shared/telephony/telephony-contract.ts'
import type { ApiClient } from '../api/api.ts'
import type { JournalEntry, SendOutcome } from './journal.ts'

/** Codes of the one error shape that say: this input will not be taken, today or tomorrow. */
const finalCodes = ['bad_input', 'not_found', 'conflict', 'too_large']

/** What an error of the API means for an entry of the journal. */
export const outcomeOf = (error: unknown): SendOutcome => {
  if (!(error instanceof ORPCError)) return { type: 'unreachable' }
  const code = (error.data as { readonly code?: unknown } | undefined)?.code
  if (typeof code === 'string') return finalCodes.includes(code) ? { type: 'refused', reason: code } : { type: 'failed' }
  return error.status >= 400 && error.status < 500 ? { type: 'refused', reason: 'bad_input' } : { type: 'failed' }
}

type NoteInput = Parameters<ApiClient['notes']['write']>[0]

/** Sends an entry to the core. */
export const sendEntry =
  (client: ApiClient) =>
  async (entry: JournalEntry): Promise<SendOutcome> => {
    try {
      if (entry.procedure === 'telephony.report') await client.telephony.report(entry.input as CallSnapshot)
      else await client.notes.write(entry.input as NoteInput)
      return { type: 'acknowledged' }
    } catch (error) {
      return outcomeOf(error)
    }
  }
