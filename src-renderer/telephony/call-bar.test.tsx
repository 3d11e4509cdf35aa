import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { noteIdOfCall } from '../../src-shared/telephony/note-of-call.ts'
import { startTexts } from '../i18n/i18n.ts'
import { CallBar } from './call-bar.tsx'
import { callerOf, callId, contactId, katarzyna, liveCallOf } from './test-calls.ts'
import { drawWith } from './test-screen.tsx'

beforeAll(() => startTexts('pl'))
beforeEach(() => {
  window.location.hash = ''
})
afterEach(cleanup)

const nextCallId = '0197f1de-0000-7000-8000-000000000002'
const later = Date.now() + 60_000
const active = liveCallOf({ phase: 'active', answeredAt: Date.now(), revision: 2 })
const ended = liveCallOf({ phase: 'ended', answeredAt: later - 134_000, endedAt: later, result: 'answer', revision: 3 })
const card = `#/clients/${contactId}`

test('without a call there is no bar', () => {
  drawWith(null, <CallBar />)
  expect(screen.queryByRole('region')).toBeNull()
})

test('S11.2 an incoming call crosses the top, and the client’s card opens', () => {
  drawWith(liveCallOf(), <CallBar />)
  expect(screen.getByRole('region', { name: 'Połączenie przychodzące' })).toBeDefined()
  expect(screen.getByRole('alert').textContent).toContain('Katarzyna Wójcik-Lewandowska')
  expect(screen.getByText('Ostatnio: „czeka na próbki”')).toBeDefined()
  expect(window.location.hash).toBe(card)
})

test('S11.2 while something is being typed, the card waits for its button', async () => {
  const { show } = drawWith(
    null,
    <>
      <input aria-label="pole" defaultValue="zaczęte" />
      <CallBar />
    </>,
  )
  screen.getByRole('textbox', { name: 'pole' }).focus()
  show(liveCallOf())
  expect(window.location.hash).toBe('')
  await userEvent.click(screen.getByRole('button', { name: 'Otwórz kartę' }))
  expect(window.location.hash).toBe(card)
})

test('S11.2 A answers and D declines from every page, and not out of a field', () => {
  const { telephone } = drawWith(
    liveCallOf(),
    <>
      <input aria-label="pole" />
      <CallBar />
    </>,
  )
  fireEvent.keyDown(document.body, { key: 'a' })
  fireEvent.keyDown(document.body, { key: 'd' })
  fireEvent.keyDown(screen.getByRole('textbox', { name: 'pole' }), { key: 'a' })
  expect(telephone.act.mock.calls).toEqual([
    [callId, { type: 'answer' }],
    [callId, { type: 'decline' }],
  ])
})

test('S11.4 in the call: timer, sound in a word, mute, hold, tones, end', async () => {
  const { telephone } = drawWith({ ...active, quality: 'good' }, <CallBar />)
  expect(screen.getByText('00:00')).toBeDefined()
  expect(screen.getByText('Dźwięk dobry')).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Wycisz mikrofon' }))
  await userEvent.click(screen.getByRole('button', { name: 'Zawieś rozmowę' }))
  await userEvent.click(screen.getByRole('button', { name: 'Klawiatura tonowa' }))
  await userEvent.keyboard('5#')
  await userEvent.click(screen.getByRole('button', { name: 'Zakończ' }))
  expect(telephone.act.mock.calls.map(([, action]) => action)).toEqual([
    { type: 'mute', muted: true },
    { type: 'hold', held: true },
    { type: 'tones', tones: '5' },
    { type: 'tones', tones: '#' },
    { type: 'end' },
  ])
})

test('S11.3 a note is typed into the bar and kept as it is typed', async () => {
  const { notes } = drawWith(active, <CallBar />)
  await userEvent.click(screen.getByRole('button', { name: 'Notatka' }))
  await userEvent.keyboard('Chce 40 krzeseł')
  await waitFor(() => expect(notes.write).toHaveBeenLastCalledWith(expect.objectContaining({ callId, text: 'Chce 40 krzeseł' })))
})

test('S11.2 whoever goes on typing when the call rings answers and declines nothing', () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(10_000)
  const { telephone } = drawWith(
    liveCallOf(),
    <>
      <input aria-label="pole" />
      <CallBar />
    </>,
  )
  fireEvent.keyDown(screen.getByRole('textbox', { name: 'pole' }), { key: 'b' })
  for (const now of [10_600, 11_200, 11_800]) {
    clock.mockReturnValue(now)
    fireEvent.keyDown(document.body, { key: 'd' })
  }
  expect(telephone.act).not.toHaveBeenCalled()
  clock.mockReturnValue(12_900)
  fireEvent.keyDown(document.body, { key: 'd' })
  expect(telephone.act).toHaveBeenCalledExactlyOnceWith(callId, { type: 'decline' })
  clock.mockRestore()
})

