import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { type CoreProcess, startCore } from '../core/core-process.ts'
import { type Language, words } from '../e2e/model/words.ts'
import { answerInstead } from './answers.ts'
import { peopleScreens } from './people-screens.ts'
import type { Scene } from './scene.ts'
import { callScreens, emptyScreens, fullScreens } from './screens.ts'
import { type Cast, castOf, teamScreens } from './team-screens.ts'
import { accountScreens, wizardScreens } from './wizard-screens.ts'

export interface Variant {
  readonly language: Language
  readonly theme: 'light' | 'dark'
  readonly width: 1280 | 1600
}

const heights = { 1280: 800, 1600: 1000 } as const
/** The telephone's own window, as it opens. */
const dialerSize = { width: 720, height: 560 }

/** Every variant of a screen: both languages, light and dark, both sizes. */
export const allVariants: readonly Variant[] = (['pl', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) => ([1280, 1600] as const).map((width) => ({ language, theme, width }))),
)

export interface Taken {
  readonly path: string
  /** What axe-core finds serious or critical: the rule, and where. */
  readonly findings: readonly string[]
}

const findingsOn = async (page: Page): Promise<string[]> => {
  // Judged on the page itself: there is no frame in it, and what is in order is not gathered, which would take most of the time.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any[0]?.message ?? ''}`))
}

const use = async (core: CoreProcess, { language, theme }: Variant) => {
  const { client, close } = await core.connect()
  await client.settings.updateMe({ language })
  await client.settings.updateDevice({ theme, railWide: true, filtersOpen: true })
  close()
}

/** Else the wizard stands before every screen. */
const endFirstStart = async (core: CoreProcess) => {
  const { client, close } = await core.connect()
  await client.settings.endFirstStart()
  close()
}

interface Options {
  readonly browser: Browser
  readonly out: string
  readonly variants: readonly Variant[]
  /** Only screens whose name holds the text. */
  readonly only?: string | undefined
  readonly onTaken?: (taken: Taken) => void
}

/** Takes every screen, full and empty, in the variants asked for, and looks at each with axe-core. */
export const takePictures = async ({ browser, out, variants, only = '', onTaken }: Options): Promise<readonly Taken[]> => {
  mkdirSync(out, { recursive: true })
  const folder = mkdtempSync(join(tmpdir(), 'leadline-pictures-'))
  const full = await startCore({ dataFolder: join(folder, 'full'), demo: true })
  const empty = await startCore({ dataFolder: join(folder, 'empty') })
  const fresh = await startCore({ dataFolder: join(folder, 'fresh') })
  const told = await startCore({ dataFolder: join(folder, 'told'), demo: true })
  await endFirstStart(empty)
  const taken: Taken[] = []

  const take = async (page: Page, name: string, { language, theme }: Variant) => {
    if (!name.includes(only)) return
    const path = join(out, `${name}--${language}--${theme}--${page.viewportSize()?.width}.png`)
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
    const one = { path, findings: await findingsOn(page) }
    taken.push(one)
    onTaken?.(one)
  }

  const open = async (context: BrowserContext, core: CoreProcess, language: Language, given?: Page): Promise<Scene> => {
    const page = given ?? (await context.newPage())
    await page.goto(core.address)
    await page.getByRole('main').waitFor()
    return { page, word: (feature, key) => words(language, feature, key) }
  }

  let cast: Cast | undefined
  const takeTeam = async (context: BrowserContext, variant: Variant) => {
    const { client, close } = await told.connect()
    // What it writes is written once, whatever is taken.
    cast ??= await castOf(client)
    close()
    const page = await context.newPage()
    const { answer } = await answerInstead(page)
    const scene = await open(context, told, variant.language, page)
    for (const screen of [...teamScreens, ...peopleScreens, ...accountScreens]) {
      answer(screen.answers(cast))
      await screen.show(scene, cast)
      await take(page, screen.name, variant)
    }
    await page.close()
  }

  const takeWizard = async (context: BrowserContext, variant: Variant) => {
    const page = await context.newPage()
    const { answer } = await answerInstead(page)
    const scene = await open(context, fresh, variant.language, page)
    for (const screen of wizardScreens) {
      answer(screen.answers)
      await screen.show(scene)
      await take(page, screen.name, variant)
    }
    await page.close()
  }

  const takeFull = async (context: BrowserContext, variant: Variant) => {
    const crm = await open(context, full, variant.language)
    for (const screen of fullScreens) {
      await screen.show(crm)
      await take(crm.page, screen.name, variant)
    }
    await crm.page.reload()
    const dialer: Scene = { page: await context.newPage(), word: crm.word }
    await dialer.page.setViewportSize(dialerSize)
    await dialer.page.goto(new URL('dialer.html', full.address).href)
    await callScreens(crm, dialer, (page, name) => take(page, name, variant))
    await dialer.page.close()
    await crm.page.close()
  }

  const takeEmpty = async (context: BrowserContext, variant: Variant) => {
    const bare = await open(context, empty, variant.language)
    for (const screen of emptyScreens) {
      await screen.show(bare)
      await take(bare.page, screen.name, variant)
    }
    await bare.page.close()
  }

  const takeVariant = async (variant: Variant) => {
    const { theme, width } = variant
    const viewport = { width, height: heights[width] }
    for (const core of [full, told, empty, fresh]) await use(core, variant)
    const inContext = async (...parts: ((context: BrowserContext, variant: Variant) => Promise<void>)[]) => {
      const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce', permissions: ['microphone'] })
      try {
        for (const part of parts) await part(context, variant)
      } finally {
        await context.close()
      }
    }
    // Two at a time, each half of the work.
    const halves = await Promise.allSettled([inContext(takeTeam, takeWizard), inContext(takeFull, takeEmpty)])
    for (const half of halves) if (half.status === 'rejected') throw half.reason
  }

  try {
    for (const variant of variants) await takeVariant(variant)
  } finally {
    await Promise.all([full, told, empty, fresh].map((core) => core.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
  return taken
}
