import { cleanup, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { startTexts } from '../i18n/i18n.ts'
import { IncomingForm } from './incoming-form.tsx'
import { callerOf, callId, contactId, katarzyna, liveCallOf, marek } from './test-calls.ts'
import { drawWith } from './test-screen.tsx'

beforeAll(() => startTexts('pl'))
afterEach(cleanup)

test('S11.2 a known client is announced by name, company and last note, with two buttons and the card one click away', async () => {
  const call = liveCallOf()
  const { telephone } = drawWith(call, <IncomingForm call={call} />)
  const announced = within(screen.getByRole('alert'))
  expect(announced.getByRole('heading').textContent).toBe('Katarzyna Wójcik-Lewandowska')
  expect(announced.getByText(/Meblopol Sp\. z o\.o\. · Klient · \+48\s601\s234\s567/)).toBeDefined()
  expect(screen.getByText('Ostatnio: „czeka na próbki”')).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Otwórz kartę' }))
  expect(window.location.hash).toBe(`#/clients/${contactId}`)
  await userEvent.click(screen.getByRole('button', { name: /^Odbierz/ }))
  await userEvent.click(screen.getByRole('button', { name: /^Odrzuć/ }))
  expect(telephone.act.mock.calls).toEqual([
    [callId, { type: 'answer' }],
    [callId, { type: 'decline' }],
  ])
})

test('S11.3 of an unknown number a lead is made by typing a name and pressing Enter', async () => {
  const call = liveCallOf({ caller: callerOf() })
  const { telephony } = drawWith(call, <IncomingForm call={call} />)
  expect(screen.getByRole('heading').textContent).toBe('+48 601 234 567')
  expect(screen.getByText('Nieznany numer · Polska')).toBeDefined()
  await userEvent.type(screen.getByRole('textbox', { name: 'Nazwa osoby lub firmy' }), 'Nowy Klient{Enter}')
  expect(telephony.createFromCall).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ callId, stage: 'lead', name: 'Nowy Klient' }))
})

test('S11.3 or a client, by a button; without a name nothing is made', async () => {
  const call = liveCallOf({ caller: callerOf() })
  const { telephony } = drawWith(call, <IncomingForm call={call} />)
  await userEvent.click(screen.getByRole('button', { name: 'Klient' }))
  expect(screen.getByText('Najpierw nazwa')).toBeDefined()
  expect(telephony.createFromCall).not.toHaveBeenCalled()
  await userEvent.type(screen.getByRole('textbox'), 'Firma')
  await userEvent.click(screen.getByRole('button', { name: 'Klient' }))
  expect(telephony.createFromCall).toHaveBeenCalledWith(expect.objectContaining({ stage: 'client', name: 'Firma' }))
})

test('S11.2 of several people with one number one is chosen', async () => {
  const call = liveCallOf({ caller: callerOf(katarzyna, marek) })
  const { telephony } = drawWith(call, <IncomingForm call={call} />)
  expect(screen.getByText('2 osoby mają ten numer')).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: /Marek Sowa/ }))
  expect(telephony.assign).toHaveBeenCalledExactlyOnceWith({ callId, contactId: marek.contactId })
})

test('S11.2 a colleague is announced by name and extension, and nobody is made of them', () => {
  const colleague = { memberId: 'm', name: 'Tomasz Kot', extension: '105' }
  const call = liveCallOf({ caller: { ...callerOf(), colleague } })
  drawWith(call, <IncomingForm call={call} />)
  expect(screen.getByRole('heading').textContent).toBe('Tomasz Kot')
  expect(screen.getByText('Zespół · wewnętrzny 105')).toBeDefined()
  expect(screen.queryByRole('textbox')).toBeNull()
})

test('S11.2 a withheld number says so', () => {
  const call = liveCallOf({ caller: { ...callerOf(), number: { typed: '', e164: null, digits: '' }, spoken: '', country: null } })
  drawWith(call, <IncomingForm call={call} />)
  expect(screen.getByRole('heading').textContent).toBe('Numer zastrzeżony')
})

test('S11.2 a caller whose card is out of reach is known to the team: by name, and with whom', async () => {
  const known = [
    {
      id: 'hidden',
      stage: 'client',
      name: 'Jan Kowalski',
      company: 'Tartak',
      phone: null,
      responsible: { memberId: 'ewa', name: 'Ewa Nowak' },
    },
  ] as const
  const call = liveCallOf({ caller: { ...callerOf(), known: [...known] } })
  drawWith(call, <IncomingForm call={call} />)
  expect(await screen.findByText('Zespół zna ten numer: Jan Kowalski, Tartak, prowadzi Ewa Nowak')).toBeDefined()
  expect(screen.queryByText(/Nieznany numer/)).toBeNull()
})
