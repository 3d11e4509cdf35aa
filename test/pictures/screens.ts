import { expect, type Page } from '@playwright/test'
import { rowsOf } from '../e2e/model/program.ts'
import { cardScreens, emptyCardScreens } from './card-screens.ts'
import { dataScreens, emptyDataScreens } from './data-screens.ts'
import { listScreens } from './list-screens.ts'
import { goTo, type Scene, settled } from './scene.ts'

interface Screen {
  readonly name: string
  readonly show: (scene: Scene) => Promise<void>
}

const at = (name: string, hash: string): Screen => ({
  name,
  show: async (scene) => {
    await goTo(scene, hash)
    await settled(scene)
  },
})

const list = (name: string, hash: string): Screen => ({
  name,
  show: async (scene) => {
    await goTo(scene, hash)
    await expect(rowsOf(scene.page).nth(2)).toBeVisible()
    await settled(scene)
  },
})

/** The card of the first client whose name holds the text. */
const openCard = async (scene: Scene, text: string) => {
  await goTo(scene, '#/clients')
  await scene.page.getByRole('searchbox').fill(text)
  await expect(rowsOf(scene.page)).toHaveCount(1)
  await rowsOf(scene.page).click()
  await expect(scene.page.getByRole('complementary').getByRole('listitem').first()).toBeVisible()
}

const importOf = async ({ page, word }: Scene) => {
  await page.getByRole('button', { name: word('app', 'add'), exact: true }).click()
  await page.getByRole('menuitem', { name: word('app', 'import') }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

/** Screens of a workspace that is full. The telephone's come after these, for they need its window. */
export const fullScreens: readonly Screen[] = [
  at('general', '#/general'),
  list('clients', '#/clients'),
  {
    name: 'clients-filtered',
    show: async (scene) => {
      await goTo(scene, '#/clients')
      await scene.page.getByRole('complementary').getByRole('checkbox').nth(1).check()
      await scene.page.getByRole('searchbox').fill('kow')
      await expect(rowsOf(scene.page).first()).toBeVisible()
      await settled(scene)
    },
  },
  {
    name: 'clients-nothing',
    show: async (scene) => {
      await scene.page.getByRole('searchbox').fill('qwertyuiop')
      await expect(scene.page.getByRole('button', { name: scene.word('clients', 'clear_search') })).toBeVisible()
    },
  },
  {
    name: 'clients-card',
    show: async (scene) => {
      await scene.page.getByRole('button', { name: scene.word('clients', 'clear_search') }).click()
      await openCard(scene, 'Wójcik-Lewandowska')
      await scene.page.getByRole('searchbox').fill('')
      await expect(rowsOf(scene.page).nth(5)).toBeVisible()
      await settled(scene)
    },
  },
  {
    name: 'contact-page',
    show: async (scene) => {
      await scene.page.getByRole('button', { name: scene.word('clients', 'card.open_page') }).click()
      await settled(scene)
    },
  },
  ...cardScreens,
  {
    name: 'clients-selected',
    show: async (scene) => {
      await goTo(scene, '#/clients')
      await scene.page.getByRole('grid').focus()
      for (const key of ['j', 'x', 'j', 'x']) await scene.page.keyboard.press(key)
      await expect(scene.page.getByRole('toolbar')).toBeVisible()
    },
  },
  list('leads', '#/leads'),
  ...listScreens,
  list('calls', '#/calls'),
  at('settings-profile', '#/settings/profile'),
  at('settings-telephony', '#/settings/telephony'),
  at('settings-general', '#/settings/general'),
  at('help', '#/help'),
  {
    name: 'palette',
    show: async (scene) => {
      await goTo(scene, '#/clients')
      await scene.page.keyboard.press('Control+k')
      await scene.page.keyboard.type('kow')
      await expect(scene.page.getByRole('option').nth(2)).toBeVisible()
    },
  },
  {
    name: 'shortcuts',
    show: async (scene) => {
      await goTo(scene, '#/general')
      await scene.page.keyboard.press('?')
      await expect(scene.page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'add-client',
    show: async (scene) => {
      await goTo(scene, '#/clients')
      await scene.page.keyboard.press('n')
      const dialog = scene.page.getByRole('dialog')
      await dialog.getByRole('textbox').nth(2).fill('601 234 567')
      await expect(dialog.getByRole('status')).toBeVisible()
    },
  },
  ...dataScreens,
  {
    name: 'widget',
    show: async (scene) => {
      const { page, word } = scene
      await goTo(scene, '#/clients')
      await page.getByRole('button', { name: word('telephony', 'open_widget') }).click()
      await expect(page.getByRole('dialog', { name: word('telephony', 'telephone') })).toBeVisible()
    },
  },
]

/** Screens of a workspace in which nothing is yet. */
export const emptyScreens: readonly Screen[] = [
  at('general-empty', '#/general'),
  at('clients-empty', '#/clients'),
  at('leads-empty', '#/leads'),
  at('calls-empty', '#/calls'),
  ...emptyCardScreens,
  ...emptyDataScreens,
  {
    name: 'import-refused',
    show: async (scene) => {
      await importOf(scene)
      await scene.page
        .locator('input[type=file]')
        .setInputFiles({ name: 'obraz.csv', mimeType: 'text/csv', buffer: Buffer.from([0x89, 0x50, 0, 0, 1, 2, 3]) })
      await expect(scene.page.getByRole('alert')).toBeVisible()
    },
  },
]

/** A call on the practice line, from the ringing to the end; `dialer` is the telephone's own page, freshly opened. */
export const callScreens = async (crm: Scene, dialer: Scene, take: (page: Page, name: string) => Promise<void>): Promise<void> => {
  const { word } = dialer
  await goTo(crm, '#/clients')
  await expect(dialer.page.getByRole('button', { name: word('telephony', 'call'), exact: true })).toBeVisible()
  await take(dialer.page, 'dialer')
  await expect(dialer.page.getByRole('button', { name: word('telephony', 'answer') })).toBeVisible({ timeout: 30_000 })
  await take(dialer.page, 'dialer-incoming')
  await take(crm.page, 'clients-incoming')
  await dialer.page.getByRole('button', { name: word('telephony', 'answer') }).click()
  await dialer.page.getByPlaceholder(word('telephony', 'note_hint')).fill('Chce 40 krzeseł zamiast 30, dostawa do 12 grudnia.')
  // The word for the quality comes with the second reading.
  await expect(dialer.page.getByText(word('telephony', 'quality.good.word'))).toBeVisible()
  await take(dialer.page, 'dialer-call')
  await take(crm.page, 'clients-call')
  await dialer.page.getByRole('button', { name: word('telephony', 'end') }).click()
  await expect(dialer.page.getByRole('button', { name: word('telephony', 'close') })).toBeVisible()
  await take(dialer.page, 'dialer-ended')
  await dialer.page.getByRole('button', { name: word('telephony', 'close') }).click()
  await dialer.page.getByRole('button', { name: word('telephony', 'practice.title') }).click()
  await take(dialer.page, 'dialer-practice')
  await dialer.page.getByRole('button', { name: word('telephony', 'practice.ring_unknown') }).click()
  await expect(dialer.page.getByRole('button', { name: word('telephony', 'answer') })).toBeVisible()
  await take(dialer.page, 'dialer-unknown')
  await take(crm.page, 'clients-unknown')
  await dialer.page.getByRole('button', { name: word('telephony', 'decline') }).click()
}
