import { notifications } from '@mantine/notifications'
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Permission } from '../../src-shared/team/permissions.ts'
import type { Sealed } from '../../src-shared/team/team-contract.ts'
import { useRoute } from '../app/navigation.ts'
import { anna, createTestCore, drawPage, ewa, memberOf } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { PeopleTab } from './people-tab.tsx'
import { giveListsRoom, joinedTeam } from './test-team.ts'

beforeAll(() => {
  giveListsRoom()
  return startTexts('pl')
})
afterEach(() => {
  notifications.clean()
  cleanup()
  window.location.hash = ''
})

const olga = memberOf({ id: 'olga', name: 'Olga Mak', blocked: true })

const report = (id: number, change: readonly (readonly [field: string, text: string])[] = []): Sealed => ({
  id,
  memberId: 'olga',
  mutation: 'call.record',
  at: 1_000_000 + id,
  name: 'Tartak Bór',
  content: [['direction', 'outgoing'], ['number.typed', '601234567'], ['startedAt', '1000000'], ...change].map(
    ([field = '', text = '']) => ({
      field,
      text,
    }),
  ),
})
const note: Sealed = {
  id: 3,
  memberId: 'olga',
  mutation: 'note.write',
  at: 2_000_000,
  name: 'Jan Kowalski',
  content: [
    { field: 'text', text: 'Oddzwonić w środę' },
    { field: 'occurredAt', text: '2000000' },
  ],
}
const call = [
  report(1),
  report(2, [
    ['answeredAt', '1010000'],
    ['endedAt', '1075000'],
    ['result', 'answer'],
  ]),
]

const Tab = ({ connected }: { readonly connected: boolean }) => {
  const route = useRoute()
  return <PeopleTab tabs={['people']} memberId={route.screen === 'team' ? route.memberId : null} connected={connected} />
}

const show = (
  items: readonly Sealed[],
  { connected = true, permissions }: { connected?: boolean; permissions?: readonly Permission[] } = {},
) => {
  let waiting = items
  const team = {
    state: async () => joinedTeam,
    sealed: vi.fn(async () => ({ items: waiting })),
    acceptSealed: vi.fn(async ({ ids }: { ids: number[] }) => {
      waiting = waiting.filter(({ id }) => !ids.includes(id))
      return { accepted: ids.length }
    }),
  }
  const core = createTestCore({ settings: { members: async () => ({ members: [anna, ewa, olga] }) }, team })
  drawPage(core.api, <Tab connected={connected} />, anna, permissions)
  return { ...team, tell: core.tell }
}

const section = async () => within(await screen.findByRole('region', { name: 'Niewysłane przed blokadą' }))

test('S8.2 a line above the list says that calls and notes of a blocked person wait, and opens them to be read', async () => {
  show([...call, note])
  expect(await screen.findByText(/Na przyjęcie czekają niewysłane notatki i połączenia \(2\)/)).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Pokaż niewysłane: Olga Mak' }))
  const sealed = await section()
  const [first, second] = sealed.getAllByRole('listitem').map((item) => item.textContent)
  expect(first).toContain('NotatkaJan Kowalski')
  expect(first).toContain('Oddzwonić w środę')
  expect(second).toContain('Rozmowa wychodzącaTartak Bór')
  expect(second).toMatch(/601 234 567 · 1\smin 05\ss/)
})

test('S8.2 one of them is accepted, with every report of it; accepting all leaves nothing behind', async () => {
  const { acceptSealed } = show([...call, note])
  await userEvent.click(await screen.findByRole('button', { name: 'Pokaż niewysłane: Olga Mak' }))
  const sealed = await section()
  await userEvent.click(sealed.getByRole('button', { name: 'Przyjmij: Rozmowa wychodząca: Tartak Bór' }))
  expect(acceptSealed).toHaveBeenCalledExactlyOnceWith({ ids: [1, 2] })
  expect(await screen.findByText('Przyjęto: Rozmowa wychodząca: Tartak Bór')).toBeDefined()
  await waitFor(() => expect(sealed.getAllByRole('listitem')).toHaveLength(1))
  await userEvent.click(sealed.getByRole('button', { name: /^Przyjmij: Notatka/ }))
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Niewysłane przed blokadą' })).toBeNull())
  expect(screen.queryByText(/Na przyjęcie czekają/)).toBeNull()
})

test('S8.2 what the server cannot keep goes on waiting, and that is said', async () => {
  const { acceptSealed } = show([...call, note])
  acceptSealed.mockResolvedValueOnce({ accepted: 2 })
  await userEvent.click(await screen.findByRole('button', { name: 'Pokaż niewysłane: Olga Mak' }))
  const sealed = await section()
  await userEvent.click(sealed.getByRole('button', { name: 'Przyjmij wszystkie' }))
  expect(acceptSealed).toHaveBeenCalledExactlyOnceWith({ ids: [1, 2, 3] })
  expect(await screen.findByText(/Przyjęto 2 z 3/)).toBeDefined()
  expect(sealed.getAllByRole('listitem')).toHaveLength(2)
})

test('S8.2 it is asked for again when accounts change or somebody comes, by administrators alone, and not while the server is out of reach', async () => {
  const { sealed, tell } = show([])
  await waitFor(() => expect(sealed).toHaveBeenCalledOnce())
  tell({ type: 'rows', kind: 'member', ids: ['olga'] })
  await waitFor(() => expect(sealed).toHaveBeenCalledTimes(2))
  tell({ type: 'presence', members: [] })
  await waitFor(() => expect(sealed).toHaveBeenCalledTimes(3))
  cleanup()
  for (const someone of [{ permissions: [] }, { connected: false }]) {
    const { sealed: unasked } = show([note], someone)
    expect(await screen.findByRole('row', { name: /Olga Mak/ })).toBeDefined()
    expect(unasked).not.toHaveBeenCalled()
    expect(screen.queryByText(/Na przyjęcie czekają/)).toBeNull()
    cleanup()
  }
})
