import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, test as base, expect, type Locator, type Page } from '@playwright/test'
import { type Client, type CoreProcess, startCore } from '../../core/core-process.ts'
import { sipDomain, sipPassword } from '../../servers/kamailio.ts'
import { startTelephone, type Telephone } from '../../servers/telephone.ts'
import { watchConnections } from './sound.ts'
import { type Language, words } from './words.ts'

/** The whole program, as a person has it: a core in its own process, and its pages in a browser. */
export interface Program {
  readonly context: BrowserContext
  /** The CRM page. */
  readonly crm: Page
  readonly core: () => CoreProcess
  /** The API, as scripts have it: for what a test needs before it begins. */
  readonly client: () => Promise<Client>
  readonly word: (feature: string, key: string) => string
  readonly goTo: (hash: string) => Promise<void>
  /** The telephone's own window, opened from the CRM page as a person does. */
  readonly openDialer: () => Promise<Page>
  /** Opens the telephone on an account of the test server and waits until it is registered. */
  readonly openSipDialer: (telephone: Telephone, user?: string) => Promise<Page>
  /** A file to be imported. */
  readonly file: (name: string, content: string | Uint8Array) => string
  /** kill -9, and a new core on the same data and address. */
  readonly killCore: () => Promise<void>
  readonly startCoreAgain: () => Promise<void>
}

interface Options {
  readonly demo: boolean
  readonly language: Language
}

interface ProgramOptions extends Options {
  /** Stops at the wizard of the first start; else somebody has gone through it and works alone. */
  readonly wizard?: boolean
  /** Begins with a copy of this data, which has been gone through. */
  readonly data?: string
}

interface OpenProgram {
  readonly program: Program
  /** Ends windows and core, removes the data, and tells what went wrong in the pages. */
  readonly close: () => Promise<void>
}

/** A core of its own with its pages in the context: one computer. */
export const openProgram = async (
  context: BrowserContext,
  { demo, language, wizard = false, data }: ProgramOptions,
): Promise<OpenProgram> => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-e2e-'))
  const dataFolder = join(folder, 'data')
  if (data !== undefined) cpSync(data, dataFolder, { recursive: true })
  let core = await startCore({ dataFolder, demo, language })
  if (!wizard && data === undefined) {
    const socket = await core.connect()
    await socket.client.settings.endFirstStart()
    socket.close()
  }
  await watchConnections(context)
  const crm = await context.newPage()
  const complaints: string[] = []
  crm.on('pageerror', (error) => complaints.push(error.message))
  await crm.goto(core.address)
  await expect(crm.getByRole('main')).toBeVisible()
  const word = (feature: string, key: string) => words(language, feature, key)
  const sockets: { close: () => void }[] = []

  const program: Program = {
    context,
    crm,
    core: () => core,
    client: async () => {
      const socket = await core.connect()
      sockets.push(socket)
      return socket.client
    },
    word,
    goTo: async (hash) => {
      await crm.evaluate((wanted) => {
        window.location.hash = wanted
      }, hash)
    },
    openDialer: async () => {
      const opened = context.waitForEvent('page')
      await crm.getByRole('button', { name: word('telephony', 'registration.absent.short') }).click()
      await crm
        .getByRole('dialog')
        .getByRole('button', { name: word('telephony', 'open_telephone') })
        .click()
      const dialer = await opened
      dialer.on('pageerror', (error) => complaints.push(error.message))
      return dialer
    },
    openSipDialer: async ({ wsUrl }, user = '101') => {
      const client = await program.client()
      await client.telephony.saveAccount({
        type: 'sip',
        webSocketUrl: wsUrl,
        domain: sipDomain,
        user,
        authorizationUser: '',
        stun: null,
        password: sipPassword,
      })
      const dialer = await program.openDialer()
      await expect.poll(async () => (await client.telephony.state()).registration.state).toBe('registered')
      return dialer
    },
    file: (name, content) => {
      const path = join(folder, name)
      writeFileSync(path, content)
      return path
    },
    killCore: () => core.kill(),
    startCoreAgain: async () => {
      core = await startCore({ dataFolder, demo, language })
    },
  }
  return {
    program,
    close: async () => {
      for (const socket of sockets) socket.close()
      // The windows go first: a telephone that is on a call says so to nobody any more.
      for (const page of context.pages()) await page.close()
      await core.stop()
      rmSync(folder, { recursive: true, force: true })
      expect(complaints, 'no page fails on the way').toEqual([])
    },
  }
}

export const test = base.extend<Options & { readonly program: Program }, { readonly telephone: Telephone }>({
  demo: [false, { option: true }],
  language: ['pl', { option: true }],

  telephone: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern
    async ({}, use) => {
      const telephone = await startTelephone()
      await use(telephone)
      await telephone.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  program: async ({ demo, language, context }, use) => {
    const { program, close } = await openProgram(context, { demo, language })
    await use(program)
    await close()
  },
})

export { expect }

/** The rows of a list, the row of titles left out. */
export const rowsOf = (page: Page): Locator =>
  page
    .getByRole('grid')
    .getByRole('row')
    .filter({ hasNot: page.getByRole('columnheader') })

/** The row that holds the text. */
export const rowWith = (page: Page, text: string): Locator => rowsOf(page).filter({ hasText: text })

/** Opens a row by the name in it: the middle of a row may be a telephone number, which dials. */
export const openRow = (page: Page, name: string): Promise<void> => rowWith(page, name).getByText(name).first().click()

/** The card beside a list. */
export const cardOf = (page: Page, name: string): Locator => page.getByRole('complementary', { name: new RegExp(name) })
