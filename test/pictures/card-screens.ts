import { expect } from '@playwright/test'
import { rowsOf } from '../e2e/model/program.ts'
import { goTo, type Scene, settled } from './scene.ts'

interface CardScreen {
  readonly name: string
  readonly show: (scene: Scene) => Promise<void>
}

/** The same person a second time, as it happens: another spelling, the same number. Made once, whatever is taken. */
const double = {
  id: '0199a000-0000-7000-8000-0000000000d1',
  stage: 'client',
  name: 'Kasia Wójcik',
  company: 'Meblopol',
  city: 'Zabrze',
  comment: 'Dzwoniła z targów, prosi o ofertę na krzesła.',
}

const makeDouble = ({ page }: Scene) =>
  page.evaluate(async (contact) => {
    const post = async (path: string, body: unknown) => {
      const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
      return answer.json()
    }
    const { rows } = await post('/api/contacts/list', { stage: 'client', search: 'Wójcik-Lewandowska', offset: 0, limit: 1 })
    await post('/api/contacts', { ...contact, phones: [{ typed: rows[0].phone.typed }] })
  }, double)

const openPage = async (scene: Scene) => {
  await goTo(scene, '#/clients')
  await scene.page.getByRole('searchbox').fill('Wójcik-Lewandowska')
  await expect(rowsOf(scene.page)).toHaveCount(1)
  await rowsOf(scene.page).click()
  // The list is left as it was found.
  await scene.page.getByRole('searchbox').fill('')
  await scene.page.getByRole('button', { name: scene.word('clients', 'card.open_page') }).click()
  await expect(scene.page.getByRole('region', { name: scene.word('clients', 'card.history') })).toBeVisible()
  await settled(scene)
}

/** A card and what is done with it; cards that may be one. */
export const cardScreens: readonly CardScreen[] = [
  {
    name: 'card-all',
    show: async (scene) => {
      await openPage(scene)
      await scene.page.getByRole('button', { name: scene.word('clients', 'all_facts') }).click()
      await settled(scene)
    },
  },
  {
    name: 'card-mention',
    show: async ({ page, word }) => {
      await page.getByRole('textbox', { name: word('feed', 'composer') }).pressSequentially('Cena do ustalenia, @')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  },
  {
    name: 'card-task',
    show: async ({ page, word }) => {
      const composer = page.getByRole('textbox', { name: word('feed', 'composer') })
      await composer.fill('')
      await composer.press('Escape')
      await page.keyboard.press('t')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'card-property',
    show: async (scene) => {
      const { page, word } = scene
      await page
        .getByRole('button', { name: word('tasks', 'cancel'), exact: true })
        .last()
        .click()
      await page.getByRole('button', { name: word('card', 'property.add') }).click()
      const dialog = page.getByRole('dialog', { name: word('card', 'property.title') })
      await dialog.getByRole('combobox', { name: word('card', 'property.type') }).click()
      await page.getByRole('option', { name: word('card', 'property_type.multi_list') }).click()
      await expect(dialog.getByText(word('card', 'property.options_hint'))).toBeVisible()
    },
  },
  {
    name: 'merge-find',
    show: async (scene) => {
      await makeDouble(scene)
      await openPage(scene)
      await scene.page.keyboard.press('m')
      await expect(scene.page.getByRole('option').first()).toBeVisible()
    },
  },
  {
    name: 'merge',
    show: async ({ page }) => {
      await page.getByRole('option').first().click()
      await expect(page.getByRole('dialog').getByRole('table')).toBeVisible()
    },
  },
  {
    name: 'duplicates',
    show: async (scene) => {
      await goTo(scene, '#/duplicates')
      await expect(scene.page.getByRole('dialog')).toBeHidden()
      await expect(scene.page.getByRole('heading', { level: 2 }).first()).toBeVisible()
      await settled(scene)
    },
  },
]

export const emptyCardScreens: readonly CardScreen[] = [
  {
    name: 'duplicates-empty',
    show: async (scene) => {
      await goTo(scene, '#/duplicates')
      await expect(scene.page.getByText(scene.word('duplicates', 'none.phone'))).toBeVisible()
    },
  },
]
