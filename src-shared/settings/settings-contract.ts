import { z } from 'zod'
import { procedure } from '../lib/procedure.ts'
import { memberFieldsSchema, memberSchema } from '../team/member-kind.ts'
import { permissionNames } from '../team/permissions.ts'
import { workspaceSchema } from './workspace-kind.ts'

/** The lists whose columns are chosen on this machine. */
export const columnLists = ['client', 'lead'] as const

/** Which columns a list shows, in their order, and how wide they are. Columns that nobody knows any more are passed over. */
export const listColumnsSchema = z.object({
  /** Null as long as nobody has chosen: then the list shows what fits. */
  shown: z.array(z.string().max(100)).max(200).nullable(),
  /** Pixels, of columns that somebody has sized. */
  widths: z.record(z.string().max(100), z.int().min(40).max(2000)),
})
export type ListColumns = z.infer<typeof listColumnsSchema>

const deviceShape = {
  theme: z.enum(['light', 'dark', 'auto']),
  railWide: z.boolean(),
  filtersOpen: z.boolean(),
  widgetSide: z.enum(['left', 'right']),
  columns: z.partialRecord(z.enum(columnLists), listColumnsSchema),
  /** Groups of filters that somebody has folded or unfolded, by name; the others are as the panel has them. */
  filterGroups: z.record(z.string().max(100), z.boolean()),
  /** Whether leads stand on a board by status. */
  leadsOnBoard: z.boolean(),
}

/** View settings that belong to this machine, not to the person: they are not shared. */
export const deviceSettingsSchema = z.object({
  theme: deviceShape.theme.default('auto'),
  railWide: deviceShape.railWide.default(true),
  filtersOpen: deviceShape.filtersOpen.default(true),
  widgetSide: deviceShape.widgetSide.default('right'),
  columns: deviceShape.columns.default({}),
  filterGroups: deviceShape.filterGroups.default({}),
  leadsOnBoard: deviceShape.leadsOnBoard.default(false),
})

export type DeviceSettings = z.infer<typeof deviceSettingsSchema>

export const sessionSchema = z.object({
  workspace: workspaceSchema,
  me: memberSchema,
  /** What I may do: the screens offer nothing else. */
  rights: z.object({ administrator: z.boolean(), owner: z.boolean(), permissions: z.array(z.enum(permissionNames)) }),
  device: deviceSettingsSchema,
  /** Filled with made-up data; its telephone is the practice line. */
  demo: z.boolean(),
  /** The wizard of the first start has not come to its end. */
  firstStart: z.boolean(),
  version: z.string(),
  /** Where the data lies on this machine. */
  dataFolder: z.string(),
})

export type Session = z.infer<typeof sessionSchema>

export const settingsContract = {
  session: procedure('GET', '/session', 'Who is working here, and how it is set up').output(sessionSchema),
  members: procedure('GET', '/members', 'All users of the workspace').output(z.object({ members: z.array(memberSchema) })),
  updateMe: procedure('POST', '/session/me', 'Changes my own profile').input(memberFieldsSchema).output(memberSchema),
  updateWorkspace: procedure('POST', '/session/workspace', 'Changes the workspace')
    .input(workspaceSchema.pick({ name: true, country: true, directory: true, propertiesBy: true, offlineDays: true }).partial())
    .output(workspaceSchema),
  endFirstStart: procedure('POST', '/session/end-first-start', 'The wizard of the first start has come to its end').output(z.object({})),
  updateDevice: procedure('POST', '/session/device', 'Changes the view settings of this machine')
    // Without the defaults: what is left out stays as it is.
    .input(z.object(deviceShape).partial())
    .output(deviceSettingsSchema),
}
