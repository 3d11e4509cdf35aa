import { expect } from '@playwright/test'
import type { Presence } from '../../src-shared/sync/protocol.ts'
import type { Invitation, InvitationResult } from '../../src-shared/sync/server-contract.ts'
import { allGroups, type Group, groupIds } from '../../src-shared/team/group-kind.ts'
import type { Member } from '../../src-shared/team/member-kind.ts'
import type { Answers } from './answers.ts'
import { goTo, type Scene, settled } from './scene.ts'
import { type Cast, inTeam, type TeamScreen } from './team-screens.ts'

const minute = 60_000
const day = 24 * 60 * minute

const idOf = (at: number) => `0197f1de-0000-7000-8000-0000000001${String(at).padStart(2, '0')}`
const service = idOf(90)

const groups: readonly Group[] = [
  {
    id: service,
    type: 'custom',
    name: 'Obsługa posprzedażna i reklamacje',
    permissions: ['customers_view_all', 'customers_edit', 'calls_other_users_access', 'leads_view'],
  },
]

const names: readonly (readonly [name: string, position: string, extension: string | null, groupId: string])[] = [
  ['Bartłomiej Szczepański', 'Starszy handlowiec', '103', groupIds.manager],
  ['Dominika Chrzanowska-Wiśniewska', 'Koordynatorka obsługi posprzedażnej w regionie południowym', '104', service],
  ['Grzegorz Brzęczyszczykiewicz', 'Handlowiec', '105', groupIds.trainee],
  ['Iwona Kaźmierczak', 'Handlowiec', '106', groupIds.trainee],
  ['Jędrzej Ćwikła', 'Reklamacje', null, service],
  ['Karolina Zając', 'Dyrektor sprzedaży', '101', groupIds.administrator],
  ['Łukasz Źrebiec', 'Handlowiec', '108', groupIds.manager],
  ['Małgorzata Wąsowska', 'Telemarketing', '109', groupIds.trainee],
  ['Олена Коваленко', 'Handlowiec, rynek ukraiński', '110', groupIds.manager],
  ['Paweł Święcicki', 'Handlowiec', '111', groupIds.trainee],
  ['Zuzanna Jóźwiak', 'Stażystka', null, groupIds.trainee],
]

const addressOf = (at: number) => `osoba.${at}@meblopol.example`

const colleagues: readonly Member[] = names.map(([name, position, extension, groupId], at) => ({
  id: idOf(at),
  name,
  position,
  extension,
  groupId,
  email: addressOf(at),
  language: 'pl',
  timeZone: 'Europe/Warsaw',
  firstDay: 1,
  blocked: at === 9,
  createdAt: Date.now() - (at + 1) * 40 * day,
}))

const presence = (): readonly Presence[] =>
  colleagues
    .filter((_, at) => at % 3 !== 2)
    .map(({ id }, at) => ({
      memberId: id,
      online: true,
      call: at % 3 === 1 ? { e164: null, digits: '221112233', contactId: null, since: Date.now() - (at + 3) * minute } : null,
      program: at % 4 === 3 ? '1.3.2' : '1.4.0',
    }))

const invitationOf = (at: number, change: Partial<Invitation>): Invitation => ({
  id: idOf(50 + at),
  kind: 'mail',
  email: `nowa.osoba.${at}@meblopol.example`,
  name: '',
  extension: null,
  groupId: groupIds.trainee,
  createdBy: idOf(5),
  createdAt: Date.now() - at * day,
  expiresAt: Date.now() + (7 - at) * day,
  maxUses: 1,
  state: 'open',
  usedBy: [],
  ...change,
})

const invitations: readonly Invitation[] = [
  invitationOf(1, { name: 'Aleksandra Młynarczyk-Brzezińska', groupId: groupIds.manager }),
  invitationOf(2, {
    kind: 'link',
    email: null,
    maxUses: 5,
    usedBy: [
      { memberId: idOf(2), at: Date.now() },
      { memberId: idOf(3), at: Date.now() },
    ],
  }),
  invitationOf(3, { state: 'used', usedBy: [{ memberId: idOf(7), at: Date.now() }] }),
  invitationOf(4, { state: 'revoked', groupId: service }),
  invitationOf(9, { state: 'expired', kind: 'link', email: null, maxUses: null }),
]

const result = (at: number, outcome: InvitationResult['outcome'], change: Partial<InvitationResult> = {}): InvitationResult => ({
  id: null,
  email: addressOf(at),
  outcome,
  link: null,
  problem: null,
  ...change,
})

const link = 'https://crm.meblopol.example/join#k7mq4rtpxw2d9hnak7mq4rtpxw2d9hnak7mq4rtpxw2'

const full = ({ myId }: Cast, change: Answers = {}): Answers => {
  const everybody: readonly Member[] = [
    ...colleagues,
    {
      ...(colleagues[0] as Member),
      id: myId,
      name: 'Anna Zielińska',
      email: 'a.zielinska@meblopol.example',
      position: 'Właścicielka',
      extension: '100',
      groupId: groupIds.administrator,
    },
  ]
  const counted = allGroups(groups).map((group) => ({ ...group, members: everybody.filter(({ groupId }) => groupId === group.id).length }))
  return {
    ...inTeam(),
    'settings.members': { members: everybody },
    'team.groups': { groups: counted },
    'team.presence': { members: [{ memberId: myId, online: true, call: null, program: '1.4.0' }, ...presence()] },
    'team.invitations': { invitations },
    ...change,
  }
}

const people = async (scene: Scene) => {
  await goTo(scene, '#/team')
  await expect(scene.page.getByRole('row', { name: /Szczepański/ })).toBeVisible()
  await settled(scene)
}

const openInvitations = async (scene: Scene) => {
  await goTo(scene, '#/team/invitations')
  await settled(scene)
}

/** The team, its invitations and its groups. */
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
    name: 'groups',
    answers: (cast) => full(cast),
    show: async (scene) => {
      await goTo(scene, '#/settings/groups')
      await expect(scene.page.getByRole('grid').getByText('Obsługa posprzedażna')).toBeVisible()
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
