import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { anna, createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { GeneralPage } from './general-page.tsx'

beforeAll(() => startTexts('pl'))
afterEach(cleanup)

test('alone, the page says that everything lies on this computer', async () => {
  drawPage(createTestCore().api, <GeneralPage />)
  expect(await screen.findByText(/^Wszystko leży na tym komputerze/)).toBeDefined()
})

test('in a team, the page says that the data is shared with the server', async () => {
  drawPage(createTestCore({ team: { state: async () => ({ mode: 'team' }) } }).api, <GeneralPage />)
  expect(await screen.findByText(/^Dane zespołu są wspólne z jego serwerem/)).toBeDefined()
  expect(screen.queryByText(/^Wszystko leży/)).toBeNull()
})

test('S14.2 what all share is changed by an administrator, and read by the others', async () => {
  drawPage(createTestCore().api, <GeneralPage />, anna, ['customers_edit', 'team_edit'])
  expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Nazwa firmy' })).readOnly).toBe(true)
  expect(screen.getByText('Nazwę firmy i kraj numerów zmienia administrator.')).toBeDefined()
})
