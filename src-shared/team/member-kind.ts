import { z } from 'zod'
import { isTimeZone } from '../lib/periods.ts'
import { emailSchema, idSchema, nameSchema, shortTextSchema, timeSchema } from '../lib/schemas.ts'
import { defineKind } from '../rows/kind.ts'

/** What someone may do, and what of it concerns their own alone: `rights.ts`. */
export const memberGroups = ['administrator', 'manager', 'trainee'] as const

/** A user of the CRM. Alone there is one, with all rights. */
const memberShape = {
  id: idSchema,
  name: nameSchema,
  email: emailSchema.nullable(),
  /** Extension of the PBX, digits; null without a telephone. */
  extension: z
    .string()
    .regex(/^\d{1,10}$/)
    .nullable(),
  position: shortTextSchema,
  language: z.enum(['pl', 'en']),
  /** IANA name. */
  timeZone: z.string().max(64),
  /** 0 Sunday, 1 Monday. */
  firstDay: z.union([z.literal(0), z.literal(1)]),
  group: z.enum(memberGroups),
  blocked: z.boolean(),
  createdAt: timeSchema,
}

export const memberSchema = z.looseObject(memberShape)
export const newMemberSchema = z.object(memberShape).omit({ createdAt: true })

/** What a member may change of themself. */
export const memberFieldsSchema = z
  .object(memberShape)
  .pick({ name: true, email: true, extension: true, position: true, language: true, timeZone: true, firstDay: true })
  // A zone that no machine knows would leave the screens without days.
  .extend({ timeZone: memberShape.timeZone.refine(isTimeZone, { params: { rule: 'invalid_value' } }) })
  .partial()

export type Member = z.infer<typeof memberSchema>

export const memberKind = defineKind({
  name: 'member',
  schema: memberSchema,
  root: (member) => member.id,
  // Who worked alone before there were groups had all rights.
  upcast: (member) => ({ ...member, group: member.group ?? 'administrator' }),
  lookups: { extension: (member) => (member.extension ? [member.extension] : []), everyone: () => ['yes'] },
})
