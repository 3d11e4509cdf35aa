import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { defaultDataFolder, defaultKeyFolder, migrationsFolder, programFolder } from './paths.ts'

it('the program finds its own files', () => {
  expect([existsSync(join(programFolder, 'package.json')), existsSync(migrationsFolder)]).toEqual([true, true])
})

it.each([
  ['linux', {}, '/home/anna/.local/share/leadline', '/home/anna/.config/leadline'],
  ['linux', { XDG_DATA_HOME: '/data', XDG_CONFIG_HOME: '/config' }, '/data/leadline', '/config/leadline'],
  ['darwin', {}, '/home/anna/Library/Application Support/Leadline', '/home/anna/Library/Preferences/Leadline'],
  ['win32', { APPDATA: '/roaming', LOCALAPPDATA: '/local' }, '/roaming/Leadline', '/local/Leadline'],
  ['win32', {}, '/home/anna/AppData/Roaming/Leadline', '/home/anna/AppData/Local/Leadline'],
] as const)('on %s with %j the data and the key that seals its secrets lie apart', (platform, environment, data, key) => {
  expect(defaultDataFolder(platform, environment, '/home/anna')).toBe(data)
  expect(defaultKeyFolder(platform, environment, '/home/anna')).toBe(key)
})
