import { z } from 'zod'
import { actSchema } from '../contacts/contact-contract.ts'
import { errorDataSchema, procedure } from '../lib/procedure.ts'
import { boundariesSchema, countrySchema, emailSchema, idSchema, nameSchema, timeSchema } from '../lib/schemas.ts'
import { presenceSchema } from '../sync/protocol.ts'
import {
  codeSchema,
  crmNameSchema,
  invitationFactsSchema,
  invitationResultSchema,
  invitationSchema,
  invitedPersonSchema,
  mostInvited,
  passwordSchema,
} from '../sync/server-contract.ts'
import { groupSchema } from './group-kind.ts'
import { extensionSchema, managedFieldsSchema } from './member-kind.ts'
import { withScheme } from './server-address.ts'

/** Address of a team's server: https, or http where the server is on a network of one's own. The scheme may be left out. */
export const serverAddressSchema = z
  .string()
  .trim()
  .max(500)
  .transform((text) => withScheme(text).replace(/\/+$/, ''))
  .pipe(z.url({ protocol: /^https?$/ }))

/** How far something long has come. */
export const progressSchema = z.object({ done: z.int().min(0), total: z.int().min(0) })

export const teamConnections = [
  'online',
  'connecting',
  'offline',
  /** The session has ended: the password is needed once more. */
  'signed_out',
  'update_client',
  'update_server',
  'blocked',
] as const

/** How this computer works with its team. */
export const teamStateSchema = z.discriminatedUnion('mode', [
  z.object({
    mode: z.literal('alone'),
    /** The team whose administrator has blocked this account, with whose data it went from this computer; null once somebody has read so. */
    blockedBy: z.string().nullable(),
  }),
  z.object({
    mode: z.literal('team'),
    server: z.string(),
    /** Name of the CRM. */
    name: z.string(),
    email: z.string(),
    connection: z.enum(teamConnections),
    /** Since when the connection is what it is. */
    since: timeSchema,
    /** Writes that the server has not confirmed yet. */
    pending: z.int().min(0),
    /** Writes that the server refused and nobody has looked at. */
    attention: z.int().min(0),
    /** When everything was last the same here and there; null before the first time. */
    syncedAt: timeSchema.nullable(),
    /** The team's data has gone from here after too long without contact; it comes back with the next one. */
    emptied: z.boolean(),
    /** When the server last answered this account, to a minute; null before the first time. */
    contactAt: timeSchema.nullable(),
    /** While everything comes for the first time, or once more. */
    firstSync: progressSchema.nullable(),
    /** While what was made alone moves to the team. */
    moving: progressSchema.nullable(),
    /** Files on their way to the server. */
    uploads: z.int().min(0),
  }),
])
export type TeamState = z.infer<typeof teamStateSchema>

/** A write that the server refused: what it was, of whom, and why. Nothing of it is lost. */
export const attentionSchema = z.object({
  id: z.int(),
  /** Name of the mutator: `contact.patch`; the screens have words for each. */
  mutation: z.string(),
  contactId: idSchema.nullable(),
  /** Name of the client or lead, as far as this computer knows it. */
  name: z.string().nullable(),
  at: timeSchema,
  reason: errorDataSchema.extend({ message: z.string() }),
  /** Who has the lead by now, where that was the reason. */
  holder: z.string().nullable(),
  /** What was written, field by field: to be read, copied, done again. */
  content: z.array(z.object({ field: z.string(), text: z.string() })),
})
export type Attention = z.infer<typeof attentionSchema>

/** A call or note that a blocked member had not sent when they were blocked: an administrator decides whether it is kept (I9). */
export const sealedSchema = z.object({
  id: z.int(),
  memberId: idSchema,
  mutation: z.string(),
  at: timeSchema,
  /** Of the client or lead, as far as this computer knows it. */
  name: z.string().nullable(),
  content: z.array(z.object({ field: z.string(), text: z.string() })),
})
export type Sealed = z.infer<typeof sealedSchema>

/** What moving to a team found: people whom the team knows already, by phone or e-mail. */
export const movedSchema = z.object({
  contacts: z.int().min(0),
  /** The group may not import: what was made alone stays where it is. */
  refused: z.boolean().default(false),
  duplicates: z.array(z.object({ id: idSchema, name: z.string(), otherId: idSchema, otherName: z.string() })),
})

/** The link of an invitation as it was pasted: read by `readInvitationLink`. */
export const invitationLinkSchema = z.string().trim().min(1).max(1000)

