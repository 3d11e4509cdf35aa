import { notifications } from '@mantine/notifications'
import { ORPCError } from '@orpc/client'
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Invitation, InvitationResult } from '../../src-shared/sync/server-contract.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { InvitationsTab } from './invitations-tab.tsx'
import { readInvited } from './invited-people.ts'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  notifications.clean()
  cleanup()
})

const invitation = (change: Partial<Invitation> = {}): Invitation => ({
  id: 'i',
  kind: 'mail',
  email: 'jan@firma.example',
  name: '',
  extension: null,
  groupId: groupIds.manager,
  createdBy: 'anna',
  createdAt: Date.now(),
  expiresAt: Date.now() + 86_400_000,
  maxUses: 1,
  state: 'open',
  usedBy: [],
  ...change,
})

const result = (email: string, outcome: InvitationResult['outcome'], change: Partial<InvitationResult> = {}): InvitationResult => ({
  id: null,
  email,
  outcome,
  link: null,
  problem: null,
  ...change,
})

const secret = 'https://crm.example/join#geheim'

const show = (invitations: Invitation[] = [invitation()]) => {
  const team = {
    invitations: vi.fn(async () => ({ invitations })),
    invite: vi.fn(async (_asked: { people: { email: string }[] }) => ({ results: [] as InvitationResult[] })),
    makeLink: vi.fn(async () => ({ id: 'l', link: 'http://127.0.0.1:4320/join#geheim', expiresAt: Date.now() })),
    renewInvitation: vi.fn(async () => result('jan@firma.example', 'link', { link: secret })),
    revokeInvitation: vi.fn(async () => ({})),
  }
  drawPage(createTestCore({ team }).api, <InvitationsTab tabs={['people', 'invitations']} />)
  return team
}

