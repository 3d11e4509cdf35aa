import { notifications } from '@mantine/notifications'
import { ORPCError } from '@orpc/client'
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import type { Member } from '../../src-shared/team/member-kind.ts'
import type { Permission } from '../../src-shared/team/permissions.ts'
import { useRoute } from '../app/navigation.ts'
import { anna, createTestCore, drawPage, memberOf } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { PeopleTab } from './people-tab.tsx'
import { noPeopleFilters, usePeopleView } from './people-view.ts'
import { giveListsRoom, joinedTeam, presenceOf } from './test-team.ts'

const dial = vi.hoisted(() => vi.fn())
vi.mock('../telephony/dial.ts', () => ({ dial }))

beforeAll(() => {
  giveListsRoom()
  return startTexts('pl')
})
afterEach(() => {
  notifications.clean()
  cleanup()
  dial.mockClear()
  window.location.hash = ''
  usePeopleView.setState({ search: '', filters: noPeopleFilters, descending: false, active: 0, editing: null })
})

const ewa = memberOf({
  id: 'ewa',
  name: 'Ewa Nowak',
  extension: '105',
  position: 'Handlowiec',
  email: 'ewa@firma.example',
  groupId: groupIds.manager,
})
const piotr = memberOf({ id: 'piotr', name: 'Piotr Ćwik', groupId: groupIds.trainee })
const olga = memberOf({ id: 'olga', name: 'Olga Mak', groupId: groupIds.trainee, blocked: true })

interface As {
  readonly me?: Member
  readonly permissions?: readonly Permission[]
  readonly connected?: boolean
}

const Tab = ({ connected }: { readonly connected: boolean }) => {
  const route = useRoute()
  return <PeopleTab tabs={['people', 'invitations']} memberId={route.screen === 'team' ? route.memberId : null} connected={connected} />
}

const show = ({ me = anna, permissions, connected = true }: As = {}) => {
  const team = {
    state: async () => joinedTeam,
    presence: async () => ({
      members: [
        presenceOf('anna'),
        presenceOf('ewa', { call: { e164: null, digits: '', contactId: null, since: new Date().setHours(14, 2, 0, 0) } }),
      ],
    }),
    updateMember: vi.fn(async () => ({})),
    blockMember: vi.fn(async () => ({})),
    resetAccess: vi.fn(async () => ({ sentTo: null, code: 'K7QX-22MA' })),
  }
  const handOver = vi.fn(async () => ({}))
  const members = async () => ({ members: [anna, ewa, piotr, olga] })
  drawPage(
    createTestCore({ settings: { members }, team: { ...team, handOver } }).api,
    <main>
      <Tab connected={connected} />
    </main>,
    me,
    permissions,
  )
  return { ...team, handOver }
}

const rowOf = async (name: string) => screen.findByRole('row', { name: new RegExp(name) })
const open = async (name: string) => {
  await userEvent.click(await rowOf(name))
  return within(await screen.findByRole('complementary', { name: `Konto: ${name}` }))
}

test('S8.1 everybody of the team is listed, with whether they are on line, on a call, away or blocked', async () => {
  show()
  expect(within(await rowOf('Anna Zielińska')).getByText('online')).toBeDefined()
  expect(within(await rowOf('Ewa Nowak')).getByText('rozmawia od 14:02')).toBeDefined()
  expect(within(await rowOf('Piotr Ćwik')).getByText('offline')).toBeDefined()
  expect(within(await rowOf('Olga Mak')).getByText('zablokowane')).toBeDefined()
  expect(within(await rowOf('Anna Zielińska')).getByText('właściciel')).toBeDefined()
  const panel = await open('Ewa Nowak')
  for (const fact of ['ewa@firma.example', '105', 'Handlowiec', '1.4.0']) expect(panel.getAllByText(fact).length).toBeGreaterThan(0)
  expect(panel.getAllByText('Menedżer').length).toBeGreaterThan(0)
})

test('S8.1 without a connection nobody is said to be here or away', async () => {
  show({ connected: false })
  await rowOf('Ewa Nowak')
  expect(screen.getAllByText('nie wiadomo', { selector: '[role=row] *' }).length).toBeGreaterThanOrEqual(3)
  expect(screen.queryByText('online')).toBeNull()
})

test('S8.1 one press calls a colleague; without an extension it says so, and nobody calls themself', async () => {
  show()
  await userEvent.click(await screen.findByRole('button', { name: 'Zadzwoń: Ewa Nowak' }))
  expect(dial).toHaveBeenCalledExactlyOnceWith(expect.anything(), '105', null)
  await userEvent.click(screen.getByRole('button', { name: 'Piotr Ćwik: brak numeru wewnętrznego' }))
  expect(dial).toHaveBeenCalledOnce()
  expect(screen.queryByRole('button', { name: /Anna Zielińska/ })).toBeNull()
})

test('search and filters narrow the list, and say how many are left', async () => {
  show()
  await rowOf('Ewa Nowak')
  await userEvent.type(screen.getByRole('searchbox'), 'cwik stazysta')
  expect(await screen.findByText('1 osoba')).toBeDefined()
  expect(screen.queryByRole('row', { name: /Ewa/ })).toBeNull()
  await userEvent.clear(screen.getByRole('searchbox'))
  await userEvent.click(screen.getByRole('checkbox', { name: /zablokowane/ }))
  expect(await rowOf('Olga Mak')).toBeDefined()
  expect(screen.queryByRole('row', { name: /Piotr/ })).toBeNull()
})

