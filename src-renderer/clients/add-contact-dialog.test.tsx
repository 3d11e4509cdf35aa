import { notifications } from '@mantine/notifications'
import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { KnownPerson } from '../../src-shared/contacts/contact-contract.ts'
import type { Permission } from '../../src-shared/team/permissions.ts'
import { anna, createTestCore, drawPage } from '../app/test-page.tsx'
import { useView } from '../app/view-store.ts'
import { startTexts } from '../i18n/i18n.ts'
import { AddContactDialog } from './add-contact-dialog.tsx'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  notifications.clean()
  cleanup()
})

const known: KnownPerson = {
  id: 'hidden',
  stage: 'client',
  name: 'Jan Kowalski',
  company: '',
  phone: { typed: '601 234 567', e164: '+48601234567', digits: '48601234567' },
  responsible: { memberId: 'ewa', name: 'Ewa Nowak' },
}

const Opened = () => {
  const adding = useView((view) => view.adding)
  return adding && <AddContactDialog adding={adding} onClose={() => useView.setState({ adding: null })} />
}

const holder = { memberId: 'ewa', name: 'Ewa Nowak' }
const found = { id: 'jan', stage: 'client', name: 'Jan Mazur', company: '', phone: null, email: null, responsible: holder } as const

const show = (permissions?: readonly Permission[]) => {
  const create = vi.fn(async ({ id }: { id: string; stage: string }) => ({ id, batch: 'b' }))
  const hints = async ({ phones, emails, name }: { phones: string[]; emails: string[]; name: string }) => ({
    rows: [
      ...(emails.includes('jan@mazur.example') ? [{ ...found, reason: 'email' }] : []),
      ...(name === 'Jan Mazur' ? [{ ...found, reason: 'name' }] : []),
    ],
    known: phones.length > 0 ? [known] : [],
  })
  const adding = { stage: 'client', phone: '', unsorted: false } as const
  useView.setState({ adding })
  drawPage(createTestCore({ contacts: { create }, duplicates: { hints } }).api, <Opened />, anna, permissions)
  return create
}

test('a number that belongs to somebody out of reach is told with whom they are, and there is nothing to open', async () => {
  show()
  await userEvent.type(await screen.findByLabelText(/Telefon/), '601 234 567')
  expect(await screen.findByText('+48 601 234 567: Jan Kowalski, prowadzi Ewa Nowak')).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Otwórz kartę' })).toBeNull()
})

test('S14.2 whoever may not add clients adds a lead, wherever they came from', async () => {
  const create = show([])
  expect(await screen.findByRole('dialog', { name: 'Nowy lead' })).toBeDefined()
  expect(screen.queryByRole('radio')).toBeNull()
  await userEvent.type(screen.getByLabelText(/Nazwa|Imię/), 'Jan Mazur{Enter}')
  await waitFor(() => expect(create).toHaveBeenCalledOnce())
  expect(create.mock.calls[0]?.[0]).toMatchObject({ stage: 'lead' })
})

test('a filled form that Escape closed can be opened again with what was typed', async () => {
  show()
  await userEvent.type(await screen.findByLabelText(/Nazwa|Imię/), 'Jan Mazur{Escape}')
  await userEvent.click(await screen.findByRole('button', { name: 'Wróć do formularza' }))
  expect((await screen.findByLabelText<HTMLInputElement>(/Nazwa|Imię/)).value).toBe('Jan Mazur')
})

test('B4 who has an address already is told as it is typed; their card is opened, and the form can be gone on with', async () => {
  show()
  await userEvent.type(await screen.findByLabelText(/Nazwa|Imię/), 'J. Mazur')
  await userEvent.type(screen.getByLabelText(/E-mail/), 'jan@mazur.example')
  expect(await screen.findByText(/Ten adres ma już: Jan Mazur/)).toBeDefined()
  expect(screen.getByText('(prowadzi Ewa Nowak)')).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Otwórz kartę' }))
  await waitFor(() => expect(window.location.hash).toBe('#/clients/jan'))
  await userEvent.click(await screen.findByRole('button', { name: 'Wróć do formularza' }))
  expect((await screen.findByLabelText<HTMLInputElement>(/Nazwa|Imię/)).value).toBe('J. Mazur')
})

test('B4 the very name of somebody who is there is told too', async () => {
  show()
  await userEvent.type(await screen.findByLabelText(/Nazwa|Imię/), 'Jan Mazur')
  expect(await screen.findByText(/Taką nazwę ma już: Jan Mazur/)).toBeDefined()
})
