import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { WelcomeResults } from './welcome-results.tsx'

beforeAll(() => startTexts('pl'))
afterEach(cleanup)

const result = { id: null, link: null, problem: null }
const link = 'https://crm.firma.pl/join#abc'
const results = [
  { ...result, email: 'ewa@firma.pl', outcome: 'sent' },
  { ...result, email: 'jan@firma.pl', outcome: 'mail_refused', link, problem: '550 No such user' },
  { ...result, email: 'ola@firma', outcome: 'bad_address' },
]

test('S1.3 whoever was invited while the CRM was made is told of once: sent, a link to pass on, or why not', async () => {
  const dismissWelcome = vi.fn(async () => ({}))
  drawPage(createTestCore({ team: { welcome: async () => ({ results }), dismissWelcome } }).api, <WelcomeResults />)
  const rowsOf = (list: string) => within(screen.getByRole('list', { name: list })).getAllByRole('listitem')
  await screen.findByText('ewa@firma.pl')
  const [sent, refusedByMail] = rowsOf('Wysłane')
  expect(sent?.textContent).toContain('ewa@firma.plZaproszenie wysłane')
  expect(refusedByMail?.textContent).toContain('550 No such user')
  expect(screen.getByLabelText<HTMLInputElement>('Link dla jan@firma.pl').value).toBe(link)
  expect(rowsOf('Niezaproszone osoby').map((row) => row.textContent)).toEqual(['ola@firmaTo nie jest adres e-mailnie zaproszono'])
  await userEvent.click(screen.getByRole('button', { name: 'Gotowe' }))
  await waitFor(() => expect(screen.queryByText('ewa@firma.pl')).toBeNull())
  expect(dismissWelcome).toHaveBeenCalledOnce()
})
