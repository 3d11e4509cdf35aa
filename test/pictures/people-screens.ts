import { expect } from '@playwright/test'
import { addressOf, day, daysSoFar, full, idOf, link, performance, result, sealed, suggested } from './people-cast.ts'
import { goTo, type Scene, settled } from './scene.ts'
import { inTeam, type TeamScreen } from './team-screens.ts'

const people = async (scene: Scene) => {
  await goTo(scene, '#/team')
  await expect(scene.page.getByRole('row', { name: /Szczepański/ })).toBeVisible()
  await settled(scene)
}

const openInvitations = async (scene: Scene) => {
  await goTo(scene, '#/team/invitations')
  await settled(scene)
}

const choose = async ({ page, word }: Scene, list: string, option: string) => {
  await page.getByRole('combobox', { name: word('performance', list) }).click()
  await page.getByRole('option', { name: option }).click()
}

/** The team, its invitations, its performance and its groups. */
export const peopleScreens: readonly TeamScreen[] = [
  { name: 'people', answers: (cast) => full(cast), show: people },
  {
    name: 'people-panel',
    answers: (cast) => full(cast),
    show: async (scene) => {
      await goTo(scene, `#/team/people/${idOf(1)}`)
      await expect(scene.page.getByRole('complementary').getByRole('heading', { name: /Chrzanowska/ })).toBeVisible()
    },
  },
  {
    name: 'people-edit',
    answers: (cast) => full(cast),
    show: async ({ page, word }) => {
      await page
        .getByRole('complementary')
        .getByRole('button', { name: word('people', 'edit'), exact: true })
        .click()
      await page.getByRole('complementary').getByLabel(word('people', 'form.extension')).fill('10a')
      await page.keyboard.press('Enter')
      await expect(page.getByText(word('people', 'form.extension_wrong'))).toBeVisible()
    },
  },
  {
    name: 'people-block',
    answers: (cast) => full(cast),
    show: async ({ page, word }) => {
      await page
        .getByRole('complementary')
        .getByRole('button', { name: word('people', 'form.cancel') })
        .click()
      await page
        .getByRole('complementary')
        .getByRole('button', { name: word('people', 'block.button') })
        .click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'people-sealed',
    answers: (cast) => full(cast, { 'team.sealed': { items: sealed() } }),
    show: async (scene) => {
      await goTo(scene, `#/team/people/${idOf(9)}`)
      await expect(scene.page.getByRole('region', { name: scene.word('people', 'sealed.title') }).getByRole('listitem')).toHaveCount(3)
    },
  },
  { name: 'people-offline', answers: (cast) => full(cast, inTeam({ connection: 'offline' })), show: people },
  { name: 'people-invitations', answers: (cast) => full(cast), show: openInvitations },
  {
    name: 'people-invite',
    answers: (cast) =>
      full(cast, {
        'team.invite': {
          results: [
            result(31, 'sent'),
            result(32, 'link', { link }),
            result(33, 'mail_refused', { link, problem: '550 5.1.1 No such user here' }),
            result(3, 'member'),
            result(35, 'extension_taken'),
          ],
        },
      }),
    show: async ({ page, word }) => {
      await page.getByRole('button', { name: word('people', 'invite.button') }).click()
      const dialog = page.getByRole('dialog')
      await dialog
        .getByLabel(word('people', 'invite.addresses'))
        .fill(`${[31, 32, 33, 3].map(addressOf).join(', ')}, brak-adresu, Tomasz Wróbel <${addressOf(35)}>`)
      await page.keyboard.press('Enter')
      await dialog.getByRole('textbox').last().fill('105')
      await dialog.locator('button[type=submit]').click()
      await expect(dialog.getByText(word('people', 'invite.outcome.member'))).toBeVisible()
    },
  },
  {
    name: 'people-link',
    answers: (cast) => full(cast),
    show: async (scene) => {
      const { page, word } = scene
      await openInvitations(scene)
      await page.getByRole('button', { name: word('people', 'link.button') }).click()
      await page.getByRole('dialog').getByText(word('people', 'link.other'), { exact: true }).click()
      await page.getByRole('dialog').getByLabel(word('people', 'link.number')).fill('12')
    },
  },
  {
    name: 'people-link-made',
    answers: (cast) =>
      full(cast, {
        'team.makeLink': {
          id: idOf(60),
          link: link.replace('https://crm.meblopol.example', 'http://127.0.0.1:4320'),
          expiresAt: Date.now() + 7 * day,
        },
      }),
    show: async ({ page, word }) => {
      await page
        .getByRole('dialog')
        .getByRole('button', { name: word('people', 'link.go') })
        .click()
      await expect(page.getByLabel(word('people', 'link.label'), { exact: true })).toBeVisible()
    },
  },
  {
    name: 'people-invitations-empty',
    answers: (cast) => full(cast, { 'team.invitations': { invitations: [] } }),
    show: async (scene) => {
      await openInvitations(scene)
      await expect(scene.page.getByText(scene.word('people', 'invitations.empty'))).toBeVisible()
    },
  },
  {
    name: 'people-alone',
    answers: () => ({}),
    show: async (scene) => {
      await goTo(scene, '#/team')
      await expect(scene.page.getByText(scene.word('people', 'alone'))).toBeVisible()
    },
  },
  {
    name: 'widget-known',
    answers: (cast) => full(cast, { 'contacts.suggest': suggested(cast) }),
    show: async (scene) => {
      const { page, word } = scene
      await goTo(scene, '#/clients')
      await page.getByRole('button', { name: word('telephony', 'open_widget') }).click()
      const widget = page.getByRole('dialog', { name: word('telephony', 'telephone') })
      await widget.getByText(word('telephony', 'contacts'), { exact: true }).click()
      await widget.getByRole('textbox', { name: word('telephony', 'search') }).fill('kow')
      await expect(widget.getByText('Kowalczyk i Synowie')).toBeVisible()
    },
  },
  {
    name: 'performance',
    answers: (cast) => full(cast, performance(cast.myId, daysSoFar(), 1)),
    show: async (scene) => {
      await goTo(scene, '#/team/performance')
      await expect(scene.page.getByRole('row', { name: /Szczepański/ })).toBeVisible()
    },
  },
  {
    name: 'performance-empty',
    answers: (cast) => full(cast, { 'team.performance': { rows: [] } }),
    show: async ({ page, word }) => {
      await expect(page.getByText(word('performance', 'empty'))).toBeVisible()
    },
  },
  {
    name: 'performance-weeks',
    answers: (cast) => full(cast, performance(cast.myId, 4, 5)),
    show: async (scene) => {
      await choose(scene, 'period', scene.word('performance', 'periods.four_weeks'))
      await choose(scene, 'person', 'Łukasz Źrebiec')
      await expect(scene.page.getByRole('region', { name: /Łukasz Źrebiec/ }).getByRole('listitem')).toHaveCount(4)
    },
  },
  {
    name: 'groups',
    answers: (cast) => full(cast),
    show: async (scene) => {
      await goTo(scene, '#/settings/groups')
      await expect(scene.page.getByRole('grid').getByText('Obsługa posprzedażna')).toBeVisible()
    },
  },
  {
    name: 'groups-organisation',
    answers: (cast) => full(cast),
    show: async (scene) => {
      await goTo(scene, '#/settings/groups')
      await scene.page.getByText(scene.word('groups', 'offline.text')).scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'groups-sees',
    answers: (cast) => full(cast),
    show: async ({ page, word }) => {
      await page.getByRole('combobox', { name: word('groups', 'sees.person') }).click()
      await page.getByRole('option', { name: 'Iwona Kaźmierczak' }).click()
      await page.getByText(word('groups', 'sees.team_edit.no')).scrollIntoViewIfNeeded()
    },
  },
]
