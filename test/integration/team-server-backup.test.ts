import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ownVersions } from '../../src-shared/sync/protocol.ts'
import { runServerCommand, startTeamServer } from '../core/server-process.ts'
import { at, createTeam, everythingOf, personOf, push, refusalOf, writeNote } from '../core/team.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-backup-'))
const dataFolder = join(folder, 'data')
const restoredFolder = join(folder, 'restored')
const file = join(folder, 'backup.sqlite')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each([['new-code'], ['restored'], ['backup', file]])('%s on a folder without a server says so and makes none', async (...words) => {
  const empty = join(folder, 'mistyped')
  await expect(runServerCommand(words, { dataFolder: empty })).rejects.toThrow(`There is no server in ${empty}`)
  expect(existsSync(empty)).toBe(false)
})

it('F11 a backup is made beside the running server, and put back elsewhere it is another life of the database', async () => {
  const server = await startTeamServer({ dataFolder })
  const anna = await createTeam(server, server.setUpCode as string, 'firma', 'Anna')
  await push(anna, [writeNote('before the backup')])
  expect(await runServerCommand(['new-code'], { dataFolder })).toMatch(new RegExp(`^Server in ${dataFolder}\nSet-up code: \\S+\n$`))
  expect(await runServerCommand(['backup', file], { dataFolder })).toContain(file)
  await expect(runServerCommand(['backup', file], { dataFolder })).rejects.toThrow('overwrites nothing')
  await expect(runServerCommand(['restored'], { dataFolder })).rejects.toThrow('Another server is using')
  const saved = await everythingOf(anna)
  const after = writeNote('after the backup')
  await push(anna, [after], 2)
  expect(await server.stop()).toBe(0)

  mkdirSync(restoredFolder)
  copyFileSync(file, join(restoredFolder, 'server.sqlite'))
  await expect(startTeamServer({ dataFolder: restoredFolder })).rejects.toThrow('npm run server -- restored')
  await runServerCommand(['restored'], { dataFolder: restoredFolder })
  const restored = await startTeamServer({ dataFolder: restoredFolder })
  try {
    expect(restored.setUpCode).toBeNull()
    expect(await refusalOf(at(restored, anna).api.accounts.me())).toBe('unauthorized')
    const signedIn = await restored.client().accounts.signIn(personOf('Anna'))
    expect(signedIn.epoch).not.toBe(anna.signedIn.epoch)
    const again = { ...at(restored, { ...anna, signedIn }), clientId: anna.clientId }
    expect(await everythingOf(again)).toEqual(saved)
    const pull = { versions: ownVersions, clientId: anna.clientId, epoch: anna.signedIn.epoch, cursor: 3, acknowledged: 2, view: null }
    expect(await again.api.sync.pull({ ...pull, wantsChecksum: false })).toMatchObject({ type: 'resync', reason: 'epoch', lastNumber: 1 })
    expect((await push(again, [after], 2)).results).toMatchObject([{ number: 2, outcome: 'done' }])
  } finally {
    await restored.stop()
  }
})
