import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { importProgressSchema } from '../import/import-contract.ts'
import { procedure } from '../lib/procedure.ts'
import { idSchema } from '../lib/schemas.ts'
import { presenceSchema } from '../sync/protocol.ts'
import { teamStateSchema } from '../team/team-contract.ts'
import { telephonyStateSchema } from '../telephony/telephony-contract.ts'
import { workSchema } from '../work/work-contract.ts'

/** What changed. `ids: 'many'` means: too many to name, ask again for everything of the kind. */
export const coreEventSchema = z.discriminatedUnion('type', [
  /** First of each stream: whatever was shown before may be stale. */
  z.object({ type: z.literal('hello') }),
  z.object({ type: z.literal('rows'), kind: z.string(), ids: z.union([z.array(z.string()), z.literal('many')]) }),
  z.object({ type: z.literal('settings') }),
  z.object({ type: z.literal('telephony'), state: telephonyStateSchema }),
  z.object({ type: z.literal('team'), state: teamStateSchema }),
  z.object({ type: z.literal('presence'), members: z.array(presenceSchema) }),
  /** Files have arrived, or are with the server now. */
  z.object({ type: z.literal('files'), hashes: z.array(z.string()) }),
  z.object({ type: z.literal('import'), progress: importProgressSchema }),
  z.object({ type: z.literal('work'), work: workSchema }),
  /** Somebody has named me in a note: once for each note. `memberId` is its author, `contactId` whom it is about, null where that is not known. */
  z.object({ type: z.literal('mention'), noteId: idSchema, contactId: idSchema.nullable(), memberId: idSchema }),
])

export type CoreEvent = z.infer<typeof coreEventSchema>

export const systemContract = {
  events: procedure('POST', '/events', 'What changes, as it changes').output(eventIterator(coreEventSchema)),
}
