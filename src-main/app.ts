import { mkdirSync } from 'node:fs'
import type { Router } from '@orpc/server'
import { openDeviceStore } from './db/device-store.ts'
import type { Log } from './platform/log.ts'
import type { Secrets } from './platform/secrets.ts'
import { openSession, type Session } from './session.ts'
import type { Welcome } from './team/enter-team.ts'
import { finishLeaving, folderOf, noteFirstStart, type Place, placeOf, setPlace } from './team/places.ts'

export interface AppDependencies {
  /** Exists, and is this process's alone (see `lockData`). */
  readonly dataFolder: string
  readonly secrets: Secrets
  /** Language of the first start. */
  readonly language: 'pl' | 'en'
  /** Name of the person at the first start. */
  readonly userName: string
  readonly timeZone: string
  /** Fills an empty workspace with made-up data; its telephone is the practice line. */
  readonly demo: boolean
  readonly version: string
  /** UTC milliseconds. */
  readonly now: () => number
  readonly log: Log
}

export type ApiRouter = Router<typeof import('../src-shared/api-contract.ts').apiContract, Record<never, never>>

/** The core: everything but windows. */
export interface App {
  /** Of the workspace that is open now. */
  readonly router: () => ApiRouter
  /** Another workspace is open: what was connected to the old router must connect again. */
  readonly onSwitched: (listener: () => void) => () => void
  readonly close: () => Promise<void>
}

/** Milliseconds in which the answer to whoever asked for another workspace is on its way. */
const courtesy = 100

/** The one composition root of the core: the device, and the session of the workspace that is open on it. */
export const createApp = async (dependencies: AppDependencies): Promise<App> => {
  const { dataFolder, secrets, log } = dependencies
  const device = openDeviceStore(dataFolder, secrets)
  noteFirstStart(device, !dependencies.demo && device.get('workspace.alone') === undefined)
  const welcome: Welcome = { results: [] }
  const listeners = new Set<() => void>()
  let switching: Promise<void> = Promise.resolve()
  let closing = false

  const open = async (place: Place): Promise<Session> => {
    const folder = folderOf(dataFolder, place)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return openSession({ ...dependencies, device, place, folder, welcome, switchTo })
  }

  /** The old workspace is closed first: only then may what is left of it be removed. Where the new one cannot be opened, the old one is again. */
  const change = async (place: Place, still: () => boolean) => {
    if (closing || !still()) return
    const before = placeOf(device)
    await session.close()
    setPlace(device, place)
    finishLeaving(device, dataFolder, log)
    try {
      session = await open(place)
    } catch (error) {
      log.error('The other workspace cannot be opened', error)
      setPlace(device, before)
      session = await open(before)
    }
    for (const listener of listeners) listener()
  }

  function switchTo(place: Place, still = () => true): void {
    setTimeout(() => {
      switching = switching
        .then(() => change(place, still))
        .catch((error: unknown) => log.error('The workspace could not be changed', error))
    }, courtesy)
  }

  finishLeaving(device, dataFolder, log)
  let session = await open(placeOf(device))
  return {
    router: () => session.router,
    onSwitched: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      closing = true
      await switching
      await session.close()
      device.close()
    },
  }
}
