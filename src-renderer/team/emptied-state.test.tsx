import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { joinedTeam } from '../people/test-team.ts'
import { EmptiedState } from './emptied-state.tsx'

beforeAll(() => startTexts('pl'))
afterEach(cleanup)

test('whoever was without contact for too long reads what became of the data, and connects', async () => {
  const syncNow = vi.fn(async () => joinedTeam)
  drawPage(createTestCore({ team: { syncNow } }).api, <EmptiedState team={{ ...joinedTeam, connection: 'offline', emptied: true }} />)
  expect(screen.getByText(/dane zespołu zniknęły z niego.*jest bezpieczne i czeka na wysłanie/)).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Połącz teraz' }))
  expect(syncNow).toHaveBeenCalledOnce()
})

test('whoever is signed out is led to where the password is asked for', async () => {
  drawPage(createTestCore().api, <EmptiedState team={{ ...joinedTeam, connection: 'signed_out', emptied: true }} />)
  await userEvent.click(screen.getByRole('button', { name: 'Zaloguj się' }))
  expect(window.location.hash).toBe('#/settings/team')
})

test('while the data comes back there is nothing to press', () => {
  drawPage(createTestCore().api, <EmptiedState team={{ ...joinedTeam, emptied: true, firstSync: { done: 1200, total: 4000 } }} />)
  expect(screen.getByText(/1.?200.*4.?000/)).toBeDefined()
  expect(screen.queryByRole('button')).toBeNull()
})
