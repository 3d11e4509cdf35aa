import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { idSchema } from '../../src-shared/lib/schemas.ts'
import type { DeviceStore } from '../db/device-store.ts'
import type { Log } from '../platform/log.ts'

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

const leavingSetting = 'workspace.leaving'

/** Notes that the data of a team is about to be removed: it is finished by the next start where the program ends in between. */
export const markLeaving = (device: DeviceStore, place: TeamPlace): void => device.set(leavingSetting, place)

/** Removes the data of a team that has been left, its token and what is known of it. */
export const finishLeaving = (device: DeviceStore, dataFolder: string, log: Log): void => {
  const left = placeSchema.safeParse(device.get(leavingSetting))
  if (!left.success || left.data.mode !== 'team') return
  const current = placeOf(device)
  if (current.mode !== 'team' || folderOf(dataFolder, current) !== folderOf(dataFolder, left.data)) {
    try {
      rmSync(folderOf(dataFolder, left.data), { recursive: true, force: true, maxRetries: 3 })
    } catch (error) {
      // Somebody holds a file of it: the mark stays, and the next start tries again.
      log.error('What a team had on this computer could not be removed yet', error)
      return
    }
    device.deleteSecret(tokenName(left.data))
    device.set(movedSetting(left.data), null)
  }
  device.set(leavingSetting, null)
}

const blockedSetting = 'team.blocked'

/** Name of the team that has blocked whoever worked here; null once it has been read. */
export const blockedByOf = (device: DeviceStore): string | null =>
  z
    .string()
    .nullable()
    .catch(null)
    .parse(device.get(blockedSetting) ?? null)

export const setBlockedBy = (device: DeviceStore, name: string | null): void => device.set(blockedSetting, name)

const firstStartSetting = 'first-start'

/** Whether the wizard of the first start has not come to its end. */
export const isFirstStart = (device: DeviceStore): boolean => device.get(firstStartSetting) === 'open'

/** `fresh`: nothing has been made here yet. Asked once; later starts know. */
export const noteFirstStart = (device: DeviceStore, fresh: boolean): void => {
  if (device.get(firstStartSetting) === undefined) device.set(firstStartSetting, fresh ? 'open' : 'ended')
}

export const endFirstStart = (device: DeviceStore): void => device.set(firstStartSetting, 'ended')

/** Name of the setting that holds what moving to the team found. */
export const movedSetting = ({ workspaceId }: TeamPlace): string => `team.moved.${workspaceId}`

/** Name of the secret that proves this machine to the team's server. */
export const tokenName = ({ workspaceId, memberId }: TeamPlace): string => `team.token.${workspaceId}.${memberId}`
