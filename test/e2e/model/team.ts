import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { groupIds } from '../../../src-shared/team/group-kind.ts'
import { startTeamServer, type TeamServerProcess } from '../../core/server-process.ts'
import { personOf } from '../../core/team.ts'
import { test as base, expect, openProgram, type Program } from './program.ts'

export const [anna, ewa] = [personOf('Anna'), personOf('Ewa')]

/** Two computers and their team's server. */
export interface Team {
  readonly server: () => TeamServerProcess
  /** Its administrator's. */
  readonly annas: Program
  readonly ewas: Program
  readonly stopServer: () => Promise<void>
  readonly startServerAgain: () => Promise<void>
  /** Both are in the team already, by the API. */
  readonly gather: (ewasGroup?: 'manager' | 'trainee') => Promise<void>
}

/** Waits until a computer and the server hold the same. */
export const inSync = async (program: Program): Promise<void> => {
  // While a computer changes its workspace it cuts off whoever asks.
  const state = async () => (await program.client()).team.state().catch(() => null)
  await expect.poll(state, { timeout: 30_000 }).toMatchObject({ mode: 'team', connection: 'online', firstSync: null, pending: 0 })
}

/** The page has begun anew in the workspace of the team. */
export const pageInTeam = ({ crm, word }: Program) =>
  expect(crm.getByRole('button', { name: word('team', 'sync.synced.short') })).toBeVisible()

/** One of the tabs above a list. */
export const tabOf = ({ crm, word }: Program, key: string): Locator =>
  crm.getByRole('radiogroup', { name: word('clients', 'tabs') }).getByText(word('clients', key))

/** All clients of the team, whoever is responsible. */
export const goToAllClients = async (program: Program): Promise<void> => {
  await program.goTo('#/clients')
  await tabOf(program, 'client.all').click()
}

export const openTeamPage = async ({ crm, goTo, word }: Program): Promise<Page> => {
  await goTo('#/settings/team')
  await expect(crm.getByRole('heading', { name: word('settings', 'page.team'), exact: true, level: 1 })).toBeVisible()
  return crm
}

export const test = base.extend<{ readonly team: Team }>({
  team: async ({ browser, language }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'leadline-e2e-team-'))
    const dataFolder = join(folder, 'server')
    let server = await startTeamServer({ dataFolder })
    const open = async () => openProgram(await browser.newContext({ permissions: ['microphone'] }), { demo: false, language })
    const [annas, ewas] = [await open(), await open()]
    await use({
      server: () => server,
      annas: annas.program,
      ewas: ewas.program,
      stopServer: async () => void (await server.stop()),
      startServerAgain: async () => {
        server = await startTeamServer({ dataFolder, port: server.port })
      },
      gather: async (group = 'manager') => {
        const creating = { server: server.url, code: server.setUpCode ?? '', name: 'firma', country: 'PL', personName: anna.name }
        await (await annas.program.client()).team.create({ ...creating, email: anna.email, password: anna.password })
        await inSync(annas.program)
        await pageInTeam(annas.program)
        const { name: personName, email, password } = ewa
        const { link } = await (await annas.program.client()).team.makeLink({ groupId: groupIds[group], days: 1, maxUses: 1 })
        await (await ewas.program.client()).team.joinByInvitation({ link, personName, email, password })
        await inSync(ewas.program)
        await pageInTeam(ewas.program)
      },
    })
    await annas.close()
    await ewas.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  },
})
