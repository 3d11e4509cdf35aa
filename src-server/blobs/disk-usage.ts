import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { orAbsent } from '../../src-node/blobs/durable-files.ts'

/** Milliseconds for which a count stays good: other processes may write to the same folder. */
const lifetime = 10 * 60_000

export const namesIn = async (folder: string): Promise<string[]> => (await orAbsent(readdir(folder))) ?? []

const sizeOf = async (path: string): Promise<number> => (await orAbsent(stat(path)))?.size ?? 0

/** Bytes under organisations, counted once in a while and kept up to date meanwhile. */
export const createUsage = (count: (organisationId: string) => Promise<number>, now: () => number) => {
  const known = new Map<string, { bytes: number; readonly at: number }>()
  return {
    of: async (organisationId: string): Promise<number> => {
      const last = known.get(organisationId)
      if (last && now() - last.at < lifetime) return last.bytes
      const bytes = await count(organisationId)
      known.set(organisationId, { bytes, at: now() })
      return bytes
    },
    add: (organisationId: string, bytes: number) => {
      const last = known.get(organisationId)
      if (last) last.bytes += bytes
    },
  }
}

/** Bytes of all files of a folder of folders. */
export const bytesUnder = async (folder: string): Promise<number> => {
  let bytes = 0
  for (const part of await namesIn(folder)) {
    for (const name of await namesIn(join(folder, part))) bytes += await sizeOf(join(folder, part, name))
  }
  return bytes
}
