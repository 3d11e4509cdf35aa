import { z } from 'zod'
import { actSchema } from '../contacts/contact-contract.ts'
import { errorDataSchema, procedure } from '../lib/procedure.ts'
import { countrySchema, emailSchema, idSchema, nameSchema, timeSchema } from '../lib/schemas.ts'
import { presenceSchema } from '../sync/protocol.ts'
import { crmNameSchema, passwordSchema } from '../sync/server-contract.ts'
import { memberGroups } from './member-kind.ts'

/** Address of a team's server: https, or http where the server is on a network of one's own. */
export const serverAddressSchema = z
  .string()
  .trim()
  .max(500)
  .transform((text) => (/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`).replace(/\/+$/, ''))
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
  z.object({ mode: z.literal('alone') }),
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

/** What moving to a team found: people whom the team knows already, by phone or e-mail. */
export const movedSchema = z.object({
  contacts: z.int().min(0),
  duplicates: z.array(z.object({ id: idSchema, name: z.string(), otherId: idSchema, otherName: z.string() })),
})

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
        code: z.string().trim().min(1).max(100),
        name: crmNameSchema,
        country: countrySchema,
        personName: nameSchema,
        email: emailSchema,
        password: passwordSchema,
        bring,
      }),
    )
    .output(teamStateSchema),
  join: procedure('POST', '/team/join', 'Signs in to a team and moves into it')
    .input(z.object({ ...where, email: emailSchema, password: z.string().max(200), bring }))
    .output(teamStateSchema),
  /** After the session has ended. What was written meanwhile is kept. */
  signIn: procedure('POST', '/team/sign-in', 'Signs in once more')
    .input(z.object({ password: z.string().max(200) }))
    .output(teamStateSchema),
  /** The team's data goes from this computer. `force` also where something has not been sent: it is lost then. */
  leave: procedure('POST', '/team/leave', 'Leaves the team on this computer')
    .input(z.object({ force: z.boolean().default(false) }))
    .output(teamStateSchema),
  addAccount: procedure('POST', '/team/add-account', 'An administrator makes an account by hand')
    .input(
      z.object({
        name: nameSchema,
        email: emailSchema,
        password: passwordSchema,
        extension: z
          .string()
          .regex(/^\d{1,10}$/)
          .nullable()
          .default(null),
        group: z.enum(memberGroups),
      }),
    )
    .output(z.object({ memberId: idSchema })),
  syncNow: procedure('POST', '/team/sync-now', 'Does not wait for the next time').output(teamStateSchema),
  attention: procedure('GET', '/team/attention', 'Writes that the server refused').output(z.object({ items: z.array(attentionSchema) })),
  retry: procedure('POST', '/team/attention/retry', 'Sends a refused write once more')
    .input(z.object({ id: z.int() }))
    .output(actSchema),
  discard: procedure('POST', '/team/attention/discard', 'Puts refused writes away')
    .input(z.object({ ids: z.array(z.int()).min(1).max(500) }))
    .output(z.object({})),
  presence: procedure('GET', '/team/presence', 'Who is here, and who talks to whom').output(z.object({ members: z.array(presenceSchema) })),
  moved: procedure('GET', '/team/moved', 'What moving to the team found; null where nothing was moved').output(movedSchema.nullable()),
}
