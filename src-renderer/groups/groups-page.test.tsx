import { notifications } from '@mantine/notifications'
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { builtInGroups, type Group, groupIds } from '../../src-shared/team/group-kind.ts'
import { type Permission, permissionNames } from '../../src-shared/team/permissions.ts'
import { anna, createTestCore, drawPage, memberOf, session } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { noPeopleFilters, usePeopleView } from '../people/people-view.ts'
import { GroupsPage } from './groups-page.tsx'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  notifications.clean()
  cleanup()
  usePeopleView.setState({ filters: noPeopleFilters })
})

const night: Group = { id: 'night', type: 'custom', name: 'Nocna zmiana', permissions: ['leads_view'] }

const show = (permissions?: readonly Permission[], inNight = 0) => {
  let groups = [...builtInGroups, night].map((group) => ({ ...group, members: group.id === 'night' ? inNight : 1 }))
  const team = {
    groups: async () => ({ groups }),
    saveGroup: vi.fn(async ({ id, name, permissions: given }: Pick<Group, 'id' | 'name' | 'permissions'>) => {
      const isNew = !groups.some((group) => group.id === id)
      if (isNew) groups = [...groups, { id, type: 'custom', name, permissions: given, members: 0 }]
      groups = groups.map((group) => (group.id === id ? { ...group, name, permissions: given } : group))
      return {}
    }),
    deleteGroup: vi.fn(async () => ({})),
  }
  const updateWorkspace = vi.fn(async (fields: { directory?: boolean; offlineDays?: number }) => ({ ...session.workspace, ...fields }))
  const piotr = memberOf({ id: 'piotr', name: 'Piotr Ćwik', groupId: groupIds.trainee })
  const settings = { members: async () => ({ members: [anna, piotr] }), updateWorkspace }
  drawPage(createTestCore({ team, settings }).api, <GroupsPage />, anna, permissions)
  return { ...team, updateWorkspace }
}

const box = (permission: string, group: string) => screen.findByRole<HTMLInputElement>('checkbox', { name: `${permission} – ${group}` })

test('S14.2 the matrix has a box for each of the thirteen permissions in every group, and the administrators have them all', async () => {
  show()
  await box('Widzi cudze leady', 'Nocna zmiana')
  const boxes = within(screen.getByRole('grid')).getAllByRole<HTMLInputElement>('checkbox')
  expect(permissionNames).toHaveLength(13)
  expect(boxes).toHaveLength(13 * 4)
  const administrators = boxes.filter((one) => one.getAttribute('aria-label')?.endsWith('– Administrator'))
  expect(administrators).toHaveLength(13)
  expect(administrators.every((one) => one.checked && one.getAttribute('aria-disabled') === 'true')).toBe(true)
})

test('S14.2 a press saves at once, and is taken back from the toast', async () => {
  const { saveGroup } = show()
  const leads = await box('Widzi cudze leady', 'Nocna zmiana')
  expect(leads.checked).toBe(true)
  await userEvent.click(await box('Dodaje klientów', 'Nocna zmiana'))
  await userEvent.click(leads)
  await waitFor(() => expect(saveGroup).toHaveBeenCalledTimes(2))
  expect(saveGroup.mock.calls.map(([{ permissions }]) => permissions)).toEqual([['leads_view', 'customers_create'], ['customers_create']])
  const undo = await screen.findAllByRole('button', { name: 'Cofnij' })
  await userEvent.click(undo.at(-1) as HTMLElement)
  await waitFor(() =>
    expect(saveGroup).toHaveBeenLastCalledWith({ id: 'night', name: 'Nocna zmiana', permissions: ['leads_view', 'customers_create'] }),
  )
})

test('S14.2 by keyboard alone: Tab comes into the matrix, arrows move, space gives a permission', async () => {
  const { saveGroup } = show()
  const first = await box('Widzi wszystkich klientów', 'Menedżer')
  expect(
    within(screen.getByRole('grid'))
      .getAllByRole('checkbox')
      .filter((one) => one.tabIndex === 0),
  ).toEqual([first])
  first.focus()
  await userEvent.keyboard('{ArrowRight}{ArrowDown}{ArrowDown}{ArrowDown}')
  expect(document.activeElement).toBe(await box('Usuwa klientów', 'Stażysta'))
  await userEvent.keyboard(' ')
  await waitFor(() => expect(saveGroup).toHaveBeenCalledOnce())
  expect(saveGroup.mock.calls[0]?.[0]).toMatchObject({ id: groupIds.trainee, permissions: expect.arrayContaining(['customers_delete']) })
  await userEvent.keyboard('{Home} ')
  expect(document.activeElement).toBe(await box('Usuwa klientów', 'Administrator'))
  expect(saveGroup).toHaveBeenCalledOnce()
})

