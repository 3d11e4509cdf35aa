import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { groupIds } from '../../../src-shared/team/group-kind.ts'
import { type Client, type CoreProcess, startCore } from '../../core/core-process.ts'
import { startTeamServer, type TeamServerProcess } from '../../core/server-process.ts'
import { personOf } from '../../core/team.ts'
import { freePort } from '../../servers/processes.ts'
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
  /** Waits until both are in the team and Ewa is in this group. */
  readonly gather: (ewasGroup?: 'manager' | 'trainee') => Promise<void>
}

/** A team of two, all of it stopped: what a test begins with is a copy. Its computers know the server by its port. */
interface FoundedTeam {
  readonly folder: string
  readonly port: number
}

interface TeamOptions {
  /** False: both computers work alone, and the server has no CRM yet. */
  readonly founded: boolean
}

const expectInSync = async (connect: () => Promise<Client>): Promise<void> => {
  // While a computer changes its workspace it cuts off whoever asks.
  const state = async () => (await connect()).team.state().catch(() => null)
  await expect.poll(state, { timeout: 60_000 }).toMatchObject({ mode: 'team', connection: 'online', firstSync: null, pending: 0 })
}

/** Waits until a computer and the server hold the same. */
export const inSync = (program: Program): Promise<void> => expectInSync(program.client)

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

/** One connection at a time: a computer that changes its workspace closes it. */
const connectionTo = (core: CoreProcess) => {
  const sockets: { close: () => void }[] = []
  return {
    connect: async (): Promise<Client> => {
      const socket = await core.connect()
      sockets.push(socket)
      return socket.client
    },
    close: () => {
      for (const socket of sockets) socket.close()
    },
  }
}

/** Anna makes the CRM and Ewa joins it, by the API. */
const foundTeam = async (folder: string, port: number): Promise<void> => {
  const server = await startTeamServer({ dataFolder: join(folder, 'server'), port })
  const cores = await Promise.all(['annas', 'ewas'].map((name) => startCore({ dataFolder: join(folder, name) })))
  const [annas, ewas] = cores.map(connectionTo) as [ReturnType<typeof connectionTo>, ReturnType<typeof connectionTo>]
  const creating = { server: server.url, code: server.setUpCode ?? '', name: 'firma', country: 'PL', personName: anna.name }
  await (await annas.connect()).team.create({ ...creating, email: anna.email, password: anna.password })
  await expectInSync(annas.connect)
  const { link } = await (await annas.connect()).team.makeLink({ groupId: groupIds.manager, days: 1, maxUses: 1 })
  await (await ewas.connect()).team.joinByInvitation({ link, personName: ewa.name, email: ewa.email, password: ewa.password })
  await expectInSync(ewas.connect)
  await expectInSync(annas.connect)
  for (const { connect, close } of [annas, ewas]) {
    await (await connect()).settings.endFirstStart()
    close()
  }
  for (const core of cores) await core.stop()
  await server.stop()
}

const putEwaInto = async (annas: Program, ewas: Program, groupId: string): Promise<void> => {
  const groupOn = async ({ client }: Program) =>
    (await (await client()).settings.members()).members.find(({ email }) => email === ewa.email)
  const there = await groupOn(annas)
  if (!there || there.groupId === groupId) return
  await (await annas.client()).team.updateMember({ memberId: there.id, fields: { groupId } })
  await expect.poll(async () => (await groupOn(ewas))?.groupId).toBe(groupId)
}

export const test = base.extend<TeamOptions & { readonly team: Team }, { readonly foundedTeam: FoundedTeam }>({
  founded: [true, { option: true }],

  foundedTeam: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'leadline-e2e-founded-'))
      const port = await freePort()
      await foundTeam(folder, port)
      await use({ folder, port })
      rmSync(folder, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  team: async ({ browser, language, founded, foundedTeam }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'leadline-e2e-team-'))
    const dataFolder = join(folder, 'server')
    if (founded) cpSync(join(foundedTeam.folder, 'server'), dataFolder, { recursive: true })
    let server = await startTeamServer({ dataFolder, port: foundedTeam.port })
    const open = async (name: string) => {
      const context = await browser.newContext({ permissions: ['microphone'] })
      return openProgram(context, { demo: false, language, ...(founded ? { data: join(foundedTeam.folder, name) } : {}) })
    }
    const [annas, ewas] = await Promise.all([open('annas'), open('ewas')])
    await use({
      server: () => server,
      annas: annas.program,
      ewas: ewas.program,
      stopServer: async () => void (await server.stop()),
      startServerAgain: async () => {
        server = await startTeamServer({ dataFolder, port: server.port })
      },
      gather: async (group = 'manager') => {
        await Promise.all([annas, ewas].map(({ program }) => inSync(program)))
        await putEwaInto(annas.program, ewas.program, groupIds[group])
        await Promise.all([annas, ewas].map(({ program }) => pageInTeam(program)))
      },
    })
    await annas.close()
    await ewas.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  },
})
