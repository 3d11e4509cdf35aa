import { z } from 'zod'
import { procedure } from '../lib/procedure.ts'
import { memberFieldsSchema, memberSchema } from '../team/member-kind.ts'
import { permissionNames } from '../team/permissions.ts'
import { workspaceSchema } from './workspace-kind.ts'

/** View settings that belong to this machine, not to the person: they are not shared. */
export const deviceSettingsSchema = z.object({
  theme: z.enum(['light', 'dark', 'auto']).default('auto'),
  railWide: z.boolean().default(true),
  filtersOpen: z.boolean().default(true),
  widgetSide: z.enum(['left', 'right']).default('right'),
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
    .input(workspaceSchema.pick({ name: true, country: true, directory: true, propertiesBy: true }).partial())
    .output(workspaceSchema),
  endFirstStart: procedure('POST', '/session/end-first-start', 'The wizard of the first start has come to its end').output(z.object({})),
  updateDevice: procedure('POST', '/session/device', 'Changes the view settings of this machine')
    .input(deviceSettingsSchema.partial())
    .output(deviceSettingsSchema),
}
