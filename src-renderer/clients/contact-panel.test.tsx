import { notifications } from '@mantine/notifications'
import { ORPCError } from '@orpc/client'
import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test } from 'vitest'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { builtInGroups, groupIds } from '../../src-shared/team/group-kind.ts'
import type { Permission } from '../../src-shared/team/permissions.ts'
import { anna, createTestCore, drawPage, session } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { ContactPanel } from './contact-panel.tsx'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  notifications.clean()
  cleanup()
  localStorage.clear()
})

const lead = {
  id: 'lead',
  name: 'Jan Mazur',
  company: '',
  stage: 'lead',
  status: 'individual',
  type: 'potential',
  responsible: 'anna',
  leadStatus: 'in_progress',
  unsuitableReason: '',
  phones: [{ id: 'phone', type: 'work', typed: '600 100 200', e164: '+48600100200', digits: '48600100200' }],
  emails: [],
  messengers: [],
  persons: [],
  website: '',
  country: 'PL',
  city: '',
  address: '',
  zip: '',
  employeesCount: null,
  comment: '',
  tags: [],
  sources: [],
  properties: {},
  createdAt: 0,
} as unknown as Contact

const manager = builtInGroups.find(({ id }) => id === groupIds.manager)?.permissions as readonly Permission[]

/** With `permissions` as one who is no administrator. */
const show = (contact = lead, permissions?: readonly Permission[], update?: () => Promise<never>) => {
  const here = { is: true }
  const may = { now: permissions }
  const rightsNow = () => (may.now ? { administrator: false, owner: false, permissions: [...may.now] } : session.rights)
  const core = createTestCore({
    settings: { session: async () => ({ ...session, rights: rightsNow() }) },
    contacts: {
      ...(update ? { update } : {}),
      get: async () => {
        if (here.is) return contact
        throw new ORPCError('LEADLINE', { status: 404, data: { code: 'not_found', problems: [] } })
      },
    },
    feed: { list: async () => ({ items: [], more: false }) },
    tasks: { ofContact: async () => ({ tasks: [] }) },
  })
  drawPage(core.api, <ContactPanel id="lead" onClose={() => undefined} onDeleted={() => undefined} />, anna, permissions)
  const change = (isHere: boolean) => {
    here.is = isHere
    core.tell({ type: 'rows', kind: 'contact', ids: ['lead'] } as never)
  }
  return {
    leave: () => change(false),
    comeBack: () => change(true),
    nowMay: (now: readonly Permission[]) => {
      may.now = now
      core.tell({ type: 'rows', kind: 'group', ids: 'many' } as never)
    },
  }
}

test('a card that left this account says so at once and whom to ask, offers no work on it, and the note that was begun is typed on', async () => {
  const { leave, comeBack } = show()
  await userEvent.type(await screen.findByRole('textbox', { name: 'Notatka' }), 'Oddzwonić po 15')
  expect(screen.getByRole('button', { name: 'Domknij' })).toBeDefined()
  leave()
  expect(await screen.findByText('To konto nie ma już tej karty: Jan Mazur')).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Domknij' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Zadzwoń' })).toBeNull()
  expect(screen.getByText(/zmieniły się uprawnienia tego konta.*można zapytać administratora: Ewa Nowak/)).toBeDefined()
  const kept = screen.getByRole<HTMLTextAreaElement>('textbox')
  expect(kept).toBe(document.activeElement)
  await userEvent.keyboard(', nie w piątek')
  await userEvent.click(screen.getByRole('button', { name: 'Kopiuj notatkę' }))
  expect(await navigator.clipboard.readText()).toBe('Oddzwonić po 15, nie w piątek')
  comeBack()
  expect(((await screen.findByRole('textbox', { name: 'Notatka' })) as HTMLTextAreaElement).value).toBe('Oddzwonić po 15, nie w piątek')
})

test('S14.2 what was typed into a field as the right to change it went is handed back, and is no mistake of the field', async () => {
  const refused = { status: 403, data: { code: 'forbidden', problems: [{ path: 'permission', rule: 'customers_edit' }] } }
  show({ ...lead, stage: 'client', leadStatus: null, city: 'Łódź' }, manager, async () => {
    throw new ORPCError('LEADLINE', refused)
  })
  const city = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Miasto' })
  await userEvent.clear(city)
  await userEvent.type(city, 'Kraków{Enter}')
  expect(
    await screen.findByText(/Grupa tego konta nie może zmieniać danych klientów; zmienić to może administrator. Nie zapisano: „Kraków”/),
  ).toBeDefined()
  expect(screen.queryByText(/zapis jest nieprawidłowy/)).toBeNull()
  await waitFor(() => expect(city.value).toBe('Łódź'))
  expect(city.getAttribute('aria-invalid')).not.toBe('true')
  await userEvent.click(screen.getByRole('button', { name: 'Kopiuj' }))
  expect(await navigator.clipboard.readText()).toBe('Kraków')
})

test('S7.1 the card of a lead that somebody else has says who, and lets nothing be changed but notes and tasks added', async () => {
  show({ ...lead, responsible: 'ewa', city: 'Łódź' }, manager)
  expect(await screen.findByText('Tego leada prowadzi Ewa Nowak: to konto może go tylko czytać.')).toBeDefined()
  await screen.findByRole('textbox', { name: 'Notatka' })
  const fields = screen.getAllByRole<HTMLInputElement>('textbox')
  expect(fields.length).toBeGreaterThan(4)
  expect(fields.filter((field) => !field.readOnly).map((field) => field.getAttribute('aria-label'))).toEqual(['Notatka'])
  for (const name of [/^Usuń/, /^Zmień/, /^Dodaj/]) expect(screen.queryByRole('button', { name })).toBeNull()
  expect(screen.getByRole('button', { name: 'Zadzwoń' })).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Więcej' }))
  expect(await screen.findByRole('menuitem', { name: /Dodaj zadanie/ })).toBeDefined()
  expect(screen.getAllByRole('menuitem')).toHaveLength(2)
})

test('an administrator changes the lead of somebody else where it stands', async () => {
  show({ ...lead, responsible: 'ewa', city: 'Łódź' })
  expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Miasto' })).readOnly).toBe(false)
  expect(screen.queryByText(/może go tylko czytać/)).toBeNull()
})

test('S14.2 a card that is open becomes read-only as the right to change clients goes, and comes back with it', async () => {
  const { nowMay } = show({ ...lead, stage: 'client', leadStatus: null, city: 'Łódź' }, manager)
  const city = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Miasto' })
  expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Miasto' })).readOnly).toBe(false)
  nowMay(['customers_view_all'])
  expect(await screen.findByText(/To konto może tę kartę tylko czytać/)).toBeDefined()
  expect(city().readOnly).toBe(true)
  expect(screen.queryByRole('button', { name: 'Zmień nazwę' })).toBeNull()
  expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Notatka' })).readOnly).toBe(false)
  nowMay(['customers_view_all', 'customers_edit'])
  await waitFor(() => expect(city().readOnly).toBe(false))
  await userEvent.click(screen.getByRole('button', { name: 'Więcej' }))
  expect(await screen.findByRole('menuitem', { name: /Zmień nazwę/ })).toBeDefined()
  expect(screen.queryByRole('menuitem', { name: /^Usuń/ })).toBeNull()
})
