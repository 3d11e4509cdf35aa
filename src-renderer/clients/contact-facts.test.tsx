import { notifications } from '@mantine/notifications'
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Property } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { allStatuses } from '../../src-shared/catalogue/lead-statuses.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { ContactFacts } from './contact-facts.tsx'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  notifications.clean()
  cleanup()
})

const item = (id: string, name: string, mergedInto: string | null = null) => ({ id, name, mergedInto, createdAt: 0 })
const property = (id: string, name: string, type: Property['type'], options: readonly string[] = []): Property => ({
  ...item(id, name),
  type,
  options: options.map((option) => ({ id: option, name: option, mergedInto: null, removed: false })),
  order: 1,
})
const catalogue = {
  tags: [item('vip', 'VIP'), item('offer', 'oferta'), item('vips', 'Vipy', 'vip')].map((tag) => ({ ...tag, colour: null })),
  sources: [],
  properties: [
    property('until', 'Umowa do', 'date'),
    property('consent', 'Zgoda', 'boolean'),
    property('colours', 'Kolory', 'multi_list', ['biały', 'dębowy']),
    property('shop', 'Sklep', 'link'),
  ],
  statuses: allStatuses([]),
}

const draw = (change: Partial<Contact> = {}) => {
  const save = vi.fn(async (_change: Record<string, unknown>): Promise<string | null> => null)
  const writes = { put: vi.fn(async (_item: Record<string, unknown>) => ({ batch: 'b' })), setStatus: vi.fn(async () => ({ batch: 'b' })) }
  const core = createTestCore({ catalogue: { list: async () => catalogue, put: writes.put }, leads: { setStatus: writes.setStatus } })
  drawPage(core.api, <ContactFacts contact={testContact('jan', { responsible: 'anna', ...change })} onSave={save} />)
  return { save, ...writes }
}

test('S3.5 a tag is found or made as it is typed, and taken away under whatever id the card holds it', async () => {
  const { save, put } = draw({ tags: ['vips'] })
  const field = await screen.findByRole('combobox', { name: 'Tagi' })
  await screen.findByRole('button', { name: 'Usuń: VIP' })
  await userEvent.type(field, 'ofe{Enter}')
  expect(save).toHaveBeenLastCalledWith({ tags: { add: ['offer'] } })
  expect(put).not.toHaveBeenCalled()
  await userEvent.type(field, 'targi 2026{Enter}')
  await waitFor(() => expect(put).toHaveBeenCalledOnce())
  const made = put.mock.calls[0]?.[0]
  expect(made).toMatchObject({ kind: 'tag', name: 'targi 2026' })
  await waitFor(() => expect(save).toHaveBeenLastCalledWith({ tags: { add: [made?.id] } }))
  await userEvent.type(field, '{Backspace}')
  expect(save).toHaveBeenLastCalledWith({ tags: { remove: ['vips'] } })
})

test('S3.6 properties that are empty are folded away; each is edited by what it is', async () => {
  const { save } = draw({ properties: { colours: ['biały'] } })
  const colours = await screen.findByRole('combobox', { name: 'Kolory' })
  expect(screen.queryByRole('textbox', { name: 'Umowa do' })).toBeNull()
  await userEvent.type(colours, 'dęb{Enter}')
  expect(save).toHaveBeenLastCalledWith({ properties: { colours: ['biały', 'dębowy'] } })
  await userEvent.click(screen.getByRole('button', { name: 'Usuń: biały' }))
  expect(save).toHaveBeenLastCalledWith({ properties: { colours: null } })
  await userEvent.click(screen.getByRole('button', { name: 'Wszystkie pola' }))
  await userEvent.click(screen.getByRole('combobox', { name: 'Zgoda' }))
  await userEvent.click(await screen.findByRole('option', { name: 'tak' }))
  expect(save).toHaveBeenLastCalledWith({ properties: { consent: true } })
  await userEvent.type(screen.getByRole('textbox', { name: 'Sklep' }), 'meble.example{Enter}')
  expect(save).toHaveBeenLastCalledWith({ properties: { shop: 'https://meble.example' } })
})

test('S7.5 a lead is moved to another open status on its card; its ends are acts of their own', async () => {
  const { setStatus } = draw({ stage: 'lead', leadStatus: 'in_progress' })
  await userEvent.click(await screen.findByRole('combobox', { name: 'Status' }))
  const options = within(await screen.findByRole('listbox', { name: 'Status' })).getAllByRole('option')
  expect(options).toHaveLength(3)
  await userEvent.click(options.at(-1) as HTMLElement)
  await waitFor(() => expect(setStatus).toHaveBeenCalledWith({ id: 'jan', status: 'deferred' }))
})
