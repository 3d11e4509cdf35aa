import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { type Bounds, boundsFrom } from './window-placement.ts'

export type WindowName = 'crm' | 'dialer'

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
export const openWindowPlaces = (file: string): WindowPlaces => {
  const places = read(file)
  return {
    get: (name) => boundsFrom(places[name]),
    set: (name, { x, y, width, height }) => {
      places[name] = { x, y, width, height }
      writeFileSync(`${file}.new`, JSON.stringify(places))
      renameSync(`${file}.new`, file)
    },
  }
}
