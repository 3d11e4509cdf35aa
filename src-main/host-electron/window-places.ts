import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Log } from '../platform/log.ts'
import type { WindowName } from './own-pages.ts'
import { type Bounds, boundsFrom } from './window-placement.ts'

export interface WindowPlaces {
  readonly get: (name: WindowName) => Bounds | null
  readonly set: (name: WindowName, bounds: Bounds) => void
}

const read = (file: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    // No file yet, or a damaged one: windows go to their usual places.
    return {}
  }
}

/** Remembers in a small file where windows were. It lies beside the core's stores, which only the core opens. */
export const openWindowPlaces = (file: string, log: Log): WindowPlaces => {
  const places = read(file)
  return {
    get: (name) => boundsFrom(places[name]),
    set: (name, { x, y, width, height }) => {
      places[name] = { x, y, width, height }
      try {
        writeFileSync(`${file}.new`, JSON.stringify(places), { mode: 0o600 })
        renameSync(`${file}.new`, file)
      } catch (error) {
        // A full disk must not keep a window from closing.
        log.error('The place of a window could not be kept', error)
      }
    },
  }
}