test('S11.3 a note stays under the fingers when its call ends, and when the next one rings', async () => {
  const { notes, show } = drawWith(active, <CallBar />)
  await userEvent.click(screen.getByRole('button', { name: 'Notatka' }))
  await userEvent.keyboard('Chce ')
  show(ended)
  await userEvent.keyboard('40 ')
  show(liveCallOf({ id: nextCallId, noteId: noteIdOfCall(nextCallId) }))
  await userEvent.keyboard('krzeseł')
  await waitFor(() => expect(notes.write).toHaveBeenLastCalledWith(expect.objectContaining({ callId, text: 'Chce 40 krzeseł' })))
  expect(screen.getByRole('button', { name: /^Odbierz/ })).toBeDefined()
})

test('S11.3 the card of whoever is made of an unknown caller opens', () => {
  const { show } = drawWith({ ...active, caller: callerOf() }, <CallBar />)
  expect(screen.getByRole('textbox', { name: 'Nazwa osoby lub firmy' })).toBeDefined()
  show(active)
  expect(window.location.hash).toBe(card)
})

test('an ended call is told in words, can be called back, and is closed', async () => {
  const { telephone, show } = drawWith(active, <CallBar />)
  show(ended)
  expect(screen.getByRole('status').textContent).toContain('Rozmowa zakończona · 02:14')
  await userEvent.click(screen.getByRole('button', { name: 'Oddzwoń' }))
  expect(telephone.dial).toHaveBeenCalledExactlyOnceWith('+48601234567', contactId)
  await userEvent.click(screen.getByRole('button', { name: 'Zamknij' }))
  expect(screen.queryByRole('region')).toBeNull()
})

test.each([
  [486, 'Zajęte', 'Zadzwoń ponownie'],
  [404, 'Nie ma takiego numeru', null],
  [603, 'Odrzucone', 'Zadzwoń ponownie'],
  [408, 'Nikt nie odebrał', 'Zadzwoń ponownie'],
] as const)('a call that ended with %s reads %s, with what can be done', (sipStatus, words, button) => {
  const result = sipStatus === 603 ? 'cancel' : 'failed'
  drawWith(liveCallOf({ direction: 'outgoing', phase: 'ended', endedAt: later, result, sipStatus }), <CallBar />)
  expect(screen.getByRole('status').textContent).toContain(words)
  expect(screen.queryByRole('button', { name: 'Zadzwoń ponownie' }) !== null).toBe(button !== null)
})

test('S7.4 as a call with a lead ends, the end of the work on it is offered; with a client it is not', async () => {
  const lead = callerOf({ ...katarzyna, stage: 'lead' })
  const { show } = drawWith({ ...active, caller: lead, contactId }, <CallBar />)
  show({ ...ended, caller: lead, contactId })
  await userEvent.click(await screen.findByRole('button', { name: 'Domknij' }))
  expect(await screen.findByRole('dialog')).toBeDefined()
  cleanup()
  const client = drawWith({ ...active, contactId }, <CallBar />)
  client.show({ ...ended, contactId })
  expect(await screen.findByRole('button', { name: 'Zamknij' })).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Domknij' })).toBeNull()
})

test('a call that ended before the page was there is not told again', () => {
  drawWith({ ...ended, answeredAt: 1, endedAt: 2 }, <CallBar />)
  expect(screen.queryByRole('region')).toBeNull()
})

test('S11.2 whose client a caller is whose card is out of reach stands in the bar in every phase, and where one would be added', async () => {
  const responsible = { memberId: 'ewa', name: 'Ewa Nowak' }
  const known = [{ id: 'hidden', stage: 'client' as const, name: 'Jan Kowalski', company: '', phone: null, responsible }]
  const caller = { ...callerOf(), known }
  const words = /^Jan Kowalski, prowadzi Ewa Nowak/
  const { show } = drawWith(liveCallOf({ caller }), <CallBar />)
  expect(screen.getByRole('alert').textContent).toContain('Jan Kowalski, prowadzi Ewa Nowak')
  show({ ...active, caller })
  expect(screen.getByText(words)).toBeDefined()
  show({ ...ended, caller })
  await userEvent.click(screen.getByRole('button', { name: 'Dodaj do bazy' }))
  expect(await screen.findByRole('textbox', { name: 'Nazwa osoby lub firmy' })).toBeDefined()
  expect(screen.getByText('Zespół zna ten numer: Jan Kowalski, prowadzi Ewa Nowak')).toBeDefined()
})
