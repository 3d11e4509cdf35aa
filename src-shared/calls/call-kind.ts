import { z } from 'zod'
import { idSchema, phoneNumberSchema, shortTextSchema, timeSchema } from '../lib/schemas.ts'
import { defineKind } from '../rows/kind.ts'

export const callDirections = ['incoming', 'outgoing'] as const

/** How a call ended; Teamsale's five values. `sipStatus` keeps what the telephone network said. */
export const callResults = ['answer', 'noanswer', 'cancel', 'busy', 'failed'] as const

/**
 * A call as it is kept. Until `endedAt` is set it is still going on. `noanswer`: rang out (a missed call, if incoming); `cancel`: the
 * caller gave up, or the called person declined (`sipStatus` 603).
 */
const callFields = {
  id: idSchema,
  /** Whom the call was with; null while unknown, or while several people have the number and nobody has chosen. */
  contactId: idSchema.nullable(),
  /** The user who spoke or should have. */
  memberId: idSchema,
  /** The machine whose telephone carried it. */
  deviceId: idSchema,
  direction: z.enum(callDirections),
  number: phoneNumberSchema,
  /** What the caller's telephone said of its name. */
  displayName: shortTextSchema,
  startedAt: timeSchema,
  answeredAt: timeSchema.nullable(),
  endedAt: timeSchema.nullable(),
  result: z.enum(callResults).nullable(),
  /** SIP status code of the final answer (RFC 3261, 21), null where none came. */
  sipStatus: z.int().min(100).max(699).nullable(),
  sipReason: shortTextSchema,
  /** SIP Call-ID (RFC 3261, 8.1.1.4); null on the practice line. */
  sipCallId: z.string().max(512).nullable(),
  /** Rises with each report of the telephone; an older one that arrives late changes nothing. */
  revision: z.int().min(1),
}

export const callSchema = z.looseObject(callFields)

/** What the telephone reports of a call; `contactId` is the match of the number at that moment, used for the first report alone. */
export const callReportSchema = z.object(callFields).omit({ memberId: true })

export type Call = z.infer<typeof callSchema>
export type CallResult = (typeof callResults)[number]
export type CallDirection = (typeof callDirections)[number]

export const callKind = defineKind({
  name: 'call',
  schema: callSchema,
  root: (call) => call.contactId ?? call.id,
  participants: (call) => [call.memberId],
  lookups: {
    open: (call) => (call.endedAt === null ? ['yes'] : []),
    contact: (call) => (call.contactId ? [call.contactId] : []),
  },
})

/** Milliseconds of conversation: from the answer to the end. */
export const talkTime = (call: Pick<Call, 'answeredAt' | 'endedAt'>): number =>
  call.answeredAt !== null && call.endedAt !== null ? Math.max(0, call.endedAt - call.answeredAt) : 0

/** Milliseconds of ringing: from the start to the answer, or to the end where nobody answered. */
export const waitingTime = (call: Pick<Call, 'startedAt' | 'answeredAt' | 'endedAt'>): number => {
  const until = call.answeredAt ?? call.endedAt
  return until === null ? 0 : Math.max(0, until - call.startedAt)
}

export const isMissed = (call: Pick<Call, 'direction' | 'answeredAt' | 'endedAt'>): boolean =>
  call.direction === 'incoming' && call.answeredAt === null && call.endedAt !== null
