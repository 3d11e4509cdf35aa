import { ORPCError } from '@orpc/client'
import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { FormDrafts } from './form-drafts.tsx'
import { JoinTeamForm } from './join-team-form.tsx'

beforeAll(() => startTexts('pl'))
afterEach(cleanup)

const joined = { mode: 'team', name: 'meblopol', server: 'https://crm.firma.pl', connection: 'online' }
const refusal = (code: string) => new ORPCError('LEADLINE', { status: 422, data: { code, problems: [] } })
const invitation = {
  crm: 'meblopol',
  invitedBy: 'Ewa Nowak',
  group: { type: 'custom', name: 'Handlowcy' },
  email: 'a.zielinska@firma.pl',
  name: 'Anna Zielińska-Nowak',
  extension: '108',
  expiresAt: Date.UTC(2026, 10, 30),
  server: 'https://crm.firma.pl',
}

const show = (team: Readonly<Record<string, (...args: never[]) => unknown>>) => {
  const { api } = createTestCore({ team, contacts: { count: async () => ({ total: 0 }) } })
  return drawPage(
    api,
    <FormDrafts>
      <JoinTeamForm link={null} onBack={() => undefined} />
    </FormDrafts>,
  )
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name)

test('S1.1 a link shows what it is for; its address is fixed, a password joins', async () => {
  const joinByInvitation = vi.fn(async () => joined)
  show({ lookAtInvitation: async () => invitation, joinByInvitation })
  expect(document.activeElement).toBe(field('Link zaproszenia'))
  await userEvent.type(field('Link zaproszenia'), ' https://crm.firma.pl/join#abc {Enter}')
  expect(await screen.findByText('Handlowcy')).toBeDefined()
  expect(screen.getByText('meblopol · https://crm.firma.pl')).toBeDefined()
  expect(field('E-mail').readOnly).toBe(true)
  expect(document.activeElement).toBe(field('Imię i nazwisko'))
  await userEvent.type(field('Hasło'), 'długie hasło{Enter}')
  await waitFor(() => expect(joinByInvitation).toHaveBeenCalledOnce())
  expect(joinByInvitation).toHaveBeenCalledWith({
    link: 'https://crm.firma.pl/join#abc',
    personName: 'Anna Zielińska-Nowak',
    email: 'a.zielinska@firma.pl',
    password: 'długie hasło',
    extension: '108',
    bring: false,
  })
})

test.each([
  ['invitation_cut_off', 'Ten link jest ucięty'],
  ['invitation_expired', 'To zaproszenie wygasło'],
  ['invitation_revoked', 'To zaproszenie zostało cofnięte'],
  ['invitation_used', 'To zaproszenie jest już wykorzystane'],
  ['invitation_unknown', 'Serwer nie zna tego zaproszenia'],
])('S8.3 a link that is %s is told so under its field', async (code, words) => {
  show({
    lookAtInvitation: async () => {
      throw refusal(code)
    },
  })
  await userEvent.type(field('Link zaproszenia'), 'https://crm.firma.pl/join#abc{Enter}')
  expect(await screen.findByText(new RegExp(`^${words}\\.`))).toBeDefined()
  expect(field('Link zaproszenia').getAttribute('aria-invalid')).toBe('true')
})

test('S1.1 address and password join as well; going back and forth keeps them', async () => {
  const join = vi.fn(async () => joined)
  show({ join })
  await press('Adres i hasło zamiast linku')
  expect(document.activeElement).toBe(field('Adres serwera'))
  await userEvent.type(field('Adres serwera'), 'crm.firma.pl')
  await userEvent.type(field('Hasło'), 'hasło Anny')
  await press('Wróć')
  await press('Adres i hasło zamiast linku')
  await userEvent.type(field('Hasło'), '{Enter}')
  await waitFor(() => expect(join).toHaveBeenCalledOnce())
  expect(join).toHaveBeenCalledWith({ server: 'crm.firma.pl', email: 'anna@firma.example', password: 'hasło Anny', bring: false })
})

test('S8.2 a forgotten password: a code by mail, a new password, and in', async () => {
  const requestReset = vi.fn(async () => ({}))
  const resetPassword = vi.fn(async () => ({}))
  const join = vi.fn(async () => joined).mockRejectedValueOnce(refusal('unreachable'))
  show({ requestReset, resetPassword, join })
  await press('Adres i hasło zamiast linku')
  await userEvent.type(field('Adres serwera'), 'crm.firma.pl')
  await press('Nie pamiętam hasła')
  await press('Wyślij kod')
  const account = { server: 'crm.firma.pl', email: 'anna@firma.example' }
  expect(requestReset).toHaveBeenCalledExactlyOnceWith(account)
  expect(await screen.findByText(/kod poszedł na adres anna@firma.example; to może potrwać minutę/)).toBeDefined()
  expect(document.activeElement).toBe(field('Kod'))
  await userEvent.type(field('Kod'), 'abcd 1234')
  await userEvent.type(field('Nowe hasło'), 'nowe długie hasło{Enter}')
  expect(await screen.findByText('Serwer zespołu nie odpowiada')).toBeDefined()
  await press('Ustaw hasło i zaloguj')
  await waitFor(() => expect(join).toHaveBeenCalledTimes(2))
  // The code works once: with the password set, only the joining is tried again.
  expect(resetPassword).toHaveBeenCalledExactlyOnceWith({ ...account, code: 'abcd 1234', password: 'nowe długie hasło' })
  expect(join).toHaveBeenLastCalledWith({ ...account, password: 'nowe długie hasło', bring: false })
})

test('S8.2 where the server sends no mail, a code that the administrator passed on does it too, with a button beside the first', async () => {
  const requestReset = async () => {
    throw refusal('no_mail')
  }
  const resetPassword = vi.fn(async () => {
    throw refusal('code_unknown')
  })
  show({ requestReset, resetPassword })
  await press('Adres i hasło zamiast linku')
  await userEvent.type(field('Adres serwera'), 'crm.firma.pl')
  await press('Nie pamiętam hasła')
  expect(screen.getByRole('button', { name: 'Wyślij kod' }).nextElementSibling?.textContent).toBe('Mam już kod')
  await press('Wyślij kod')
  expect(await screen.findByText('Ten serwer nie wysyła poczty')).toBeDefined()
  await press('Mam już kod')
  expect(screen.getByText(/podaje go administrator zespołu/)).toBeDefined()
  await userEvent.type(field('Nowe hasło'), 'nowe długie hasło{Enter}')
  expect(await screen.findByText('To pole jest potrzebne')).toBeDefined()
  expect(resetPassword).not.toHaveBeenCalled()
  await userEvent.type(field('Kod'), 'abcd{Enter}')
  expect(await screen.findByText(/^Ten kod nie pasuje/)).toBeDefined()
})