/** What one member did in one stretch of time. */
export const performanceSchema = z.object({
  memberId: idSchema,
  /** Which stretch: 0 is the one that begins with the first boundary. */
  stretch: z.int().min(0),
  incoming: z.int().min(0),
  /** Of the incoming ones. */
  answered: z.int().min(0),
  outgoing: z.int().min(0),
  /** Of the outgoing ones. */
  reached: z.int().min(0),
  /** Seconds of talk, both ways. */
  talkTime: z.int().min(0),
  leadsTaken: z.int().min(0),
  /** Finished either way, and those of them that became clients. */
  leadsFinished: z.int().min(0),
  leadsWon: z.int().min(0),
})
export type Performance = z.infer<typeof performanceSchema>

const where = { server: serverAddressSchema }
/** Whether what was made alone moves to the team. */
const bring = z.boolean().default(false)

export const teamContract = {
  state: procedure('GET', '/team', 'How this computer works with its team').output(teamStateSchema),
  checkName: procedure('POST', '/team/check-name', 'Whether the name of a CRM is free on a server')
    .input(z.object({ ...where, code: z.string().trim().max(100), name: crmNameSchema }))
    .output(z.object({ free: z.boolean() })),
  create: procedure('POST', '/team/create', 'Makes a CRM on a server and moves into it')
    .input(
      z.object({
        ...where,
        code: codeSchema,
        name: crmNameSchema,
        country: countrySchema,
        personName: nameSchema,
        email: emailSchema,
        password: passwordSchema,
        extension: extensionSchema.default(null),
        /** Who else is invited at once; what became of it is told by `welcome`. */
        people: z.array(invitedPersonSchema).max(mostInvited).default([]),
        bring,
      }),
    )
    .output(teamStateSchema),
  join: procedure('POST', '/team/join', 'Signs in to a team and moves into it')
    .input(z.object({ ...where, email: emailSchema, password: z.string().max(200), bring }))
    .output(teamStateSchema),
  lookAtInvitation: procedure('POST', '/team/invitation', 'What the link of an invitation is for')
    .input(z.object({ link: invitationLinkSchema }))
    .output(invitationFactsSchema.extend({ server: z.string() })),
  joinByInvitation: procedure('POST', '/team/join-by-invitation', 'Makes an account with an invitation and moves into its team')
    .input(
      z.object({
        link: invitationLinkSchema,
        personName: nameSchema,
        email: emailSchema,
        password: passwordSchema,
        extension: extensionSchema.default(null),
        bring,
      }),
    )
    .output(teamStateSchema),
  /** What became of the people who were invited while the CRM was made; empty once it has been read. */
  welcome: procedure('GET', '/team/welcome', 'Who was invited while the CRM was made').output(
    z.object({ results: z.array(invitationResultSchema) }),
  ),
  dismissWelcome: procedure('POST', '/team/welcome/dismiss', 'The results have been read').output(z.object({})),
  dismissBlocked: procedure('POST', '/team/blocked/dismiss', 'Whoever was blocked has read so').output(teamStateSchema),
  /** After the session has ended. What was written meanwhile is kept. */
  signIn: procedure('POST', '/team/sign-in', 'Signs in once more')
    .input(z.object({ password: z.string().max(200) }))
    .output(teamStateSchema),
  signOutEverywhere: procedure('POST', '/team/sign-out-everywhere', 'Ends all sessions of this account, on every computer').output(
    teamStateSchema,
  ),
  changePassword: procedure('POST', '/team/change-password', 'Changes the password; the other sessions end')
    .input(z.object({ current: z.string().max(200), password: passwordSchema }))
    .output(z.object({})),
  /** Before a team is joined as well: so the server is named. */
  requestReset: procedure('POST', '/team/request-reset', 'Sends a code for a new password to the address of an account')
    .input(z.object({ ...where, email: emailSchema }))
    .output(z.object({})),
  resetPassword: procedure('POST', '/team/reset-password', 'Sets a new password with a code')
    .input(z.object({ ...where, email: emailSchema, code: codeSchema, password: passwordSchema }))
    .output(z.object({})),
  requestEmail: procedure('POST', '/team/request-email', 'Sends a code to a new address of my own')
    .input(z.object({ email: emailSchema, password: z.string().max(200) }))
    .output(z.object({})),
  confirmEmail: procedure('POST', '/team/confirm-email', 'Changes my address with the code that was sent to it')
    .input(z.object({ code: codeSchema }))
    .output(z.object({ email: emailSchema })),
  /** The team's data goes from this computer. `force` also where something has not been sent: it is lost then. */
  leave: procedure('POST', '/team/leave', 'Leaves the team on this computer')
    .input(z.object({ force: z.boolean().default(false) }))
    .output(teamStateSchema),
  groups: procedure('GET', '/team/groups', 'All groups, those first that every CRM has').output(
    z.object({ groups: z.array(groupSchema.extend({ members: z.int().min(0) })) }),
  ),
  saveGroup: procedure('POST', '/team/groups/save', 'Makes a group, or changes its name and permissions')
    .input(groupSchema.pick({ id: true, name: true, permissions: true }).strip())
    .output(z.object({})),
  deleteGroup: procedure('POST', '/team/groups/delete', 'Deletes a group in which nobody is')
    .input(z.object({ id: idSchema }))
    .output(z.object({})),
  updateMember: procedure('POST', '/team/members/update', 'Changes a colleague')
    .input(z.object({ memberId: idSchema, fields: managedFieldsSchema.extend({ email: emailSchema.optional() }) }))
    .output(z.object({})),
  blockMember: procedure('POST', '/team/members/block', 'Takes all access from a colleague at once, or gives it back')
    .input(z.object({ memberId: idSchema, blocked: z.boolean() }))
    .output(z.object({})),
  resetAccess: procedure('POST', '/team/members/reset-access', 'Signs a colleague out everywhere, and lets them set a new password')
    .input(z.object({ memberId: idSchema }))
    .output(z.object({ sentTo: z.string().nullable(), code: z.string().nullable() })),
  sealed: procedure('GET', '/team/sealed', 'What blocked members had not sent: for administrators').output(
    z.object({ items: z.array(sealedSchema) }),
  ),
  acceptSealed: procedure('POST', '/team/sealed/accept', 'Keeps what a blocked member had not sent')
    .input(z.object({ ids: z.array(z.int()).min(1).max(500) }))
    .output(z.object({ accepted: z.int().min(0) })),
  handOver: procedure('POST', '/team/hand-over', 'The owner of the CRM makes somebody else its owner')
    .input(z.object({ memberId: idSchema }))
    .output(z.object({})),
  invitations: procedure('GET', '/team/invitations', 'Invitations of the CRM, the newest first').output(
    z.object({ invitations: z.array(invitationSchema) }),
  ),
  invite: procedure('POST', '/team/invite', 'Invites people by e-mail, each with a result of its own')
    .input(z.object({ people: z.array(invitedPersonSchema).min(1).max(mostInvited) }))
    .output(z.object({ results: z.array(invitationResultSchema) })),
  makeLink: procedure('POST', '/team/invitations/make-link', 'Makes a link with which people can join')
    .input(z.object({ groupId: idSchema, days: z.int().min(1).max(90), maxUses: z.int().min(1).max(1000).nullable() }))
    .output(z.object({ id: idSchema, link: z.string(), expiresAt: timeSchema })),
  renewInvitation: procedure('POST', '/team/invitations/renew', 'Makes a new link for an invitation')
    .input(z.object({ id: idSchema }))
    .output(invitationResultSchema),
  revokeInvitation: procedure('POST', '/team/invitations/revoke', 'Takes an invitation back')
    .input(z.object({ id: idSchema }))
    .output(z.object({})),
  /** By the calendar of `timeZone`; each boundary begins a stretch: days or weeks. */
  performance: procedure('POST', '/team/performance', 'What each member did: calls, talk time, leads, by stretches of time')
    .input(z.object({ boundaries: boundariesSchema }))
    .output(z.object({ rows: z.array(performanceSchema) })),
  syncNow: procedure('POST', '/team/sync-now', 'Does not wait for the next time').output(teamStateSchema),
  attention: procedure('GET', '/team/attention', 'Writes that the server refused').output(z.object({ items: z.array(attentionSchema) })),
  retry: procedure('POST', '/team/attention/retry', 'Sends a refused write once more')
    .input(z.object({ id: z.int() }))
    .output(actSchema),
  discard: procedure('POST', '/team/attention/discard', 'Puts refused writes away')
    .input(z.object({ ids: z.array(z.int()).min(1).max(500) }))
    .output(z.object({})),
  presence: procedure('GET', '/team/presence', 'Who is here, and who talks to whom').output(z.object({ members: z.array(presenceSchema) })),
  /** Told to those who have the same card open and may see that contact; null when no card is open. */
  viewing: procedure('POST', '/team/viewing', 'Whose card is open here')
    .input(z.object({ contactId: idSchema.nullable() }))
    .output(z.object({})),
  moved: procedure('GET', '/team/moved', 'What moving to the team found; null where nothing was moved').output(movedSchema.nullable()),
}
