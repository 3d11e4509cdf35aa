import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { allStatuses } from '../../src-shared/catalogue/lead-statuses.ts'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { StatusesPage } from './statuses-page.tsx'

const offer = { id: 'offer', key: null, name: 'Oferta', category: 'open' as const, order: 4, mergedInto: null, createdAt: 0 }

const draw = () => {
  const list = async () => ({ tags: [], sources: [], properties: [], statuses: allStatuses([offer]) })
  const { api } = createTestCore({ catalogue: { list, counts: async () => ({ counts: {} }) } })
  drawPage(api, <StatusesPage />)
}

const optionsOf = async (field: string) => {
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.click(dialog.getByRole('combobox', { name: field }))
  return (await screen.findAllByRole('option')).map(({ textContent }) => textContent)
}

beforeAll(() => startTexts('pl'))
afterEach(cleanup)

test('S7.5 a status of one’s own stands between the first one and the last ones: those are reached by finishing a lead', async () => {
  draw()
  fireEvent.click(await screen.findByRole('button', { name: 'Zmień: Oferta' }))
  expect(await optionsOf('Etap')).toEqual(['nowy', 'w pracy'])
})

test('S7.5 a status is merged with those in which leads are worked, and not with those that close them', async () => {
  draw()
  fireEvent.click(await screen.findByRole('button', { name: 'Scal: Oferta' }))
  expect(await optionsOf('Z czym scalić: Oferta')).toEqual(['nieprzetworzony', 'w toku', 'odłożony'])
})
