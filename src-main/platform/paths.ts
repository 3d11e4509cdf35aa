import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Root of the program's own files. */
export const programFolder = join(here, '..', '..')
export const migrationsFolder = join(programFolder, 'migrations', 'sqlite')

/** Where a user's data lies when nobody says otherwise. */
export const defaultDataFolder = (platform: NodeJS.Platform, environment: NodeJS.ProcessEnv, home = homedir()): string => {
  if (platform === 'win32') return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Leadline')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Leadline')
  return join(environment.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'leadline')
}

/** Where the key of secrets lies: never in the data folder, which people copy. */
export const defaultKeyFolder = (platform: NodeJS.Platform, environment: NodeJS.ProcessEnv, home = homedir()): string => {
  if (platform === 'win32') return join(environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Leadline')
  if (platform === 'darwin') return join(home, 'Library', 'Preferences', 'Leadline')
  return join(environment.XDG_CONFIG_HOME ?? join(home, '.config'), 'leadline')
}
