import { join } from 'node:path'
import { z } from 'zod'
import { idSchema } from '../../src-shared/lib/schemas.ts'
import type { DeviceStore } from '../db/device-store.ts'

/** Which workspace is open on this machine: the one of one's own, or that of a team. */
export const placeSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('alone') }),
  z.object({
    mode: z.literal('team'),
    server: z.string(),
    email: z.string(),
    workspaceId: idSchema,
    memberId: idSchema,
    /** What was made alone still moves to the team. */
    moving: z.boolean(),
  }),
])
export type Place = z.infer<typeof placeSchema>
export type TeamPlace = Extract<Place, { mode: 'team' }>

const setting = 'workspace.place'

export const placeOf = (device: DeviceStore): Place => placeSchema.catch({ mode: 'alone' }).parse(device.get(setting))

export const setPlace = (device: DeviceStore, place: Place): void => device.set(setting, place)

export const workspacesFolder = (dataFolder: string): string => join(dataFolder, 'workspaces')

export const folderOf = (dataFolder: string, place: Place): string =>
  join(workspacesFolder(dataFolder), place.mode === 'alone' ? 'alone' : `${place.workspaceId}-${place.memberId}`)

/** Name of the secret that proves this machine to the team's server. */
export const tokenName = ({ workspaceId, memberId }: TeamPlace): string => `team.token.${workspaceId}.${memberId}`
