import { z } from 'zod'
import { procedure } from '../lib/procedure.ts'
import { emailSchema, idSchema, languageSchema, nameSchema, timeSchema } from '../lib/schemas.ts'
import { groupSchema, groupTypes } from '../team/group-kind.ts'
import { extensionSchema, managedFieldsSchema } from '../team/member-kind.ts'
import {
  deviceNameSchema,
  pullInputSchema,
  pullOutputSchema,
  pushInputSchema,
  pushOutputSchema,
  sentMutationSchema,
  sentRowSchema,
  snapshotInputSchema,
  snapshotPageSchema,
  versionsSchema,
} from './protocol.ts'

/** Name of a CRM: Latin letters, digits and hyphens, as it stands in addresses. */
export const crmNameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(40)
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/)

export const passwordSchema = z.string().min(10).max(200)

/** A code that came by mail, or that an administrator passed on: case, spaces and hyphens do not matter. */
export const codeSchema = z.string().trim().min(1).max(100)

/** The secret of an invitation, as it stands in its link. */
export const invitationTokenSchema = z.string().max(200)

/** Address of the server as the people know it who are to follow a link. A public address that the server was started with counts before it. */
const addressSchema = z.url({ protocol: /^https?$/ }).max(500)

export const personSchema = z.object({
  name: nameSchema,
  email: emailSchema,
  password: passwordSchema,
  extension: extensionSchema.default(null),
  language: languageSchema,
  /** IANA name. */
  timeZone: z.string().max(64),
})

/** Who has signed in, and the rows without which no screen can be shown. */
export const signedInSchema = z.object({
  /** Bearer of every further request. A secret. */
  token: z.string(),
  workspaceId: idSchema,
  memberId: idSchema,
  epoch: z.string(),
  rows: z.array(sentRowSchema),
})
export type SignedIn = z.infer<typeof signedInSchema>

export const takeOutcomeSchema = z.object({
  outcome: z.enum(['taken', 'lost']),
  /** Who has the lead now. */
  memberId: idSchema,
  memberName: z.string(),
  version: z.int().min(0),
})
export type TakeOutcome = z.infer<typeof takeOutcomeSchema>

const memberInput = z.object({ memberId: idSchema })

/** People in one go. */
export const mostInvited = 100

/** Somebody to be invited, as typed: a wrong address must not hold up the others. */
export const invitedPersonSchema = z.object({
  email: z.string().trim().max(254),
  name: z.union([z.literal(''), nameSchema]).default(''),
  extension: extensionSchema.default(null),
  groupId: idSchema,
})

/** What became of one invited person. Where no mail went out, `link` is to be passed on by hand. */
export const invitationResultSchema = z.object({
  id: idSchema.nullable(),
  email: z.string(),
  outcome: z.enum(['sent', 'link', 'mail_refused', 'bad_address', 'member', 'twice', 'extension_taken', 'forbidden']),
  link: z.string().nullable(),
  /** What the mail server said, in its own words; null where it was not reached. */
  problem: z.string().nullable(),
})
export type InvitationResult = z.infer<typeof invitationResultSchema>

export const invitationSchema = z.object({
  id: idSchema,
  kind: z.enum(['mail', 'link']),
  /** Of whom is invited by mail. */
  email: z.string().nullable(),
  name: z.string(),
  extension: extensionSchema,
  groupId: idSchema,
  createdBy: idSchema,
  createdAt: timeSchema,
  expiresAt: timeSchema,
  maxUses: z.int().nullable(),
  state: z.enum(['open', 'used', 'expired', 'revoked']),
  usedBy: z.array(z.object({ memberId: idSchema, at: timeSchema })),
})
export type Invitation = z.infer<typeof invitationSchema>

/** What whoever follows a link sees before joining. */
export const invitationFactsSchema = z.object({
  /** Name of the CRM. */
  crm: z.string(),
  invitedBy: z.string(),
  group: z.object({ type: z.enum(groupTypes), name: z.string() }),
  /** Where it is for one person: their address, which cannot be another, and what is known of them. */
  email: z.string().nullable(),
  name: z.string(),
  extension: extensionSchema,
  expiresAt: timeSchema,
})

