import { expect } from '@playwright/test'
import { v7 as newId } from 'uuid'
import type { Attention, TeamState } from '../../src-shared/team/team-contract.ts'
import type { Client } from '../core/core-process.ts'
import { rowsOf } from '../e2e/model/program.ts'
import type { Answers } from './answers.ts'
import { goTo, type Scene, settled } from './scene.ts'

const minute = 60_000

type JoinedTeam = Extract<TeamState, { mode: 'team' }>

/** What the scenes are about: people of the demo. */
export interface Cast {
  readonly myId: string
  readonly colleague: { readonly id: string; readonly name: string }
  readonly clientId: string
  readonly clientName: string
  readonly leadId: string
  readonly leadName: string
  readonly wishId: string
  readonly freeName: string
  readonly hashes: readonly string[]
}

const attach = async (client: Client, name: string, type: string, bytes: number) => {
  const { uploadId } = await client.files.begin({ name, type, size: bytes })
  await client.files.append({ uploadId, offset: 0, piece: Buffer.alloc(bytes, name).toString('base64') })
  return client.files.finish({ uploadId })
}

/** Finds the people of the scenes, and writes a note with files. */
export const castOf = async (client: Client): Promise<Cast> => {
  const me = (await client.settings.session()).me
  const colleague = (await client.settings.members()).members.find(({ id }) => id !== me.id)
  const [person] = (await client.contacts.list({ stage: 'client', search: 'Wójcik-Lewandowska', limit: 1 })).rows
  const free = (await client.contacts.list({ stage: 'lead', tab: 'unsorted', limit: 10 })).rows
  const [, first, second] = free
  if (!colleague || !person || !free[0] || !first || !second) throw new Error('The demo lacks a colleague, a client or leads')
  for (const { id } of [first, second]) await client.leads.take({ id })
  const files = [
    await attach(client, 'Oferta 118-2026, krzesła konferencyjne.pdf', 'application/pdf', 412_300),
    await attach(client, 'Zdjęcia sali.zip', 'application/zip', 960_000),
  ]
  await client.notes.write({
    id: newId(),
    contactId: person.id,
    text: 'Poprawiona oferta i zdjęcia sali w załączniku. Prosi o telefon po 12 grudnia.',
    revision: Date.now(),
    files,
  })
  return {
    myId: me.id,
    colleague,
    clientId: person.id,
    clientName: person.name,
    leadId: first.id,
    leadName: first.name,
    wishId: second.id,
    freeName: free[0].name,
    hashes: files.map(({ hash }) => hash),
  }
}

const team = (change: Partial<JoinedTeam> = {}): JoinedTeam => ({
  mode: 'team',
  server: 'https://crm.meblopol.example',
  name: 'meblopol',
  email: 'a.zielinska@meblopol.example',
  connection: 'online',
  since: Date.now() - 47 * minute,
  pending: 0,
  attention: 0,
  syncedAt: Date.now() - minute,
  emptied: false,
  contactAt: Date.now() - minute,
  firstSync: null,
  moving: null,
  uploads: 0,
  ...change,
})

const refused = ({ leadId, leadName, clientId, clientName, colleague }: Cast): Attention[] => [
  {
    id: 1,
    mutation: 'lead.take',
    contactId: leadId,
    name: leadName,
    at: Date.now() - 12 * minute,
    reason: { code: 'taken', problems: [], message: '' },
    holder: colleague.name,
    content: [],
  },
  {
    id: 2,
    mutation: 'contact.patch',
    contactId: clientId,
    name: clientName,
    at: Date.now() - 95 * minute,
    reason: { code: 'forbidden', problems: [], message: '' },
    holder: colleague.name,
    content: [
      { field: 'patch.fields.city', text: 'Gliwice' },
      { field: 'patch.fields.comment', text: 'Dzwonić po 10:00.\nDecyzję podejmuje pan Marek, a nie sekretariat.' },
      { field: 'patch.phones.put.1.typed', text: '32 640 11 95' },
    ],
  },
  {
    id: 3,
    mutation: 'contact.delete',
    contactId: null,
    name: null,
    at: Date.now() - 26 * 60 * minute,
    reason: { code: 'not_found', problems: [], message: '' },
    holder: null,
    content: [],
  },
]

