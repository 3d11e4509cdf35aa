import { z } from 'zod'
import { isTimeZone } from '../lib/periods.ts'
import { emailSchema, idSchema, languageSchema, nameSchema, shortTextSchema, timeSchema } from '../lib/schemas.ts'
import { defineKind, type RowDocument } from '../rows/kind.ts'
import { groupIds } from './group-kind.ts'

/** Extension of the PBX: digits; null without a telephone. */
export const extensionSchema = z
  .string()
  .regex(/^\d{1,10}$/)
  .nullable()

/** A user of the CRM. Alone there is one, with all rights. */
const memberShape = {
  id: idSchema,
  name: nameSchema,
  /** In a team the address with which they sign in: the server alone changes it. */
  email: emailSchema.nullable(),
  extension: extensionSchema,
  position: shortTextSchema,
  language: languageSchema,
  /** IANA name. */
  timeZone: z.string().max(64),
  /** 0 Sunday, 1 Monday. */
  firstDay: z.union([z.literal(0), z.literal(1)]),
  /** What they may do: `group-kind.ts`, `rights.ts`. */
  groupId: idSchema,
  blocked: z.boolean(),
  createdAt: timeSchema,
}

export const memberSchema = z.looseObject(memberShape)
export const newMemberSchema = z.object(memberShape).omit({ createdAt: true })

/** What somebody with the right to may change of a colleague. */
export const managedFieldsSchema = z.object(memberShape).pick({ name: true, extension: true, position: true, groupId: true }).partial()

/** What a member may change of themself; the address only while working alone. */
export const memberFieldsSchema = z
  .object(memberShape)
  .pick({ name: true, email: true, extension: true, position: true, language: true, timeZone: true, firstDay: true })
  // A zone that no machine knows would leave the screens without days.
  .extend({ timeZone: memberShape.timeZone.refine(isTimeZone, { params: { rule: 'invalid_value' } }) })
  .partial()

export type Member = z.infer<typeof memberSchema>

/** Who worked alone before there were groups had all rights; the first groups went by their names. */
const firstGroupOf = (member: RowDocument): string =>
  Object.hasOwn(groupIds, String(member.group)) ? groupIds[member.group as keyof typeof groupIds] : groupIds.administrator

export const memberKind = defineKind({
  name: 'member',
  schema: memberSchema,
  root: (member) => member.id,
  upcast: (member) =>
    (typeof member.groupId === 'string' ? member : { ...(member as RowDocument), groupId: firstGroupOf(member) }) as Member,
  lookups: {
    extension: (member) => (member.extension ? [member.extension] : []),
    group: (member) => [member.groupId],
    everyone: () => ['yes'],
  },
})
