import { noteIdOfCall } from '../../src-shared/telephony/note-of-call.ts'
import type { CallSnapshot, LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { strangerWith } from '../telephony/who.ts'

/** Who is on the line, as the core last said, kept while it is away. */
export interface KnownCallers {
  /** The call of this window's line with what is known of its other side; a stranger until the core has spoken. */
  readonly join: (snapshot: CallSnapshot, told: readonly LiveCall[]) => LiveCall
}

export const createKnownCallers = (): KnownCallers => {
  let known: Pick<LiveCall, 'id' | 'caller' | 'noteId'> | null = null
  return {
    join: (snapshot, told) => {
      known = told.find(({ id }) => id === snapshot.id) ?? (known?.id === snapshot.id ? known : null)
      return { ...snapshot, caller: known?.caller ?? strangerWith(snapshot.number), noteId: known?.noteId ?? noteIdOfCall(snapshot.id) }
    },
  }
}
