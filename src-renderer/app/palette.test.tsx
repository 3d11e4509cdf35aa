import { notifications } from '@mantine/notifications'
import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { KnownPerson } from '../../src-shared/contacts/contact-contract.ts'
import type { Permission } from '../../src-shared/team/permissions.ts'
import { startTexts } from '../i18n/i18n.ts'
import { Palette } from './palette.tsx'
import { anna, createTestCore, drawPage } from './test-page.tsx'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  notifications.clean()
  cleanup()
  window.location.hash = ''
})

const hidden: KnownPerson = {
  id: 'hidden',
  stage: 'client',
  name: 'Jan Kowalski',
  company: 'Tartak',
  phone: { typed: '601 234 567', e164: '+48601234567', digits: '48601234567' },
  responsible: { memberId: 'ewa', name: 'Ewa Nowak' },
}

const show = (permissions?: readonly Permission[]) => {
  const close = vi.fn()
  const suggest = async () => ({ rows: [], known: [hidden] })
  drawPage(createTestCore({ contacts: { suggest } }).api, <Palette onClose={close} />, anna, permissions)
  return close
}

test('somebody whose card is out of reach is found with whom to ask, and is not opened', async () => {
  const close = show()
  await userEvent.type(screen.getByRole('combobox'), 'kowal')
  expect((await screen.findByRole('option', { name: /Jan Kowalski/ })).textContent).toContain(
    'prowadzi Ewa Nowak · Tartak · +48 601 234 567',
  )
  await userEvent.keyboard('{Enter}')
  expect(close).toHaveBeenCalledOnce()
  expect(await screen.findByText(/Prowadzi ją Ewa Nowak i tam można zapytać/)).toBeDefined()
  expect(window.location.hash).toBe('')
})

test('S14.2 commands that are not allowed are not offered', async () => {
  show(['leads_import_export'])
  expect(await screen.findByRole('option', { name: 'Dodaj leada' })).toBeDefined()
  expect(screen.getByRole('option', { name: 'Importuj z pliku' })).toBeDefined()
  expect(screen.queryByRole('option', { name: /Dodaj klienta/ })).toBeNull()
  cleanup()
  show([])
  expect(screen.queryByRole('option', { name: 'Importuj z pliku' })).toBeNull()
})