export interface TeamScreen {
  readonly name: string
  readonly answers: (cast: Cast) => Answers
  readonly show: (scene: Scene, cast: Cast) => Promise<void>
}

export const inTeam = (change?: Partial<JoinedTeam>) => ({ 'team.state': team(change) })

const here = ({ myId, colleague }: Cast): Answers => ({
  'team.presence': {
    members: [
      { memberId: myId, online: true, call: null, viewing: null, program: '1.4.0' },
      {
        memberId: colleague.id,
        online: true,
        viewing: null,
        program: '1.4.0',
        call: { e164: null, digits: '221112233', contactId: null, since: Date.now() - 4 * minute },
      },
    ],
  },
})

const settings = async (scene: Scene) => {
  await goTo(scene, '#/settings/team')
  await settled(scene)
}

const pill = async ({ page, word }: Scene) => {
  await page.locator('header').getByRole('button', { expanded: false }).first().click()
  await expect(page.getByRole('dialog').getByRole('button', { name: word('team', 'team_settings') })).toBeVisible()
}

const bar = (scene: Scene) => goTo(scene, '#/clients')

/** Screens of a team: the server's part is told instead. */
export const teamScreens: readonly TeamScreen[] = [
  { name: 'settings-team', answers: () => ({}), show: settings },
  {
    name: 'settings-team-create',
    answers: () => ({ 'team.checkName': { free: true } }),
    show: async ({ page, word }) => {
      await page.getByRole('button', { name: word('team', 'ways.create_button') }).click()
      await page.getByLabel(word('team', 'form.server')).fill('crm.meblopol.example')
      await page.getByLabel(word('team', 'form.code')).fill('7KQD-PX2M-94FT')
      await page.getByLabel(word('team', 'form.name'), { exact: true }).fill('meblopol')
      await page.getByLabel(word('team', 'form.email'), { exact: true }).fill('brak')
      await page.getByRole('button', { name: word('team', 'ways.create_button') }).click()
      await expect(page.getByText(word('team', 'form.name_free'))).toBeVisible()
      await expect(page.getByText(word('team', 'form.email_wrong'))).toBeVisible()
    },
  },
  {
    name: 'settings-team-join',
    answers: () => ({}),
    show: async ({ page, word }) => {
      await page.getByRole('button', { name: word('team', 'ways.back') }).click()
      await page.getByRole('button', { name: word('team', 'ways.join_button') }).click()
      await expect(page.getByLabel(word('team', 'form.link'))).toBeFocused()
    },
  },
  { name: 'settings-team-here', answers: (cast) => ({ ...inTeam(), ...here(cast) }), show: settings },
  {
    name: 'settings-team-first-sync',
    answers: () => inTeam({ firstSync: { done: 4_216, total: 12_406 }, syncedAt: null }),
    show: settings,
  },
  {
    name: 'settings-team-moved',
    answers: (cast) => ({
      ...inTeam({ moving: { done: 1_310, total: 2_004 }, pending: 694 }),
      'team.moved': {
        contacts: 2_004,
        duplicates: [{ id: cast.clientId, name: cast.clientName, otherId: cast.leadId, otherName: 'K. Wójcik' }],
      },
    }),
    show: settings,
  },
  {
    name: 'settings-team-leave',
    answers: () => inTeam({ connection: 'offline', pending: 5, uploads: 2 }),
    show: async (scene) => {
      await settings(scene)
      await scene.page.getByRole('button', { name: scene.word('team', 'leave.button') }).click()
      await expect(scene.page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'settings-team-signed-out',
    answers: () => inTeam({ connection: 'signed_out', pending: 5 }),
    show: settings,
  },
  {
    name: 'team-emptied',
    answers: () => inTeam({ connection: 'offline', emptied: true, pending: 2, syncedAt: Date.now() - 31 * 24 * 60 * minute }),
    show: async (scene) => {
      await goTo(scene, '#/clients')
      await expect(scene.page.getByRole('button', { name: scene.word('team', 'emptied.connect') })).toBeVisible()
    },
  },
  {
    name: 'pill-offline',
    answers: () => inTeam({ connection: 'offline', pending: 3, uploads: 1 }),
    show: async (scene) => {
      await bar(scene)
      await pill(scene)
    },
  },
  {
    name: 'pill-attention',
    answers: () => inTeam({ attention: 3 }),
    show: async (scene) => {
      await bar(scene)
      await pill(scene)
    },
  },
  {
    name: 'attention',
    answers: (cast) => ({ ...inTeam({ attention: 3 }), 'team.attention': { items: refused(cast) } }),
    show: async (scene) => {
      await goTo(scene, '#/attention')
      await expect(scene.page.getByRole('listitem').getByText('Gliwice')).toBeVisible()
    },
  },
  {
    name: 'attention-empty',
    answers: () => ({ ...inTeam(), 'team.attention': { items: [] } }),
    show: async (scene) => {
      await goTo(scene, '#/attention')
      await expect(scene.page.getByText(scene.word('team', 'attention.empty'))).toBeVisible()
    },
  },
  {
    name: 'leads-mine',
    answers: ({ wishId }) => ({ ...inTeam({ connection: 'offline', pending: 1 }), 'leads.wishes': { ids: [wishId] } }),
    show: async (scene) => {
      await goTo(scene, '#/leads')
      await scene.page.getByText(scene.word('clients', 'lead.mine')).click()
      await expect(scene.page.getByText(scene.word('leads', 'unconfirmed'))).toBeVisible()
    },
  },
  {
    name: 'lead-wish-card',
    answers: ({ wishId }) => ({ ...inTeam({ connection: 'offline', pending: 1 }), 'leads.wishes': { ids: [wishId] } }),
    show: async (scene, { wishId }) => {
      await goTo(scene, `#/leads/${wishId}`)
      await expect(scene.page.getByText(scene.word('leads', 'unconfirmed_text'))).toBeVisible()
    },
  },
  {
    name: 'lead-finish',
    answers: () => inTeam(),
    show: async (scene, { leadId }) => {
      const { page, word } = scene
      await goTo(scene, `#/leads/${leadId}`)
      await page.getByRole('button', { name: word('leads', 'finish.button') }).click()
      await page.getByRole('dialog').getByText(word('leads', 'finish.as_unsuitable'), { exact: true }).click()
      await page.getByRole('button', { name: word('leads', 'finish.reasons.no_interest') }).click()
    },
  },
  {
    name: 'palette-take',
    answers: () => inTeam(),
    show: async (scene, { freeName }) => {
      await goTo(scene, '#/leads')
      await scene.page.keyboard.press('Control+k')
      await scene.page.keyboard.type(freeName)
      await expect(scene.page.getByRole('option').nth(1)).toBeVisible()
      await scene.page.keyboard.press('ArrowDown')
    },
  },
  {
    name: 'card-files',
    answers: ({ hashes: [first, second] }) => ({
      ...inTeam({ connection: 'offline', uploads: 1 }),
      'files.states': { states: { [first ?? '']: 'here', [second ?? '']: 'waiting' } },
    }),
    show: async (scene, { clientId }) => {
      const { page, word } = scene
      await goTo(scene, `#/contact/${clientId}`)
      await expect(page.getByText(word('files', 'waiting'))).toBeVisible()
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'umowa.docx', mimeType: 'application/msword', buffer: Buffer.alloc(96_000) })
      await expect(page.getByText('umowa.docx')).toBeVisible()
      await expect(page.getByRole('progressbar')).toHaveCount(0)
    },
  },
  {
    name: 'clients-talking',
    answers: ({ colleague, clientId }) => ({
      ...inTeam(),
      'team.presence': {
        members: [
          {
            memberId: colleague.id,
            online: true,
            viewing: null,
            program: '1.4.0',
            call: { e164: null, digits: '', contactId: clientId, since: Date.now() - 4 * minute },
          },
        ],
      },
    }),
    show: async (scene, { clientName }) => {
      const { page } = scene
      await goTo(scene, '#/clients')
      await page.getByRole('searchbox').fill(clientName)
      await expect(rowsOf(page)).toHaveCount(1)
      await rowsOf(page).click()
      await expect(page.getByRole('complementary').getByRole('status').first()).toBeVisible()
    },
  },
]
