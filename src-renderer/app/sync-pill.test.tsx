import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startTexts } from '../i18n/i18n.ts'
import type { JoinedTeam } from '../team/team-words.ts'
import { SyncPill } from './sync-pill.tsx'
import { createTestCore, drawPage } from './test-page.tsx'

beforeAll(() => startTexts('pl'))
afterEach(cleanup)

const team: JoinedTeam = {
  mode: 'team',
  server: 'https://crm.example',
  name: 'meblopol',
  email: 'anna@firma.example',
  connection: 'offline',
  since: new Date().setHours(14, 2, 0, 0),
  pending: 3,
  attention: 0,
  syncedAt: null,
  emptied: false,
  contactAt: null,
  firstSync: null,
  moving: null,
  uploads: 1,
}

test('S17.3 off line the pill says since when, and opens what waits and that it is safe', async () => {
  const syncNow = vi.fn(async () => team)
  drawPage(createTestCore({ team: { state: async () => team, syncNow } }).api, <SyncPill />)
  await userEvent.click(await screen.findByRole('button', { name: 'Bez połączenia od 14:02' }))
  expect(await screen.findByText('3 zmiany, 1 plik')).toBeDefined()
  expect(screen.getByText(/czekają bezpiecznie/)).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Wyślij teraz' }))
  expect(syncNow).toHaveBeenCalledOnce()
})

test('the pill follows the word of the core', async () => {
  const { api, tell } = createTestCore({ team: { state: async () => team } })
  drawPage(api, <SyncPill />)
  await screen.findByRole('button', { name: 'Bez połączenia od 14:02' })
  tell({ type: 'team', state: { ...team, connection: 'online', pending: 0, uploads: 0, attention: 2 } })
  expect(await screen.findByRole('button', { name: 'Do sprawdzenia: 2' })).toBeDefined()
})

test('whoever works alone is told that nothing waits to be sent', async () => {
  drawPage(createTestCore().api, <SyncPill />)
  await userEvent.click(await screen.findByRole('button', { name: 'Na tym komputerze' }))
  expect(await screen.findByText(/Nic nie czeka na wysłanie/)).toBeDefined()
})
