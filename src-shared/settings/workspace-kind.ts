import { z } from 'zod'
import { countrySchema, idSchema, nameSchema, timeSchema } from '../lib/schemas.ts'
import { defineKind } from '../rows/kind.ts'

/** The organisation: what all its users share. */
export const workspaceSchema = z.looseObject({
  id: idSchema,
  name: nameSchema,
  /** Country whose numbering plan completes numbers without a prefix. */
  country: countrySchema,
  /** The member who cannot be blocked or lose the rights of an administrator; null where nobody is known to be it. */
  ownerId: idSchema.nullable(),
  /** Whether callers and duplicates are known to everybody: name, phones and who is responsible, also of contacts that somebody may not see. */
  directory: z.boolean(),
  /** Who may add custom properties: whoever may edit a card, or administrators alone. */
  propertiesBy: z.enum(['everyone', 'administrators']),
  /** Days without contact to the server after which the team's data goes from a computer; null for never. */
  offlineDays: z.int().min(1).max(365).nullable(),
  createdAt: timeSchema,
})

export type Workspace = z.infer<typeof workspaceSchema>

export const workspaceKind = defineKind({
  name: 'workspace',
  schema: workspaceSchema,
  root: (workspace) => workspace.id,
  upcast: (workspace) => ({
    ...workspace,
    ownerId: workspace.ownerId ?? null,
    directory: workspace.directory ?? true,
    propertiesBy: workspace.propertiesBy ?? 'everyone',
    offlineDays: workspace.offlineDays ?? null,
  }),
})
