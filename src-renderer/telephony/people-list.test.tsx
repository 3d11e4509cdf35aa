import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { KnownPerson, Suggestion } from '../../src-shared/contacts/contact-contract.ts'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { PeopleList } from './people-list.tsx'

beforeAll(() => startTexts('pl'))
afterEach(cleanup)

const own: Suggestion = {
  id: 'own',
  stage: 'client',
  name: 'Marek Kowal',
  company: '',
  phone: { typed: '22 555 18 04', e164: '+48225551804', digits: '48225551804' },
  email: null,
} as Suggestion
const known: KnownPerson = {
  id: 'hidden',
  stage: 'client',
  name: 'Jan Kowalski',
  company: 'Tartak',
  phone: { typed: '601 234 567', e164: '+48601234567', digits: '48601234567' },
  responsible: { memberId: 'ewa', name: 'Ewa Nowak' },
}

const show = async () => {
  const acts = { onChoose: vi.fn(), onDial: vi.fn() }
  const calls = { list: async () => ({ rows: [] }) }
  const contacts = { list: async () => ({ rows: [own] }), suggest: async () => ({ rows: [own], known: [known] }) }
  drawPage(createTestCore({ calls, contacts }).api, <PeopleList {...acts} />)
  await userEvent.click(await screen.findByRole('radio', { name: 'Kontakty' }))
  await userEvent.type(screen.getByRole('textbox', { name: 'Nazwa lub numer' }), 'kowal')
  await screen.findByText('Jan Kowalski')
  return acts
}

test('S11.1 people of colleagues stand after one’s own, with whom they are, and can be called back without a card', async () => {
  const { onChoose, onDial } = await show()
  const [first, second] = screen.getAllByRole('listitem').map((item) => item.textContent)
  expect(first).toContain('Marek Kowal')
  expect(second).toContain('prowadzi Ewa Nowak')
  expect(second).toContain('+48 601 234 567')
  await userEvent.click(screen.getByRole('button', { name: /Jan Kowalski.*prowadzi/ }))
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('+48601234567', null)
  await userEvent.click(screen.getByRole('button', { name: 'Zadzwoń: Jan Kowalski' }))
  expect(onDial).toHaveBeenCalledExactlyOnceWith('+48601234567', null)
})

test('S11.1 the arrows reach people of colleagues as well, and Enter calls them', async () => {
  const { onDial } = await show()
  await userEvent.type(screen.getByRole('textbox', { name: 'Nazwa lub numer' }), '{ArrowDown}{ArrowDown}{Enter}')
  expect(onDial).toHaveBeenCalledExactlyOnceWith('+48601234567', null)
})
