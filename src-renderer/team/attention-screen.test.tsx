import { notifications } from '@mantine/notifications'
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Attention } from '../../src-shared/team/team-contract.ts'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { AttentionScreen } from './attention-screen.tsx'
import { putAwayDelay, usePutAway } from './put-away.ts'

beforeAll(() => startTexts('pl'))
beforeEach(() => usePutAway.setState({ ids: new Set() }))
afterEach(() => {
  vi.useRealTimers()
  notifications.clean()
  cleanup()
})

const item: Attention = {
  id: 7,
  mutation: 'contact.patch',
  contactId: 'lead',
  name: 'Jan Mazur',
  at: Date.now(),
  reason: { code: 'taken', problems: [], message: 'Somebody else has this lead' },
  holder: 'Ewa Nowak',
  content: [{ field: 'patch.fields.city', text: 'Łódź' }],
}

const show = async (items: Attention[]) => {
  const team = { attention: async () => ({ items }), retry: vi.fn(async () => ({ batch: 'b' })), discard: vi.fn(async () => ({})) }
  drawPage(createTestCore({ team }).api, <AttentionScreen />)
  await screen.findByRole('heading', { name: 'Do sprawdzenia' })
  return team
}

test('I6 a refused write shows what it was, of whom, who has the lead by now, and what it said', async () => {
  await show([item])
  expect(await screen.findByText('Zmiana na karcie')).toBeDefined()
  expect(screen.getByRole('button', { name: 'Otwórz kartę: Jan Mazur' })).toBeDefined()
  expect(screen.getByText(/u kogo innego: Ewa Nowak/)).toBeDefined()
  expect(screen.getByText('miasto')).toBeDefined()
  expect(screen.getByText('Łódź')).toBeDefined()
})

test('I6 a refused write of a card that is not here keeps its name, or says that the card is not available', async () => {
  await show([
    { ...item, contactId: null },
    { ...item, id: 8, mutation: 'note.write', contactId: null, name: null, reason: { ...item.reason, code: 'not_found' }, content: [] },
  ])
  expect(await screen.findByText('Jan Mazur')).toBeDefined()
  expect(screen.getByText('karta niedostępna')).toBeDefined()
  expect(screen.queryByRole('button', { name: /Otwórz kartę/ })).toBeNull()
})

test('why and what is said in words: who has the lead, and what a finished lead was to become', async () => {
  const problems = [{ path: 'responsible', rule: 'ewa' }]
  const finish = { ...item, mutation: 'lead.finish', content: [{ field: 'as', text: 'client' }] }
  const forbidden = { code: 'forbidden' as const, problems, message: 'Your group may not do this' }
  await show([
    { ...finish, reason: forbidden },
    { ...finish, id: 8, reason: forbidden, holder: null, content: [{ field: 'as', text: 'unsuitable' }] },
  ])
  expect(await screen.findByText(/Kartę prowadzi teraz Ewa Nowak/)).toBeDefined()
  expect(screen.getByText('To konto nie ma do tego uprawnień.')).toBeDefined()
  expect(screen.getByText('Klient')).toBeDefined()
  expect(screen.getByText('Nieodpowiedni')).toBeDefined()
})

test('what is put away can be taken back for ten seconds, and goes for good only then', async () => {
  const { discard } = await show([item])
  await screen.findByText('Łódź')
  vi.useFakeTimers()
  fireEvent.click(screen.getByRole('button', { name: 'Odłóż' }))
  expect(screen.queryByText('Łódź')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Cofnij' }))
  expect(screen.getByText('Łódź')).toBeDefined()
  await act(() => vi.advanceTimersByTimeAsync(putAwayDelay))
  expect(discard).not.toHaveBeenCalled()
  fireEvent.click(screen.getByRole('button', { name: 'Odłóż' }))
  await act(() => vi.advanceTimersByTimeAsync(putAwayDelay))
  expect(discard).toHaveBeenCalledExactlyOnceWith({ ids: [7] })
})

test('where nothing was refused one sentence says what belongs here', async () => {
  await show([])
  expect(await screen.findByText(/Teraz nie ma żadnej/)).toBeDefined()
})
