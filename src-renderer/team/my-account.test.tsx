import { ORPCError } from '@orpc/client'
import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { joinedTeam as team } from '../people/test-team.ts'
import { ProfilePage } from '../settings/profile-page.tsx'

beforeAll(() => startTexts('pl'))
afterEach(cleanup)

const refusal = (code: string) => new ORPCError('LEADLINE', { status: 422, data: { code, problems: [] } })

const show = async (answers: Readonly<Record<string, (...args: never[]) => unknown>> = {}) => {
  drawPage(createTestCore({ team: { state: async () => team, ...answers } }).api, <ProfilePage />)
  await screen.findByRole('heading', { name: 'Konto w zespole' })
}

const open = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const press = async (name: string) => {
  const buttons = await screen.findAllByRole('button', { name })
  const last = buttons.at(-1)
  if (last) await userEvent.click(last)
}
const type = async (name: string, text: string) => userEvent.type(await screen.findByLabelText(name), text)

test('S14.4 alone, the e-mail of the profile is a field like others', async () => {
  drawPage(createTestCore().api, <ProfilePage />)
  expect((await screen.findByLabelText<HTMLInputElement>('E-mail')).value).toBe('anna@firma.example')
})

test('S14.4 in a team the e-mail changes with a code that goes to the new address', async () => {
  const requestEmail = vi.fn(async () => ({}))
  const confirmEmail = vi.fn(async () => ({ email: 'a.nowak@firma.example' })).mockRejectedValueOnce(refusal('code_expired'))
  await show({ requestEmail, confirmEmail })
  expect(screen.queryByLabelText('E-mail')).toBeNull()
  await open('Zmień e-mail')
  await type('Nowy e-mail', 'a.nowak@firma.example')
  await type('Obecne hasło', 'hasło Anny{Enter}')
  expect(await screen.findByText(/Kod poszedł na adres a\.nowak@firma\.example/)).toBeDefined()
  expect(requestEmail).toHaveBeenCalledExactlyOnceWith({ email: 'a.nowak@firma.example', password: 'hasło Anny' })
  await type('Kod z wiadomości', 'abcd1234{Enter}')
  expect(await screen.findByText(/^Ten kod już nie działa/)).toBeDefined()
  await press('Zmień e-mail')
  expect(await screen.findByText('E-mail konta to teraz a.nowak@firma.example')).toBeDefined()
})

test('S14.4 where the server sends no mail, it is said who can change the address', async () => {
  await show({
    requestEmail: async () => {
      throw refusal('no_mail')
    },
  })
  await open('Zmień e-mail')
  await type('Nowy e-mail', 'a.nowak@firma.example')
  await type('Obecne hasło', 'hasło Anny{Enter}')
  expect(await screen.findByText(/Administrator zespołu może zmienić adres/)).toBeDefined()
})

test('a new password takes the present one, and says where that is wrong', async () => {
  const changePassword = vi.fn(async () => ({})).mockRejectedValueOnce(refusal('wrong_password'))
  await show({ changePassword })
  await open('Zmień hasło')
  await type('Obecne hasło', 'nie to')
  await type('Nowe hasło', 'nowe długie hasło{Enter}')
  expect(await screen.findByText(/^To nie jest obecne hasło/)).toBeDefined()
  await press('Zmień hasło')
  expect(await screen.findByText(/^Hasło jest zmienione/)).toBeDefined()
  expect(changePassword).toHaveBeenLastCalledWith({ current: 'nie to', password: 'nowe długie hasło' })
})

test('signing out everywhere asks, says that this computer goes too, and then wants the password', async () => {
  const signOutEverywhere = vi.fn(async () => ({ ...team, connection: 'signed_out' }))
  await show({ signOutEverywhere })
  await open('Wyloguj wszędzie')
  expect(await screen.findByText(/^Na tym komputerze też/)).toBeDefined()
  expect(signOutEverywhere).not.toHaveBeenCalled()
  await press('Wyloguj wszędzie')
  await waitFor(() => expect(signOutEverywhere).toHaveBeenCalledOnce())
  expect(await screen.findByRole('button', { name: 'Zaloguj się' })).toBeDefined()
})
