import { cleanup, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { createRef } from 'react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { useContactListViews } from './contact-list-view.ts'
import { ListHead } from './list-head.tsx'

beforeAll(() => startTexts('pl'))
afterEach(cleanup)

const draw = async (width: number, filtersFit: boolean) => {
  const updateDevice = vi.fn(async () => undefined)
  const onCloseCard = vi.fn()
  const core = createTestCore({ contacts: { count: async () => ({ total: 7 }) }, settings: { updateDevice } })
  drawPage(
    core.api,
    <ListHead
      stage="lead"
      view={useContactListViews.getState().lead}
      onChange={() => {}}
      searchField={createRef()}
      onLeaveSearch={() => {}}
      width={width}
      filtersFit={filtersFit}
      onCloseCard={onCloseCard}
      onColumns={() => {}}
      onExport={() => {}}
    />,
  )
  await screen.findByRole('searchbox', { name: 'Szukaj na liście' })
  return { updateDevice, onCloseCard }
}

const openMenu = async () => {
  await userEvent.click(screen.getByRole('button', { name: 'Więcej' }))
  return within(await screen.findByRole('menu'))
}

test('a head that has room shows its buttons', async () => {
  const { updateDevice } = await draw(900, true)
  await userEvent.click(screen.getByRole('button', { name: 'Ukryj filtry' }))
  expect(updateDevice).toHaveBeenCalledWith({ filtersOpen: false })
  const menu = await openMenu()
  expect(menu.queryByRole('menuitem', { name: 'Ukryj filtry' })).toBeNull()
})

test('in a narrow list they are lines of its menu; filters that have no room beside a card are shown in its place', async () => {
  const { updateDevice, onCloseCard } = await draw(552, false)
  expect(screen.queryByRole('button', { name: 'Pokaż filtry' })).toBeNull()
  expect(screen.getByRole('heading', { name: 'Leady' })).toBeDefined()
  const menu = await openMenu()
  expect(menu.getByRole('menuitem', { name: 'Kolumny' })).toBeDefined()
  await userEvent.click(menu.getByRole('menuitem', { name: 'Pokaż filtry' }))
  expect(onCloseCard).toHaveBeenCalledOnce()
  // They are open already, and come into sight as the card goes.
  expect(updateDevice).not.toHaveBeenCalled()
  await userEvent.click((await openMenu()).getByRole('menuitem', { name: 'Pokaż tablicę' }))
  expect(updateDevice).toHaveBeenCalledWith({ leadsOnBoard: true })
})
