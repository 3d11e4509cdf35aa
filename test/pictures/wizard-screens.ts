import { expect } from '@playwright/test'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { tokenLength } from '../../src-shared/team/invitation-link.ts'
import type { Answers } from './answers.ts'
import { goTo, type Scene, settled } from './scene.ts'
import { inTeam, type TeamScreen } from './team-screens.ts'

const day = 24 * 60 * 60_000

const link = `https://crm.meblopol.example/join#${'Zk3v0q8c1mYx7Rr2uQ5tLw9bNdHs4JpEaGfKiOoMxTz'.slice(0, tokenLength)}`

const invitation = () => ({
  crm: 'meblopol',
  invitedBy: 'Dominika Chrzanowska-Wiśniewska',
  group: { type: 'manager', name: '' },
  email: 'a.zielinska@meblopol.example',
  name: 'Anna Zielińska',
  extension: '104',
  expiresAt: Date.now() + 7 * day,
  server: 'https://crm.meblopol.example',
})

interface WizardScreen {
  readonly name: string
  readonly answers: Answers
  readonly show: (scene: Scene) => Promise<void>
}

const button = ({ page, word }: Scene, feature: string, key: string) => page.getByRole('button', { name: word(feature, key) })
const field = ({ page, word }: Scene, key: string) => page.getByLabel(word('team', `form.${key}`), { exact: true })
const person = ({ page, word }: Scene, row: number, name: string) =>
  page.getByLabel(word('team', `form.person_${name}`).replace('{{row}}', String(row)))

const back = async (scene: Scene) => button(scene, 'team', 'ways.back').click()

const people = [
  ['Katarzyna Wójcik-Lewandowska', 'k.wojcik@meblopol.example', '105'],
  ['Marek Sowa', 'm.sowa@meblopol', '106'],
] as const

const showCreate = async (scene: Scene) => {
  await back(scene)
  await button(scene, 'wizard', 'way.create').click()
  await field(scene, 'server').fill('http://127.0.0.1:4320')
  await field(scene, 'code').fill('7KQD-PX2M-94FT')
  await field(scene, 'name').fill('meblopol')
  await field(scene, 'email').fill('a.zielinska@meblopol.example')
  for (const [at, [name, email, extension]] of people.entries()) {
    if (at > 0) await button(scene, 'team', 'form.person_add').click()
    await person(scene, at + 1, 'name').fill(name)
    await person(scene, at + 1, 'email').fill(email)
    await person(scene, at + 1, 'extension').fill(extension)
  }
  await expect(scene.page.getByText(scene.word('team', 'form.name_free'))).toBeVisible()
  await button(scene, 'team', 'ways.create_button').click()
  await expect(scene.page.getByText(scene.word('team', 'form.email_wrong'))).toBeVisible()
}

/** The first start, step by step on one page; and what somebody sees who was blocked. */
export const wizardScreens: readonly WizardScreen[] = [
  { name: 'wizard-language', answers: {}, show: async ({ page }) => expect(page.getByRole('radio', { checked: true })).toBeFocused() },
  {
    name: 'wizard-way',
    answers: {},
    show: async (scene) => {
      await button(scene, 'wizard', 'continue').click()
      await expect(button(scene, 'wizard', 'way.alone')).toBeFocused()
    },
  },
  {
    name: 'wizard-alone',
    answers: {},
    show: async (scene) => {
      await button(scene, 'wizard', 'way.alone').click()
      await expect(scene.page.getByLabel(scene.word('wizard', 'alone.name'))).toBeFocused()
    },
  },
  { name: 'wizard-create', answers: { 'team.checkName': { free: true } }, show: showCreate },
  {
    name: 'wizard-join',
    answers: {},
    show: async (scene) => {
      await back(scene)
      await button(scene, 'wizard', 'way.join').click()
      await expect(field(scene, 'link')).toBeFocused()
    },
  },
  {
    name: 'wizard-invitation',
    answers: { 'team.lookAtInvitation': invitation() },
    show: async (scene) => {
      await field(scene, 'link').fill(link)
      await button(scene, 'team', 'form.continue').click()
      await expect(scene.page.getByText(invitation().invitedBy)).toBeVisible()
    },
  },
  {
    name: 'wizard-password',
    answers: {},
    show: async (scene) => {
      await back(scene)
      await button(scene, 'team', 'form.by_password').click()
      await field(scene, 'server').fill('crm.meblopol.example')
      await field(scene, 'email').fill('a.zielinska@meblopol.example')
    },
  },
  {
    name: 'wizard-reset',
    answers: { 'team.requestReset': {} },
    show: async (scene) => {
      await button(scene, 'team', 'form.forgot').click()
      await button(scene, 'team', 'form.forgot_send').click()
      await expect(field(scene, 'reset_code')).toBeFocused()
    },
  },
  {
    name: 'blocked',
    answers: { 'team.state': { mode: 'alone', blockedBy: 'meblopol' } },
    show: async (scene) => expect(button(scene, 'wizard', 'blocked.alone')).toBeVisible(),
  },
  {
    name: 'blocked-going',
    answers: inTeam({ connection: 'blocked' }),
    show: async ({ page, word }) => expect(page.getByText(word('wizard', 'blocked.going'))).toBeVisible(),
  },
]

const results = [
  { id: groupIds.manager, email: 'e.nowak@meblopol.example', outcome: 'sent', link: null, problem: null },
  {
    id: groupIds.trainee,
    email: 'katarzyna.wojcik-lewandowska@meblopol.example',
    outcome: 'mail_refused',
    link,
    problem: '550 5.1.1 Recipient address rejected',
  },
  { id: null, email: 'zofia@meblopol', outcome: 'bad_address', link: null, problem: null },
]

const profile = async (scene: Scene) => {
  await goTo(scene, '#/settings/profile')
  await expect(button(scene, 'account', 'email_change')).toBeVisible()
}

/** My own account in the team, and what became of the people who were invited while the CRM was made. */
export const accountScreens: readonly TeamScreen[] = [
  {
    name: 'settings-team-welcome',
    answers: () => ({ ...inTeam(), 'team.welcome': { results } }),
    show: async (scene) => {
      await goTo(scene, '#/settings/team')
      await expect(button(scene, 'team', 'welcome.done')).toBeVisible()
      await settled(scene)
    },
  },
  { name: 'settings-account', answers: () => inTeam(), show: profile },
  {
    name: 'settings-account-email',
    answers: () => inTeam(),
    show: async (scene) => {
      await button(scene, 'account', 'email_change').click()
      await expect(scene.page.getByLabel(scene.word('account', 'new_email'))).toBeFocused()
    },
  },
]
