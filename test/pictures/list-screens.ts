import { expect } from '@playwright/test'
import { rowsOf } from '../e2e/model/program.ts'
import { goTo, type Scene, settled } from './scene.ts'

interface ListScreen {
  readonly name: string
  readonly show: (scene: Scene) => Promise<void>
}

const filtersOf = ({ page, word }: Scene) => page.getByRole('complementary', { name: word('clients', 'filters') })

const button = ({ page, word }: Scene, key: string) => page.getByRole('button', { name: word('clients', key), exact: true })

const toClients = async (scene: Scene) => {
  await goTo(scene, '#/clients')
  await expect(rowsOf(scene.page).nth(2)).toBeVisible()
}

const board = async (scene: Scene, tab: 'lead.mine' | 'lead.all') => {
  await goTo(scene, '#/leads')
  await expect(button(scene, 'show_list').or(button(scene, 'show_board'))).toBeVisible()
  if (await button(scene, 'show_board').isVisible()) await button(scene, 'show_board').click()
  await scene.page
    .getByRole('radiogroup', { name: scene.word('clients', 'tabs') })
    .getByText(scene.word('clients', tab))
    .click()
  await expect(scene.page.locator('[data-lead]').nth(3)).toBeVisible()
  await settled(scene)
}

/** Lists as they are worked with: filtered, selected, arranged; and leads on their board. */
export const listScreens: readonly ListScreen[] = [
  {
    name: 'clients-filters',
    show: async (scene) => {
      await toClients(scene)
      const panel = filtersOf(scene)
      await panel.getByLabel('VIP').check()
      await panel.getByLabel('Hurt').check()
      // Behind those that say how many of the tags: without contact for 30 days.
      await panel.getByRole('radio').nth(4).check()
      await panel.getByRole('button', { name: 'Branża' }).click()
      await expect(button(scene, 'saved_filter.save_filter')).toBeVisible()
      await settled(scene)
    },
  },
  {
    name: 'clients-filter-saved',
    show: async (scene) => {
      await button(scene, 'saved_filter.save_filter').click()
      await scene.page.getByLabel(scene.word('clients', 'saved_filter.name')).fill('VIP, dawno bez kontaktu, targi w Poznaniu')
      await scene.page.keyboard.press('Enter')
      await filtersOf(scene).getByLabel('Hurt').uncheck()
      await expect(button(scene, 'saved_filter.save_as')).toBeVisible()
      await settled(scene)
    },
  },
  {
    name: 'clients-pick-tag',
    show: async (scene) => {
      // As it was before these pictures.
      await filtersOf(scene).getByRole('button', { name: 'Branża' }).click()
      await button(scene, 'clear_filters').click()
      await toClients(scene)
      await scene.page.getByRole('grid').focus()
      for (const key of ['Home', 'x', 'Shift+ArrowDown', 'Shift+ArrowDown']) await scene.page.keyboard.press(key)
      await button(scene, 'bulk.tag').click()
      await expect(scene.page.getByRole('option').nth(2)).toBeVisible()
    },
  },
  {
    name: 'clients-columns',
    show: async (scene) => {
      await scene.page.keyboard.press('Escape')
      await button(scene, 'clear_selection').click()
      await button(scene, 'more').click()
      await scene.page.getByRole('menuitem', { name: scene.word('clients', 'columns.title') }).click()
      await expect(scene.page.getByRole('dialog')).toBeVisible()
    },
  },
  { name: 'leads-board', show: (scene) => board(scene, 'lead.mine') },
  { name: 'leads-board-all', show: (scene) => board(scene, 'lead.all') },
  {
    name: 'leads-board-card',
    show: async (scene) => {
      await scene.page.locator('[data-lead]').nth(1).click()
      await expect(scene.page.getByRole('complementary').last().getByRole('heading').first()).toBeVisible()
      await settled(scene)
    },
  },
  {
    name: 'leads-list-all',
    show: async (scene) => {
      await goTo(scene, '#/leads')
      await button(scene, 'show_list').click()
      await expect(rowsOf(scene.page).nth(2)).toBeVisible()
      await settled(scene)
    },
  },
]
