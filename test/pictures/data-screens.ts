import { expect } from '@playwright/test'
import { goTo, type Scene, settled } from './scene.ts'

interface DataScreen {
  readonly name: string
  readonly show: (scene: Scene) => Promise<void>
}

const csv = [
  'Nazwa;Telefon;E-mail;Miasto;NIP',
  'Zakłady Mięsne „Pod Lipą”;"601 234 500, 32 640 11 95";biuro@podlipa.example;Gliwice;6312550819',
  'Łukasz Żółtowski;22 555 18 04;l.zoltowski@swit.example;Warszawa;5213217612',
  'Meble Kowalczyk;48601234577;meble@kowalczyk.example;Kraków;6761234567',
  'Tartak Bory;4.85E+10;tartak@bory.example;Tuchola;',
  'Bez numeru;brak;bez@numeru.example;Łódź;',
  ';601 234 502;;Kraków;',
].join('\n')

const openImport = async ({ page, word }: Scene) => {
  await page.getByRole('button', { name: word('app', 'add'), exact: true }).click()
  await page.getByRole('menuitem', { name: word('app', 'import') }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

const press = (scene: Scene, key: string) => scene.page.getByRole('button', { name: scene.word('imports', key), exact: true }).click()

/** A page of the settings with a table or a list on it. */
const settingsPage = (page: string, row: string): DataScreen => ({
  name: `settings-${page}`,
  show: async (scene) => {
    await goTo(scene, `#/settings/${page}`)
    await expect(
      scene.page
        .getByRole('main')
        .getByRole(row as 'row')
        .nth(1),
    ).toBeVisible()
    await settled(scene)
  },
})

const closeDialog = async ({ page }: Scene) => {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** What comes in, what goes out, what there is to choose from, and who changed what. */
export const dataScreens: readonly DataScreen[] = [
  {
    name: 'import-file',
    show: async (scene) => {
      await goTo(scene, '#/clients')
      await openImport(scene)
    },
  },
  {
    name: 'import-columns',
    show: async ({ page }) => {
      await page
        .getByRole('dialog')
        .locator('input[type=file]')
        .setInputFiles({ name: 'klienci.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
      await expect(page.getByRole('dialog').getByRole('table')).toBeVisible()
    },
  },
  {
    name: 'import-plan',
    show: async (scene) => {
      await press(scene, 'next')
      await expect(scene.page.getByRole('radio', { name: scene.word('imports', 'duplicate.skip') })).toBeVisible()
    },
  },
  {
    name: 'import-check',
    show: async (scene) => {
      await press(scene, 'check')
      await expect(scene.page.getByRole('table', { name: scene.word('imports', 'samples_of_rows') })).toBeVisible()
    },
  },
  {
    name: 'import-ended',
    show: async ({ page, word }) => {
      await page.getByRole('button', { name: /^(Importuj|Import) \d/ }).click()
      await expect(page.getByRole('button', { name: word('imports', 'show_list') })).toBeVisible()
    },
  },
  {
    name: 'settings-imports',
    show: async (scene) => {
      await closeDialog(scene)
      await settingsPage('imports', 'row').show(scene)
    },
  },
  {
    name: 'settings-audit',
    show: async (scene) => {
      await goTo(scene, '#/settings/audit')
      const list = scene.page.getByRole('list', { name: scene.word('audit', 'title'), exact: true })
      await list.getByRole('button', { expanded: false }).nth(1).click()
      await settled(scene)
    },
  },
  {
    name: 'settings-tags',
    show: async (scene) => {
      // The import of these pictures goes again.
      await goTo(scene, '#/settings/imports')
      await scene.page
        .getByRole('main')
        .getByRole('button', { name: scene.word('imports', 'undo') })
        .first()
        .click()
      await expect(scene.page.getByRole('dialog')).toBeVisible()
      await closeDialog(scene)
      await settingsPage('tags', 'row').show(scene)
    },
  },
  {
    name: 'settings-tags-merge',
    show: async ({ page, word }) => {
      for (const number of [0, 1]) await page.getByRole('main').getByRole('checkbox').nth(number).check()
      await page
        .getByRole('toolbar')
        .getByRole('button', { name: word('catalogue', 'merge') })
        .click()
      await expect(page.getByRole('dialog').getByRole('radio').nth(1)).toBeVisible()
    },
  },
  {
    name: 'settings-properties',
    show: async (scene) => {
      await closeDialog(scene)
      await settingsPage('properties', 'row').show(scene)
    },
  },
  {
    name: 'settings-property',
    show: async ({ page, word }) => {
      await page
        .getByRole('row')
        .filter({ hasText: word('catalogue', 'property.types.list') })
        .getByRole('button')
        .nth(1)
        .click()
      await expect(page.getByRole('dialog').getByRole('group').first()).toBeVisible()
    },
  },
  {
    name: 'settings-statuses',
    show: async (scene) => {
      await closeDialog(scene)
      await settingsPage('statuses', 'row').show(scene)
    },
  },
  {
    name: 'export',
    show: async (scene) => {
      const { page, word } = scene
      await goTo(scene, '#/clients')
      await page.getByRole('button', { name: word('clients', 'more'), exact: true }).click()
      await page.getByRole('menuitem', { name: word('clients', 'bulk.export') }).click()
      await expect(page.getByRole('dialog').getByRole('radio').first()).toBeVisible()
    },
  },
  {
    name: 'settings-export',
    show: async (scene) => {
      await closeDialog(scene)
      await goTo(scene, '#/settings/export')
      await settled(scene)
    },
  },
]

/** The same where nothing is yet. */
export const emptyDataScreens: readonly DataScreen[] = ['tags', 'imports'].map((page) => ({
  name: `settings-${page}-empty`,
  show: async (scene) => {
    await goTo(scene, `#/settings/${page}`)
    await settled(scene)
  },
}))