/** Path of the page that a link opens in a browser. The secret stands behind `#`: browsers do not send that, and no log keeps it. */
export const invitationPath = '/join'

export const invitationLink = (address: string, token: string): string => `${address.replace(/\/+$/, '')}${invitationPath}#${token}`

/** The API of the team's server. Everything wants a bearer but `server`, `setup`, signing in, a forgotten password, and looking at and accepting invitations. */
export const serverContract = {
  server: {
    info: procedure('GET', '/server', 'Versions of the server, and whether it waits for its first CRM').output(
      z.object({ name: z.literal('leadline'), version: z.string(), versions: versionsSchema, serverTime: z.int() }),
    ),
  },
  setup: {
    checkName: procedure('POST', '/setup/check-name', 'Whether the name of a CRM is free')
      .input(z.object({ code: z.string().max(100), name: crmNameSchema }))
      .output(z.object({ free: z.boolean() })),
    create: procedure('POST', '/setup/create', 'Makes a CRM with its administrator; wants the code that the server printed')
      .input(z.object({ code: z.string().max(100), name: crmNameSchema, country: z.string().length(2), person: personSchema }))
      .output(signedInSchema),
  },
  accounts: {
    signIn: procedure('POST', '/accounts/sign-in', 'Signs in by e-mail and password')
      .input(z.object({ email: emailSchema, password: z.string().max(200) }))
      .output(signedInSchema),
    signOut: procedure('POST', '/accounts/sign-out', 'Ends this session').output(z.object({})),
    signOutEverywhere: procedure('POST', '/accounts/sign-out-everywhere', 'Ends all sessions of this account, this one too').output(
      z.object({}),
    ),
    me: procedure('GET', '/accounts/me', 'Who this is').output(z.object({ memberId: idSchema, workspaceId: idSchema })),
    /** The other sessions end. */
    changePassword: procedure('POST', '/accounts/change-password', 'Changes the password of this account')
      .input(z.object({ current: z.string().max(200), password: passwordSchema }))
      .output(z.object({})),
    /** The answer is the same whether there is such an account or not. Fails with `no_mail` where the server sends none. */
    requestReset: procedure('POST', '/accounts/request-reset', 'Sends a code with which a new password can be set')
      .input(z.object({ email: emailSchema, language: languageSchema }))
      .output(z.object({})),
    /** All sessions end. */
    reset: procedure('POST', '/accounts/reset', 'Sets a new password with a code')
      .input(z.object({ email: emailSchema, code: codeSchema, password: passwordSchema }))
      .output(z.object({})),
    /** Fails with `no_mail` where the server sends none. */
    requestEmail: procedure('POST', '/accounts/request-email', 'Sends a code to a new address of this account')
      .input(z.object({ email: emailSchema, password: z.string().max(200), language: languageSchema }))
      .output(z.object({})),
    confirmEmail: procedure('POST', '/accounts/confirm-email', 'Changes the address of this account with the code that was sent to it')
      .input(z.object({ code: codeSchema }))
      .output(z.object({ email: emailSchema })),
  },
  members: {
    update: procedure('POST', '/members/update', 'Changes a colleague: name, extension, position, group, e-mail')
      .input(z.object({ memberId: idSchema, fields: managedFieldsSchema.extend({ email: emailSchema.optional() }) }))
      .output(z.object({})),
    block: procedure('POST', '/members/block', 'Takes all access from a colleague at once').input(memberInput).output(z.object({})),
    unblock: procedure('POST', '/members/unblock', 'Gives a blocked colleague their access back').input(memberInput).output(z.object({})),
    /** Their sessions end. The code is told where no mail could be sent, to be passed on. */
    resetAccess: procedure('POST', '/members/reset-access', 'Signs a colleague out everywhere, and lets them set a new password')
      .input(memberInput.extend({ language: languageSchema }))
      .output(z.object({ sentTo: emailSchema.nullable(), code: z.string().nullable() })),
    handOver: procedure('POST', '/members/hand-over', 'The owner of the CRM makes somebody else its owner')
      .input(memberInput)
      .output(z.object({})),
  },
  groups: {
    save: procedure('POST', '/groups/save', 'Makes a group, or changes its name and permissions')
      .input(groupSchema.pick({ id: true, name: true, permissions: true }).strip())
      .output(z.object({})),
    delete: procedure('POST', '/groups/delete', 'Deletes a group in which nobody is')
      .input(z.object({ id: idSchema }))
      .output(z.object({})),
  },
  invitations: {
    list: procedure('GET', '/invitations', 'Invitations of the CRM, the newest first').output(
      z.object({ invitations: z.array(invitationSchema) }),
    ),
    send: procedure('POST', '/invitations/send', 'Invites people by e-mail, each with a result of its own')
      .input(
        z.object({
          address: addressSchema,
          language: languageSchema,
          people: z.array(invitedPersonSchema).min(1).max(mostInvited),
        }),
      )
      .output(z.object({ results: z.array(invitationResultSchema) })),
    makeLink: procedure('POST', '/invitations/make-link', 'Makes a link with which people can join')
      .input(
        z.object({
          address: addressSchema,
          groupId: idSchema,
          days: z.int().min(1).max(90),
          /** Null: as many as follow it. */
          maxUses: z.int().min(1).max(1000).nullable(),
        }),
      )
      .output(z.object({ id: idSchema, link: z.string(), expiresAt: timeSchema })),
    /** The link before it ends; that of a mail is sent once more. */
    renew: procedure('POST', '/invitations/renew', 'Makes a new link for an invitation')
      .input(z.object({ id: idSchema, address: addressSchema, language: languageSchema }))
      .output(invitationResultSchema),
    revoke: procedure('POST', '/invitations/revoke', 'Takes an invitation back')
      .input(z.object({ id: idSchema }))
      .output(z.object({})),
    /** Fails with `invitation_unknown`, `invitation_expired`, `invitation_revoked` or `invitation_used`. */
    look: procedure('POST', '/invitations/look', 'What an invitation is for')
      .input(z.object({ token: invitationTokenSchema }))
      .output(invitationFactsSchema),
    accept: procedure('POST', '/invitations/accept', 'Makes an account with an invitation, and signs in')
      .input(z.object({ token: invitationTokenSchema, person: personSchema }))
      .output(signedInSchema),
  },
  sync: {
    push: procedure('POST', '/sync/push', 'Sends mutations, in order').input(pushInputSchema).output(pushOutputSchema),
    pull: procedure('POST', '/sync/pull', 'What happened since').input(pullInputSchema).output(pullOutputSchema),
    snapshot: procedure('POST', '/sync/snapshot', 'Everything there is, page by page')
      .input(snapshotInputSchema)
      .output(snapshotPageSchema),
  },
  leads: {
    take: procedure('POST', '/leads/take', 'Takes a lead of the unsorted pool at once; repeating a request changes nothing')
      .input(
        z.object({
          versions: versionsSchema,
          clientId: idSchema,
          requestId: idSchema,
          leadId: idSchema,
          device: deviceNameSchema.default(''),
        }),
      )
      .output(takeOutcomeSchema),
  },
  sealed: {
    list: procedure('GET', '/sealed', 'What blocked users sent: for administrators').output(
      z.object({ mutations: z.array(z.object({ id: z.int(), memberId: idSchema, mutation: sentMutationSchema })) }),
    ),
    accept: procedure('POST', '/sealed/accept', 'Keeps what a blocked user sent')
      .input(z.object({ ids: z.array(z.int()).min(1).max(500) }))
      .output(z.object({ accepted: z.int() })),
  },
}

/** Under which the API of the server lies. */
export const serverApiPath = '/api/rpc'