test('S8.2 an administrator changes a colleague; what is refused is told at its field, and only what was changed is sent', async () => {
  const { updateMember } = show()
  updateMember.mockRejectedValueOnce(
    new ORPCError('LEADLINE', { status: 409, data: { code: 'conflict', problems: [{ path: 'extension', rule: 'taken' }] } }),
  )
  await userEvent.click(await screen.findByRole('button', { name: 'Zmień: Ewa Nowak' }))
  const field = await screen.findByRole('textbox', { name: 'Numer wewnętrzny' })
  await userEvent.clear(field)
  await userEvent.type(field, '106{Enter}')
  expect(await screen.findByText('Ten numer wewnętrzny ma już kto inny')).toBeDefined()
  await userEvent.clear(field)
  await userEvent.type(field, '10a{Enter}')
  expect(await screen.findByText('Same cyfry, najwyżej 10')).toBeDefined()
  await userEvent.clear(field)
  await userEvent.type(field, '107{Enter}')
  await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Numer wewnętrzny' })).toBeNull())
  expect(updateMember.mock.calls).toEqual([
    [{ memberId: 'ewa', fields: { extension: '106' } }],
    [{ memberId: 'ewa', fields: { extension: '107' } }],
  ])
})

test('S8.2 blocking asks, names whom and says what happens; unblocking is one press', async () => {
  const { blockMember } = show()
  const panel = await open('Ewa Nowak')
  await userEvent.click(panel.getByRole('button', { name: 'Zablokuj' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Zablokować konto: Ewa Nowak?' }))
  expect(dialog.getByText(/traci dostęp od razu/)).toBeDefined()
  expect(blockMember).not.toHaveBeenCalled()
  await userEvent.click(dialog.getByRole('button', { name: 'Zablokuj konto' }))
  await waitFor(() => expect(blockMember).toHaveBeenCalledExactlyOnceWith({ memberId: 'ewa', blocked: true }))
  await userEvent.click((await open('Olga Mak')).getByRole('button', { name: 'Odblokuj' }))
  await waitFor(() => expect(blockMember).toHaveBeenLastCalledWith({ memberId: 'olga', blocked: false }))
})

test('S8.2 resetting access shows the code to pass on where the server sends no mail', async () => {
  show()
  await userEvent.click((await open('Ewa Nowak')).getByRole('button', { name: 'Zresetuj dostęp' }))
  await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Zresetuj dostęp' }))
  expect((await screen.findByLabelText<HTMLInputElement>('Kod')).value).toBe('K7QX-22MA')
})

test('S8.2 what is not allowed is not offered: nobody blocks the owner, nor whoever may do more', async () => {
  show({ me: ewa, permissions: ['customers_create', 'customers_edit', 'team_edit'] })
  const owner = await open('Anna Zielińska')
  for (const name of ['Zmień', 'Zablokuj', 'Zresetuj dostęp', 'Przekaż CRM']) expect(owner.queryByRole('button', { name })).toBeNull()
  const trainee = await open('Piotr Ćwik')
  for (const name of ['Zmień', 'Zablokuj', 'Zresetuj dostęp']) expect(trainee.getByRole('button', { name })).toBeDefined()
  expect(trainee.queryByRole('button', { name: 'Przekaż CRM' })).toBeNull()
})

test('S8.2 somebody without the right to change accounts is offered nothing but a call', async () => {
  show({ me: ewa, permissions: [] })
  const panel = await open('Piotr Ćwik')
  expect(panel.getAllByRole('button').map((button) => button.getAttribute('aria-label') ?? button.textContent)).toEqual([
    'Zamknij',
    'Zadzwoń',
  ])
})

test('S8.2 the CRM is handed over only once it has been ticked to whom', async () => {
  const { handOver } = show()
  await userEvent.click((await open('Ewa Nowak')).getByRole('button', { name: 'Przekaż CRM' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Przekazać CRM: Ewa Nowak?' }))
  const go = dialog.getByRole<HTMLButtonElement>('button', { name: 'Przekaż CRM' })
  expect(go.disabled).toBe(true)
  await userEvent.click(dialog.getByRole('checkbox', { name: 'Tak, Ewa Nowak ma być właścicielem CRM' }))
  await userEvent.click(go)
  await waitFor(() => expect(handOver).toHaveBeenCalledExactlyOnceWith({ memberId: 'ewa' }))
})

test('Escape in the panel leaves the form first, then closes it and gives the keyboard back to the row', async () => {
  show()
  await userEvent.click(await screen.findByRole('button', { name: 'Zmień: Piotr Ćwik' }))
  const field = await screen.findByRole('textbox', { name: 'Numer wewnętrzny' })
  field.focus()
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('textbox', { name: 'Numer wewnętrzny' })).toBeNull()
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('complementary', { name: 'Konto: Piotr Ćwik' })).toBeNull())
  const list = screen.getByRole('grid')
  expect(document.activeElement).toBe(list)
  expect(document.getElementById(list.getAttribute('aria-activedescendant') ?? '')?.textContent).toContain('Piotr Ćwik')
})

test('S8.3 whoever may invite does it beside the list of people as well', async () => {
  show()
  await userEvent.click(await screen.findByRole('button', { name: 'Wyślij zaproszenie' }))
  expect(await screen.findByRole('dialog', { name: 'Wyślij zaproszenia' })).toBeDefined()
})