test('S14.2 a group of one’s own begins like another, under a name', async () => {
  const { saveGroup } = show()
  await userEvent.click(await screen.findByRole('button', { name: 'Dodaj grupę' }))
  await userEvent.keyboard('{Enter}')
  expect(await screen.findByText('To pole jest potrzebne')).toBeDefined()
  await userEvent.type(screen.getByLabelText('Nazwa'), 'Obsługa{Enter}')
  await waitFor(() => expect(saveGroup).toHaveBeenCalledOnce())
  expect(saveGroup.mock.calls[0]?.[0]).toMatchObject({ name: 'Obsługa', permissions: ['customers_create', 'customers_edit'] })
  expect(await screen.findByRole('columnheader', { name: /Obsługa/ })).toBeDefined()
})

test('S14.2 no group has the name of another one, nor one that the screens give to a group of every CRM', async () => {
  const { saveGroup } = show()
  await userEvent.click(await screen.findByRole('button', { name: 'Dodaj grupę' }))
  for (const name of ['menedzer', ' NOCNA zmiana ']) {
    const field = screen.getByLabelText('Nazwa')
    await userEvent.clear(field)
    await userEvent.type(field, `${name}{Enter}`)
    expect(await screen.findByText('Taka grupa już jest')).toBeDefined()
  }
  expect(saveGroup).not.toHaveBeenCalled()
})

test('a new group is brought into sight where the matrix is wider than its place', async () => {
  show()
  const offset = vi.spyOn(HTMLElement.prototype, 'offsetLeft', 'get').mockReturnValue(900)
  await userEvent.click(await screen.findByRole('button', { name: 'Dodaj grupę' }))
  await userEvent.type(screen.getByLabelText('Nazwa'), 'Obsługa{Enter}')
  await screen.findByRole('columnheader', { name: /Obsługa/ })
  expect(screen.getByRole('grid').parentElement?.scrollLeft).toBe(900)
  offset.mockRestore()
})

test('a group in which people are is not deleted: it says how many, and shows them', async () => {
  const { deleteGroup } = show(undefined, 3)
  await userEvent.click(await screen.findByRole('button', { name: 'Grupa Nocna zmiana: więcej' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Usuń grupę' }))
  expect(await screen.findByText(/Są w niej 3 osoby/)).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Pokaż osoby' }))
  expect(window.location.hash).toBe('#/team')
  expect(usePeopleView.getState().filters.groups).toEqual(['night'])
  expect(deleteGroup).not.toHaveBeenCalled()
})

test('S14.2 in words what somebody sees and may do', async () => {
  show()
  await userEvent.click(await screen.findByLabelText('Osoba', { selector: 'input' }))
  await userEvent.click(await screen.findByRole('option', { name: 'Piotr Ćwik' }))
  expect(await screen.findByText('Widzi tylko klientów, których prowadzi')).toBeDefined()
  expect(screen.getByText('Nie może usuwać klientów')).toBeDefined()
  expect(screen.getByText('Zna nazwę, numery i osobę prowadzącą każdego kontaktu')).toBeDefined()
})

test('S14.2 others read the matrix and change nothing', async () => {
  const { saveGroup, updateWorkspace } = show(['team_edit'])
  await userEvent.click(await box('Dodaje klientów', 'Nocna zmiana'))
  expect((await box('Dodaje klientów', 'Nocna zmiana')).checked).toBe(false)
  expect(screen.queryByRole('button', { name: 'Dodaj grupę' })).toBeNull()
  const directory = screen.getByRole<HTMLInputElement>('checkbox', { name: /Każdy zna nazwę/ })
  expect(directory.disabled).toBe(true)
  expect(saveGroup).not.toHaveBeenCalled()
  expect(updateWorkspace).not.toHaveBeenCalled()
})

test('an administrator decides whether the directory is shared', async () => {
  const { updateWorkspace } = show()
  await userEvent.click(await screen.findByRole('checkbox', { name: /Każdy zna nazwę/ }))
  await waitFor(() => expect(updateWorkspace).toHaveBeenCalledExactlyOnceWith({ directory: false }))
  await waitFor(() => expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /Każdy zna nazwę/ }).checked).toBe(false))
})

test('an administrator decides when the team’s data goes from a computer without contact', async () => {
  const { updateWorkspace } = show()
  await userEvent.click(await screen.findByRole('radio', { name: '14 dni' }))
  await waitFor(() => expect(updateWorkspace).toHaveBeenCalledExactlyOnceWith({ offlineDays: 14 }))
  await waitFor(() => expect(screen.getByRole<HTMLInputElement>('radio', { name: '14 dni' }).checked).toBe(true))
})
