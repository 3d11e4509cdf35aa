import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { callDirections, callResults } from '../calls/call-kind.ts'
import { knownPersonSchema } from '../contacts/contact-contract.ts'
import { contactStages, contactTypes } from '../contacts/contact-kind.ts'
import { procedure } from '../lib/procedure.ts'
import { idSchema, nameSchema, phoneNumberSchema, timeSchema } from '../lib/schemas.ts'
import { dialerAccountSchema, saveAccountSchema, telephoneAccountSchema } from './account.ts'
import { phoneTroubles, registrationSchema } from './phone.ts'
import { qualityWords } from './quality.ts'

export const callPhases = ['ringing', 'dialling', 'remote-ringing', 'active', 'ended'] as const

/** A call as the dialler sees it at one moment. `revision` rises with each; the core keeps the newest and forgets none. */
const callSnapshotSchema = z.object({
  id: idSchema,
  direction: z.enum(callDirections),
  phase: z.enum(callPhases),
  /** As dialled, or as the caller's telephone sent it. */
  number: z.string().max(256),
  displayName: z.string().max(250),
  /** Whom the dialling person meant; null for incoming calls and typed numbers. */
  contactId: idSchema.nullable(),
  startedAt: timeSchema,
  answeredAt: timeSchema.nullable(),
  endedAt: timeSchema.nullable(),
  muted: z.boolean(),
  held: z.boolean(),
  heldByThem: z.boolean(),
  sipCallId: z.string().max(512).nullable(),
  result: z.enum(callResults).nullable(),
  sipStatus: z.int().min(100).max(699).nullable(),
  sipReason: z.string().max(250),
  trouble: z.enum(phoneTroubles).nullable(),
  /** How it sounds here; left out while nothing can be said. It is shown and not kept. */
  quality: z.enum(qualityWords).optional(),
  revision: z.int().min(1),
})

export type CallSnapshot = z.infer<typeof callSnapshotSchema>

/** Someone who has the number. */
const callerMatchSchema = z.object({
  contactId: idSchema,
  name: z.string(),
  /** The contact person whose number it is, where it is not the contact's own. */
  personName: z.string().nullable(),
  company: z.string(),
  type: z.enum(contactTypes),
  stage: z.enum(contactStages),
  lastNote: z.string().nullable(),
})

/** What the local store knows of a number. With several matches the call belongs to none of them until someone chose. */
const callerSchema = z.object({
  number: phoneNumberSchema,
  /** As it is spoken in its country. */
  spoken: z.string(),
  country: z.string().nullable(),
  matches: z.array(callerMatchSchema),
  /** People with this number whose cards this member may not see. */
  known: z.array(knownPersonSchema),
  colleague: z.object({ memberId: idSchema, name: z.string(), extension: z.string() }).nullable(),
  earlierCalls: z.object({ count: z.int(), lastAt: timeSchema.nullable() }),
})

export type Caller = z.infer<typeof callerSchema>
export type CallerMatch = z.infer<typeof callerMatchSchema>

/** A call on the line, with who it is and where its note lies. `noteId` is the same for everybody who types. */
const liveCallSchema = callSnapshotSchema.extend({ caller: callerSchema, noteId: idSchema })
export type LiveCall = z.infer<typeof liveCallSchema>

export const telephonyStateSchema = z.object({
  /** Whether a dialler window is there to carry calls. */
  dialer: z.enum(['absent', 'attached']),
  registration: registrationSchema,
  /** The number or user under which this telephone is registered, for the pill. */
  line: z.string(),
  /** Calls on the line, and the one that ended last, until the next begins. */
  calls: z.array(liveCallSchema),
})

export type TelephonyState = z.infer<typeof telephonyStateSchema>

