import { existsSync, readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { programFolder } from '../../src-main/platform/paths.ts'
import type { Api } from '../../src-renderer/api/api.ts'
import { builtFolder, type Desktop, openDesktop, until } from './desktop.ts'

const csv = 'Nazwa;Telefon\nAnna Nowak;601 234 567\nJan Kowalski;605 888 111\n'

describe('the desktop as it is built', () => {
  let desktop: Desktop
  let client: Api['client']
  beforeAll(async () => {
    desktop = await openDesktop({ shared: true })
    client = (await desktop.api(desktop.window('index.html'))).client
  })

  it('is entry, core, preload script and the files of the worker threads', () => {
    for (const name of ['main.js', 'core-process.js', 'preload.cjs', 'reader-worker.js', 'import-worker.js'])
      expect([name, existsSync(join(builtFolder, name))]).toEqual([name, true])
    expect(desktop.window('index.html').options.webPreferences.preload).toBe(join(builtFolder, 'preload.cjs'))
  })

  it('opens its pages, which reach the core', async () => {
    expect(desktop.window('dialer.html').webContents.page?.exposed).toHaveProperty('leadline')
    const { id } = await client.contacts.create({ stage: 'client', name: 'Łucja Żółć', phones: [{ typed: '603 456 789' }] })
    expect(await client.contacts.get({ id })).toMatchObject({ name: 'Łucja Żółć' })
  })

  it('searches and imports in its worker threads', async () => {
    const file = Buffer.from(csv)
    const { importId } = await client.imports.begin({ name: 'klienci.csv', bytes: file.length })
    await client.imports.append({ importId, offset: 0, base64: file.toString('base64') })
    const { mapping } = await client.imports.preview({ importId })
    await client.imports.start({ importId, stage: 'client', mapping })
    await until(async () => expect(await client.imports.progress({ importId })).toMatchObject({ state: 'done' }))
    const { rows } = await client.contacts.suggest({ text: '5 888 11' })
    expect(rows).toMatchObject([{ name: 'Jan Kowalski' }])
  })
})

it('every file of the screens has a type under which the desktop serves it', async () => {
  const desktop = await openDesktop()
  const screens = join(programFolder, 'build', 'renderer')
  const names = readdirSync(screens, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ parentPath, name }) => join(parentPath, name).slice(screens.length + 1))
  expect(names.length).toBeGreaterThan(3)
  const statuses = await Promise.all(
    names.map(async (name) => [extname(name), (await desktop.double.request(`leadline://app/${name}`)).status]),
  )
  expect(statuses.filter(([, status]) => status !== 200)).toEqual([])
})