test('S8.3 several addresses at once: each is told its own result, and those that failed stay to be corrected', async () => {
  const { invite } = show()
  invite.mockResolvedValueOnce({
    results: [
      result('ewa@firma.example', 'sent'),
      result('piotr@firma.example', 'mail_refused', { link: secret, problem: '550 no such user' }),
      result('jan@firma.example', 'mail_refused', { link: secret }),
      result('anna@firma.example', 'member'),
    ],
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Wyślij zaproszenie' }))
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.click(dialog.getByLabelText('Adresy e-mail'))
  await userEvent.paste('Ewa Nowak <ewa@firma.example>, piotr@firma.example, brak-adresu, jan@firma.example, anna@firma.example')
  await userEvent.click(await dialog.findByRole('button', { name: 'Wyślij 5 zaproszeń' }))
  expect(invite).toHaveBeenCalledOnce()
  expect(invite.mock.calls[0]?.[0].people.map(({ email }) => email)).toEqual([
    'ewa@firma.example',
    'piotr@firma.example',
    'jan@firma.example',
    'anna@firma.example',
  ])
  expect(await dialog.findByText('Zaproszenie wysłane')).toBeDefined()
  expect(dialog.getByText(/550 no such user/)).toBeDefined()
  expect(dialog.getByText(/^Serwer poczty nie odpowiada/)).toBeDefined()
  expect(dialog.getByLabelText<HTMLInputElement>('Link dla piotr@firma.example').value).toBe(secret)
  expect(dialog.getByText('Ta osoba jest już w zespole')).toBeDefined()
  expect(dialog.getByRole('button', { name: 'Wyślij 2 zaproszenia' })).toBeDefined()
  const left = dialog.getAllByRole<HTMLInputElement>('textbox').map(({ value }) => value)
  expect(left).toEqual(expect.arrayContaining(['brak-adresu', 'anna@firma.example']))
  expect(left).not.toContain('ewa@firma.example')
})

test('S8.3 a link is made for a group, some days and so many uses; one to this computer alone is warned of', async () => {
  const { makeLink } = show()
  await userEvent.click(await screen.findByRole('button', { name: 'Utwórz link' }))
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.click(dialog.getByRole('radio', { name: '14 dni' }))
  await userEvent.click(dialog.getByRole('radio', { name: 'inna liczba' }))
  await userEvent.click(dialog.getByRole('button', { name: 'Utwórz link' }))
  expect(await dialog.findByText('Liczba od 1 do 1000')).toBeDefined()
  expect(makeLink).not.toHaveBeenCalled()
  await userEvent.type(dialog.getByLabelText('Liczba osób'), '12{Enter}')
  expect((await dialog.findByLabelText<HTMLInputElement>('Link')).value).toContain('/join#')
  expect(makeLink).toHaveBeenCalledExactlyOnceWith({ groupId: groupIds.trainee, days: 14, maxUses: 12 })
  expect(dialog.getByText(/Ten link działa tylko na tym komputerze/)).toBeDefined()
})

test('S8.3 the list says for whom, by whom and who has joined; revoking asks first, and only what waits or ran out is renewed', async () => {
  const { revokeInvitation, renewInvitation } = show([
    invitation(),
    invitation({ id: 'l', kind: 'link', email: null, maxUses: 5, usedBy: [{ memberId: 'ewa', at: 0 }] }),
    invitation({ id: 'r', email: 'ola@firma.example', state: 'revoked' }),
    invitation({ id: 'u', email: 'ewa@firma.example', state: 'used' }),
    invitation({ id: 'e', email: 'piotr@firma.example', state: 'expired' }),
  ])
  const link = within(await screen.findByRole('row', { name: /^Link/ }))
  expect(link.getByText('1 z 5')).toBeDefined()
  expect(await link.findByText('Ewa Nowak')).toBeDefined()
  expect(link.getByText('Anna Zielińska')).toBeDefined()
  expect(within(screen.getByRole('row', { name: /ola@firma/ })).getByText('cofnięte')).toBeDefined()
  const offered = (act: string) =>
    ['jan', 'ola', 'ewa', 'piotr'].filter((who) => screen.queryByRole('button', { name: `${act}: ${who}@firma.example` }))
  expect(offered('Odnów')).toEqual(['jan', 'piotr'])
  expect(offered('Cofnij zaproszenie')).toEqual(['jan'])
  await userEvent.click(screen.getByRole('button', { name: 'Cofnij zaproszenie: jan@firma.example' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Cofnąć zaproszenie: jan@firma.example?' }))
  expect(revokeInvitation).not.toHaveBeenCalled()
  await userEvent.click(dialog.getByRole('button', { name: 'Cofnij zaproszenie' }))
  await waitFor(() => expect(revokeInvitation).toHaveBeenCalledExactlyOnceWith({ id: 'i' }))
  await userEvent.click(screen.getByRole('button', { name: 'Odnów: piotr@firma.example' }))
  expect((await screen.findByLabelText<HTMLInputElement>('Link')).value).toBe(secret)
  expect(renewInvitation).toHaveBeenCalledExactlyOnceWith({ id: 'e' })
})

test('without the server there is nothing to see, and it can be asked again', async () => {
  const { invitations } = show()
  await screen.findByRole('table')
  cleanup()
  const failing = vi.fn(async () => {
    throw new ORPCError('LEADLINE', { status: 503, data: { code: 'unreachable', problems: [] } })
  })
  drawPage(createTestCore({ team: { invitations: failing } }).api, <InvitationsTab tabs={['invitations']} />)
  expect(await screen.findByText('Serwer zespołu nie odpowiada')).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Spróbuj ponownie' }))
  await waitFor(() => expect(failing).toHaveBeenCalledTimes(2))
  expect(invitations).toHaveBeenCalled()
})

test('what is no address does not vanish between two that are', () => {
  const emails = (text: string) => readInvited(text, groupIds.manager).map(({ email }) => email)
  for (const text of ['a@x.pl, brak, b@x.pl', 'a@x.pl brak b@x.pl', 'a@x.pl\nbrak\nb@x.pl', 'A <a@x.pl>; brak; b@x.pl']) {
    expect(emails(text)).toEqual(['a@x.pl', 'brak', 'b@x.pl'])
  }
})
