import { z } from 'zod'
import { procedure } from '../lib/procedure.ts'
import { emailSchema, idSchema, nameSchema } from '../lib/schemas.ts'
import { memberGroups } from '../team/member-kind.ts'
import {
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

const extensionSchema = z
  .string()
  .regex(/^\d{1,10}$/)
  .nullable()

const personSchema = z.object({
  name: nameSchema,
  email: emailSchema,
  password: passwordSchema,
  extension: extensionSchema.default(null),
  language: z.enum(['pl', 'en']),
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

/** The API of the team's server. Everything but `server`, `setup` and `accounts.signIn` wants a bearer. */
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
    me: procedure('GET', '/accounts/me', 'Who this is').output(z.object({ memberId: idSchema, workspaceId: idSchema })),
    add: procedure('POST', '/accounts/add', 'An administrator makes an account by hand')
      .input(z.object({ person: personSchema, group: z.enum(memberGroups) }))
      .output(z.object({ memberId: idSchema })),
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
      .input(z.object({ versions: versionsSchema, clientId: idSchema, requestId: idSchema, leadId: idSchema }))
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
