import { z } from 'zod'
import { countrySchema, idSchema, nameSchema, timeSchema } from '../lib/schemas.ts'
import { defineKind } from '../rows/kind.ts'

/** The organisation: what all its users share. */
export const workspaceSchema = z.looseObject({
  id: idSchema,
  name: nameSchema,
  /** Country whose numbering plan completes numbers without a prefix. */
  country: countrySchema,
  createdAt: timeSchema,
})

export type Workspace = z.infer<typeof workspaceSchema>

export const workspaceKind = defineKind({ name: 'workspace', schema: workspaceSchema, root: (workspace) => workspace.id })
