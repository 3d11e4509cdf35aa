import { z } from 'zod'
import { idSchema, nameSchema } from '../lib/schemas.ts'
import { defineKind } from '../rows/kind.ts'
import { type Permission, permissionNames } from './permissions.ts'

export const groupTypes = ['administrator', 'manager', 'trainee', 'custom'] as const

/** Ids of the groups that every CRM has. They are the same everywhere, so that they are known before any row has come. */
export const groupIds = {
  administrator: '00000000-0000-7000-8000-000000000001',
  manager: '00000000-0000-7000-8000-000000000002',
  trainee: '00000000-0000-7000-8000-000000000003',
} as const

/**
 * A group of users: role and team in one, each user is in one. Of a group that every CRM has there is a row only once somebody has changed it.
 */
export const groupSchema = z.looseObject({
  id: idSchema,
  type: z.enum(groupTypes),
  /** Empty for the groups that every CRM has: the screens name them. */
  name: z.union([z.literal(''), nameSchema]),
  /** Names of permissions; those of a newer program are kept. An administrator has them all, whatever stands here. */
  permissions: z.array(z.string().max(64)).max(200),
})

export type Group = z.infer<typeof groupSchema>

export const groupKind = defineKind({
  name: 'group',
  schema: groupSchema,
  root: (group) => group.id,
  lookups: { everyone: () => ['yes'] },
})

const trainee: readonly Permission[] = ['customers_create', 'customers_edit']

const manager: readonly Permission[] = [
  ...trainee,
  'customers_delete',
  'customers_import_export',
  'customers_view_all',
  'calls_other_users_access',
  'leads_view',
  'leads_import_export',
]

/** The groups that every CRM has, as they are until somebody changes them. */
export const builtInGroups: readonly Group[] = [
  { id: groupIds.administrator, type: 'administrator', name: '', permissions: [...permissionNames] },
  { id: groupIds.manager, type: 'manager', name: '', permissions: [...manager] },
  { id: groupIds.trainee, type: 'trainee', name: '', permissions: [...trainee] },
]

export const isBuiltIn = (groupId: string): boolean => builtInGroups.some(({ id }) => id === groupId)

/** The group of an id: its row, or what the program knows without one. Undefined for a group that there is not (any more). */
export const groupOf = (groupId: string, row: Group | undefined): Group | undefined => row ?? builtInGroups.find(({ id }) => id === groupId)

/** All groups of a CRM: those that every one has, and its own by name. */
export const allGroups = (rows: readonly Group[]): readonly Group[] => {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const own = rows.filter(({ id }) => !isBuiltIn(id))
  return [
    ...builtInGroups.map((group) => byId.get(group.id) ?? group),
    ...own.toSorted((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1)),
  ]
}
