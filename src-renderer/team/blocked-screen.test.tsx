import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { BlockedScreen } from './blocked-screen.tsx'

beforeAll(() => startTexts('pl'))
afterEach(cleanup)

test('S8.2 whoever was blocked reads what became of the data, and goes on alone or joins a team', async () => {
  const dismissBlocked = vi.fn(async () => ({ mode: 'alone', blockedBy: null }))
  const onChosen = vi.fn()
  window.location.hash = '#/clients/of-the-team'
  drawPage(createTestCore({ team: { dismissBlocked } }).api, <BlockedScreen name="meblopol" going={false} onChosen={onChosen} />)
  expect(screen.getByRole('heading', { name: 'Dostęp do CRM meblopol jest zablokowany' })).toBeDefined()
  expect(screen.getByText('Dane zespołu zostały usunięte z tego komputera.')).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Dołącz do zespołu' }))
  expect(dismissBlocked).toHaveBeenCalledOnce()
  expect(onChosen).toHaveBeenCalledExactlyOnceWith('join')
  // Nothing of the team is left to be shown.
  expect(window.location.hash).toBe('#/general')
})

test('S8.2 while the data is being removed there is nothing to press', () => {
  drawPage(createTestCore().api, <BlockedScreen name="meblopol" going onChosen={() => undefined} />)
  expect(screen.getByText(/są właśnie usuwane/)).toBeDefined()
  expect(screen.queryByRole('button')).toBeNull()
})
