import { z } from 'zod'
import { idSchema, nameSchema, shortTextSchema, timeSchema } from '../lib/schemas.ts'
import { defineKind } from '../rows/kind.ts'

export const taskTypes = ['task', 'call'] as const

/** Something to be done; Teamsale's Event. */
export const taskSchema = z.looseObject({
  id: idSchema,
  type: z.enum(taskTypes),
  title: nameSchema,
  /** When it is due; null for some time. */
  startsAt: timeSchema.nullable(),
  /** Who does it. */
  responsible: idSchema,
  /** Whom it is about; the first one's rights decide who sees it. */
  contactIds: z.array(idSchema).max(100),
  completedAt: timeSchema.nullable(),
  completedBy: idSchema.nullable(),
  completedComment: shortTextSchema,
  createdAt: timeSchema,
  createdBy: idSchema,
})
export type Task = z.infer<typeof taskSchema>

export const taskKind = defineKind({
  name: 'task',
  schema: taskSchema,
  root: (task) => task.contactIds[0] ?? task.id,
  participants: (task) => [...new Set([task.createdBy, task.responsible])],
  lookups: { contact: (task) => task.contactIds },
})
