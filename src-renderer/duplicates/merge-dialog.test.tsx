import { notifications } from '@mantine/notifications'
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import type { Permission } from '../../src-shared/team/permissions.ts'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { MergeDialog } from './merge-dialog.tsx'
import { closeMerge, openMerge } from './merge-store.ts'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  closeMerge()
  notifications.clean()
  cleanup()
  window.location.hash = ''
})

const jan = testContact('jan', { name: 'Jan Mazur', city: 'Łódź', address: 'Zielona 2', createdAt: 1 })
const janek = testContact('janek', { name: 'Janek', city: 'Zgierz', createdAt: 2, comment: 'z targów' })
const johann = testContact('johann', { name: 'Johann', createdAt: 3 })

const draw = (contacts: readonly Contact[], permissions?: readonly Permission[]) => {
  const merge = vi.fn(async (_asked: Record<string, unknown>) => ({ batch: 'b' }))
  const get = async ({ id }: { id: string }) => contacts.find((contact) => contact.id === id)
  const suggest = async ({ text }: { text: string }) => ({
    rows: contacts
      .filter(({ name }) => name.startsWith(text))
      .map(({ id, name }) => ({ id, stage: 'client', name, company: '', phone: null, email: null })),
    known: [],
  })
  const hints = async () => ({ rows: [], known: [] })
  drawPage(createTestCore({ contacts: { merge, get, suggest }, duplicates: { hints } }).api, <MergeDialog />, undefined, permissions)
  return merge
}

test('B4 of each field in which cards differ one value is chosen, the oldest card stays, and where one was looked at the one that stays is', async () => {
  const merge = draw([jan, janek])
  window.location.hash = '#/clients/janek'
  openMerge(['janek', 'jan'])
  const dialog = within(await screen.findByRole('dialog', { name: 'Scalenie 2 kart' }))
  expect(dialog.getByRole<HTMLInputElement>('radio', { name: 'Zostaje karta: Jan Mazur' }).checked).toBe(true)
  // The address is the one card's alone: there is nothing to choose.
  expect(dialog.queryByText('Zielona 2')).toBeNull()
  expect(dialog.getByText('z targów')).toBeDefined()
  await userEvent.click(dialog.getByRole('radio', { name: 'Miasto: Zgierz' }))
  await userEvent.click(dialog.getByRole('button', { name: 'Scal 2 karty' }))
  await waitFor(() => expect(merge).toHaveBeenCalledWith({ into: 'jan', from: ['janek'], fields: { city: 'janek' } }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(await screen.findByText(/Scalono 2 karty: Jan Mazur/)).toBeDefined()
  expect(window.location.hash).toBe('#/clients/jan')
})

test('another card may stay, and one of three may be left out', async () => {
  const merge = draw([jan, janek, johann])
  openMerge(['jan', 'janek', 'johann'])
  const dialog = within(await screen.findByRole('dialog', { name: 'Scalenie 3 kart' }))
  await userEvent.click(dialog.getByRole('radio', { name: 'Nazwa: Johann' }))
  await userEvent.click(dialog.getByRole('radio', { name: 'Zostaje karta: Janek' }))
  await userEvent.click(dialog.getByRole('button', { name: 'Nie scalaj: Johann' }))
  await userEvent.click(await dialog.findByRole('button', { name: 'Scal 2 karty' }))
  // What was chosen from the one that is left out is chosen no more.
  await waitFor(() => expect(merge).toHaveBeenCalledWith({ into: 'janek', from: ['jan'], fields: {} }))
})

test('of one card alone the other one is looked for', async () => {
  draw([jan, janek])
  openMerge(['jan'])
  await userEvent.type(await screen.findByRole('combobox', { name: 'Z którą kartą scalić: Jan Mazur' }), 'Jane')
  await userEvent.click(await screen.findByRole('option', { name: 'Janek' }))
  expect(await screen.findByRole('dialog', { name: 'Scalenie 2 kart' })).toBeDefined()
})

test('B4 whoever may not delete a card is told that it cannot be merged into another one', async () => {
  const merge = draw([jan, janek], ['customers_view_all', 'customers_edit'])
  openMerge(['jan', 'janek'])
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Scal 2 karty' })
  expect(button.disabled).toBe(true)
  expect(screen.getByRole('alert').textContent).toContain('nie może ich scalić')
  expect(merge).not.toHaveBeenCalled()
})