/** What the screens ask the dialler to do. */
const callActionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer') }),
  z.object({ type: z.literal('decline') }),
  z.object({ type: z.literal('end') }),
  z.object({ type: z.literal('mute'), muted: z.boolean() }),
  z.object({ type: z.literal('hold'), held: z.boolean() }),
  z.object({ type: z.literal('tones'), tones: z.string().regex(/^[0-9*#A-D]{1,64}$/) }),
])

export type CallAction = z.infer<typeof callActionSchema>

/**
 * What the dialler hears after it has attached. `granted` comes first; `refused` means that another window is the telephone already
 * (and ends the stream); `replaced` that another window has taken over.
 */
const dialerCommandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('granted') }),
  z.object({ type: z.literal('refused') }),
  z.object({ type: z.literal('replaced') }),
  z.object({ type: z.literal('account-changed') }),
  z.object({ type: z.literal('dial'), callId: idSchema, number: z.string(), contactId: idSchema.nullable() }),
  z.object({ type: z.literal('act'), callId: idSchema, action: callActionSchema }),
  z.object({ type: z.literal('focus') }),
])

export type DialerCommand = z.infer<typeof dialerCommandSchema>

export const telephonyContract = {
  state: procedure('GET', '/telephony/state', 'State of the telephone and the calls on the line').output(telephonyStateSchema),
  account: procedure('GET', '/telephony/account', 'The telephone account, without its password').output(telephoneAccountSchema.nullable()),
  saveAccount: procedure('PUT', '/telephony/account', 'Keeps the telephone account; the password is kept encrypted')
    .input(saveAccountSchema)
    .output(telephoneAccountSchema),
  /** Dials; where no dialler is there yet the call waits fifteen seconds for one. Answers whether one is there. */
  dial: procedure('POST', '/telephony/dial', 'Dials a number')
    .input(z.object({ number: z.string().trim().min(1).max(64), contactId: idSchema.nullable().default(null) }))
    .output(z.object({ callId: idSchema, dialer: z.enum(['absent', 'attached']) })),
  act: procedure('POST', '/telephony/act', 'Answers, declines, ends, mutes, holds, sends tones')
    .input(z.object({ callId: idSchema, action: callActionSchema }))
    .output(z.void()),
  /** Asks the dialler window to come to the front. */
  focus: procedure('POST', '/telephony/focus', 'Brings the dialler to the front').output(z.void()),
  identify: procedure('POST', '/telephony/identify', 'Who has this number')
    .input(z.object({ number: z.string().max(256) }))
    .output(callerSchema),
  /** Says whom a call was with, where several have the number. */
  assign: procedure('POST', '/telephony/assign', 'Says whom a call was with')
    .input(z.object({ callId: idSchema, contactId: idSchema }))
    .output(z.void()),
  /** Makes a client or a lead of the number of a call; the call and its notes go to them. */
  createFromCall: procedure('POST', '/telephony/create-from-call', 'Makes a client or lead of an unknown caller')
    .input(z.object({ callId: idSchema, contactId: idSchema, stage: z.enum(contactStages), name: nameSchema }))
    .output(z.object({ contactId: idSchema })),

  // For the dialler window.
  dialerAccount: procedure('GET', '/telephony/dialer-account', 'The telephone account with its password, for the dialler').output(
    dialerAccountSchema.nullable(),
  ),
  /** `alive` are the calls that this window still carries: an open call of this machine that is not among them is closed as lost. */
  attach: procedure('POST', '/telephony/attach', 'Makes this window the telephone')
    .input(z.object({ dialerId: idSchema, alive: z.array(callSnapshotSchema).max(10), takeOver: z.boolean().default(false) }))
    .output(eventIterator(dialerCommandSchema)),
  /** Keeps a snapshot; repeating it, or an older one, changes nothing. Acknowledged once it is on the disk. */
  report: procedure('POST', '/telephony/report', 'Keeps what the telephone says of a call').input(callSnapshotSchema).output(z.void()),
  reportRegistration: procedure('POST', '/telephony/report-registration', 'Tells the state of the registration')
    .input(z.object({ dialerId: idSchema, registration: registrationSchema }))
    .output(z.void()),
}
