import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const fileOf = (dataFolder: string) => join(dataFolder, 'port')

/**
 * The port of the last start, 0 where there was none. A page that is still open, what it has not sent yet, and its permission for the microphone
 * belong to its address: a core that comes back elsewhere would never see them again.
 */
export const lastPort = (dataFolder: string): number => {
  try {
    const port = Number(readFileSync(fileOf(dataFolder), 'utf8'))
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0
  } catch {
    return 0
  }
}

export const rememberPort = (dataFolder: string, port: number): void => writeFileSync(fileOf(dataFolder), String(port), { mode: 0o600 })
