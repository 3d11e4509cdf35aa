import { v7 } from 'uuid'
import { notes } from '../../../src-main/demo/demo-words.ts'
import { callResults } from '../../../src-shared/calls/call-kind.ts'
import { recordCall } from '../../../src-shared/calls/call-mutators.ts'
import { createContact } from '../../../src-shared/contacts/contact-mutators.ts'
import { parsePhoneNumber } from '../../../src-shared/lib/phone-numbers.ts'
import { writeNote } from '../../../src-shared/notes/note-mutators.ts'
import type { Mutator } from '../../../src-shared/rows/mutator.ts'
import { createOverlay, type RowChange } from '../../../src-shared/rows/transaction.ts'
import { type Chance, createChance } from '../chance.ts'
import { personAt } from '../people.ts'

const day = 86_400_000
/** Days over which notes and calls follow the making of a contact. */
const followed = 200

const made = <Args>(mutator: Mutator<Args>, args: Args, memberId: string, now: number): RowChange => {
  const overlay = createOverlay({ read: () => undefined, idsOf: () => [] })
  mutator.run(overlay, args, { memberId, now })
  return overlay.changes()[0] as RowChange
}

/** What somebody wrote about a client: one to four sentences. */
const textOf = (chance: Chance): string => Array.from({ length: 1 + chance.below(4) }, () => chance.pick(notes)).join(' ')

/**
 * The rows of a team that has worked for a while: of each contact itself (about 1 KB), two notes and three calls, spread over the months after
 * it. The same for the same numbers.
 */
export const teamRows = function* (contacts: number, memberIds: readonly string[]): Generator<RowChange> {
  for (let index = 0; index < contacts; index++) {
    const chance = createChance(index + 7)
    const memberId = chance.pick(memberIds)
    const contact = personAt(index, memberId)
    const begun = Number.parseInt(contact.id.slice(0, 8) + contact.id.slice(9, 13), 16)
    const idAt = (msecs: number) => v7({ msecs, random: Uint8Array.from({ length: 16 }, () => chance.below(256)) })
    yield made(createContact, contact, memberId, begun)
    for (let note = 0; note < 2; note++) {
      const at = begun + chance.below(followed * day)
      yield made(writeNote, { id: idAt(at), contactId: contact.id, callId: null, text: textOf(chance), revision: 1 }, memberId, at)
    }
    const number = contact.phones[0] ?? parsePhoneNumber('601 234 567', 'PL')
    for (let call = 0; call < 3; call++) {
      const at = begun + chance.below(followed * day)
      const result = chance.pick(callResults)
      const answered = result === 'answer'
      yield made(
        recordCall,
        {
          id: idAt(at),
          contactId: contact.id,
          deviceId: memberId,
          direction: chance.pick(['incoming', 'outgoing'] as const),
          number: { typed: number?.typed ?? '', e164: number?.e164 ?? null, digits: number?.digits ?? '' },
          displayName: '',
          startedAt: at,
          answeredAt: answered ? at + 8_000 : null,
          endedAt: at + 20_000 + chance.below(600_000),
          result,
          sipStatus: answered ? 200 : 487,
          sipReason: answered ? 'OK' : 'Request Terminated',
          sipCallId: `${idAt(at)}@pbx.firma.example`,
          revision: 3,
        },
        memberId,
        at,
      )
    }
  }
}
