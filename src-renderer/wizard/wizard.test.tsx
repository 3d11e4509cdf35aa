import { ORPCError } from '@orpc/client'
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { anna, createTestCore, drawPage, memberOf } from '../app/test-page.tsx'
import { speak, startTexts } from '../i18n/i18n.ts'
import { useJoinLink } from '../team/join-link.ts'
import { Wizard } from './wizard.tsx'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  cleanup()
  speak('pl')
  useJoinLink.setState({ link: null })
})

const contacts = { count: async () => ({ total: 0 }) }
const joined = { mode: 'team', name: 'meblopol', server: 'https://crm.firma.pl', connection: 'online' }
const refusal = (code: string, problems: readonly object[] = []) => new ORPCError('LEADLINE', { status: 422, data: { code, problems } })

const show = (answers: Parameters<typeof createTestCore>[0] = {}, me = anna) =>
  drawPage(createTestCore({ contacts, ...answers }).api, <Wizard />, me)

const next = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))
const way = (name: string) => next(new RegExp(`^${name}`))
const heading = () => screen.getByRole('heading', { level: 1 }).textContent

test('S1.1 the language is chosen first and spoken at once; then there are three ways to work', async () => {
  const updateMe = vi.fn(async ({ language }: { language: 'pl' | 'en' }) => memberOf({ ...anna, language }))
  show({ settings: { updateMe } })
  expect(heading()).toBe('W jakim języku ma mówić Leadline?')
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Polski' }))
  await userEvent.click(screen.getByRole('radio', { name: 'English' }))
  await waitFor(() => expect(heading()).toBe('Which language should Leadline speak?'))
  expect(updateMe).toHaveBeenCalledExactlyOnceWith({ language: 'en' })
  await next('Continue')
  const names = screen.getAllByRole('listitem').flatMap((item) => within(item).queryAllByRole('button'))
  expect(names.map((button) => button.textContent)).toEqual([
    expect.stringMatching(/^Work alone/),
    expect.stringMatching(/^Create a team CRM/),
    expect.stringMatching(/^Join a team/),
  ])
})

test('S1.1 by keyboard alone: working alone takes a name and a country, and ends the first start', async () => {
  const calls: unknown[] = []
  const called = (name: string) => async (input: unknown) => {
    calls.push([name, input])
    return {}
  }
  const settings = { updateMe: called('updateMe'), updateWorkspace: called('updateWorkspace'), endFirstStart: called('endFirstStart') }
  show({ settings }, memberOf({ id: 'anna', name: 'anna' }))
  await userEvent.keyboard('{Enter}')
  expect(heading()).toBe('Jak będzie wyglądać praca?')
  await userEvent.keyboard('{Enter}')
  const name = screen.getByLabelText<HTMLInputElement>('Imię i nazwisko')
  expect(document.activeElement).toBe(name)
  await userEvent.clear(name)
  await userEvent.keyboard('{Enter}')
  expect(await screen.findByText('To pole jest potrzebne')).toBeDefined()
  expect(calls).toEqual([])
  await userEvent.type(name, 'Anna Zielińska{Enter}')
  await waitFor(() => expect(calls).toHaveLength(3))
  expect(calls).toEqual([
    ['updateMe', { name: 'Anna Zielińska' }],
    ['updateWorkspace', { country: 'PL' }],
    ['endFirstStart', undefined],
  ])
})

test('S1.2 the name of a CRM is checked as it is typed: Latin letters, and whether it is free', async () => {
  const checkName = vi.fn(async ({ name }: { name: string }) => ({ free: name !== 'zajeta' }))
  show({ team: { checkName } })
  await next('Dalej')
  await way('Nowy CRM zespołu')
  expect(document.activeElement).toBe(screen.getByLabelText('Adres serwera'))
  await userEvent.type(screen.getByLabelText('Adres serwera'), 'crm.firma.pl')
  await userEvent.type(screen.getByLabelText('Kod instalacyjny'), 'ABCD-EFGH')
  const name = screen.getByLabelText('Nazwa CRM')
  await userEvent.type(name, 'żółw')
  expect(screen.getByText(/^Tylko litery a–z/)).toBeDefined()
  expect(checkName).not.toHaveBeenCalled()
  await userEvent.clear(name)
  await userEvent.type(name, 'zajeta')
  expect(await screen.findByText('Ta nazwa jest już zajęta')).toBeDefined()
  await userEvent.clear(name)
  await userEvent.type(name, 'meblopol')
  expect(await screen.findByText('Ta nazwa jest wolna')).toBeDefined()
})

const fillCreate = async () => {
  await userEvent.type(screen.getByLabelText('Adres serwera'), 'crm.firma.pl')
  await userEvent.type(screen.getByLabelText('Kod instalacyjny'), 'ABCD-EFGH')
  await userEvent.type(screen.getByLabelText('Nazwa CRM'), 'meblopol')
  await userEvent.type(screen.getByLabelText('Hasło'), 'długie hasło Anny')
  await userEvent.type(screen.getByLabelText('Numer wewnętrzny'), '101')
}

test('S1.2 S1.3 the CRM is made with the extension of its administrator and the people who were typed and pasted', async () => {
  const create = vi.fn(async () => joined)
  show({ team: { create, checkName: async () => ({ free: true }), welcome: async () => ({ results: [] }) } })
  await next('Dalej')
  await way('Nowy CRM zespołu')
  await fillCreate()
  screen.getByLabelText('Osoba 1: imię i nazwisko').focus()
  await userEvent.paste('Ewa Nowak; ewa@firma.pl; 105\njan@firma.pl')
  expect(screen.getByLabelText<HTMLInputElement>('Osoba 2: e-mail').value).toBe('jan@firma.pl')
  await next('Dodaj osobę')
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Osoba 3: imię i nazwisko')))
  await userEvent.click(screen.getByLabelText('Kraj', { selector: 'input' }))
  await userEvent.click(await screen.findByText('Czechy (+420)'))
  screen.getByLabelText('Nazwa CRM').focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(create).toHaveBeenCalledOnce())
  expect(create).toHaveBeenCalledWith({
    server: 'crm.firma.pl',
    code: 'ABCD-EFGH',
    name: 'meblopol',
    country: 'CZ',
    personName: 'Anna Zielińska',
    email: 'anna@firma.example',
    password: 'długie hasło Anny',
    extension: '101',
    people: [
      { name: 'Ewa Nowak', email: 'ewa@firma.pl', extension: '105', groupId: groupIds.trainee },
      { name: '', email: 'jan@firma.pl', extension: null, groupId: groupIds.trainee },
    ],
    bring: false,
  })
})

test('S1.3 what is wrong with a person is said in their row, and nothing is sent before it is mended', async () => {
  const create = vi.fn(async () => joined)
  show({ team: { create, checkName: async () => ({ free: true }) } })
  await next('Dalej')
  await way('Nowy CRM zespołu')
  await fillCreate()
  screen.getByLabelText('Osoba 1: e-mail').focus()
  await userEvent.paste('ewa@firma\nanna@firma.example\njan@firma.pl; 101')
  await next('Utwórz CRM')
  const rows = within(screen.getByRole('list', { name: 'Pozostałe osoby' })).getAllByRole('listitem')
  const words = rows.map((row) => within(row).queryByRole('alert')?.textContent)
  expect(words).toEqual(['Adres ma postać nazwa@firma.pl', 'Ten adres już jest na liście', 'Ten numer wewnętrzny już jest na liście'])
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Osoba 1: e-mail')))
  expect(create).not.toHaveBeenCalled()
})

test('S1.2 what the server refuses is said at its field', async () => {
  const create = async () => {
    throw refusal('conflict', [{ path: 'person.extension', rule: 'taken' }])
  }
  show({ team: { create, checkName: async () => ({ free: true }) } })
  await next('Dalej')
  await way('Nowy CRM zespołu')
  await fillCreate()
  await next('Utwórz CRM')
  expect(await screen.findByText('Ten numer wewnętrzny ma już kto inny')).toBeDefined()
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Numer wewnętrzny')))
})

test('an address that nobody else can reach is said to be one', async () => {
  show()
  await next('Dalej')
  await way('Nowy CRM zespołu')
  await userEvent.type(screen.getByLabelText('Adres serwera'), 'http://127.0.0.1:4320')
  expect(screen.getByText(/prowadzi tylko do tego komputera/)).toBeDefined()
})

test('going back loses nothing that was typed', async () => {
  show({ team: { checkName: async () => ({ free: true }) } })
  await next('Dalej')
  await way('Nowy CRM zespołu')
  await fillCreate()
  await userEvent.type(screen.getByLabelText('Osoba 1: e-mail'), 'ewa@firma.pl')
  await next('Wróć')
  expect(document.activeElement?.textContent).toMatch(/^Nowy CRM zespołu/)
  await next('Wróć')
  await next('Dalej')
  await way('Nowy CRM zespołu')
  expect(screen.getByLabelText<HTMLInputElement>('Hasło').value).toBe('długie hasło Anny')
  expect(screen.getByLabelText<HTMLInputElement>('Osoba 1: e-mail').value).toBe('ewa@firma.pl')
})

test('S8.3 the program opened by a link goes straight to the invitation', async () => {
  const lookAtInvitation = vi.fn(async () => ({
    crm: 'meblopol',
    invitedBy: 'Ewa Nowak',
    group: { type: 'trainee', name: '' },
    email: null,
    name: '',
    extension: null,
    expiresAt: 0,
    server: 'https://crm.firma.pl',
  }))
  useJoinLink.setState({ link: 'https://crm.firma.pl/join#secret' })
  show({ team: { lookAtInvitation } })
  expect(await screen.findByText('Ewa Nowak')).toBeDefined()
  expect(lookAtInvitation).toHaveBeenCalledExactlyOnceWith({ link: 'https://crm.firma.pl/join#secret' })
  await next('Wróć')
  expect(screen.getByLabelText<HTMLInputElement>('Link zaproszenia').value).toBe('https://crm.firma.pl/join#secret')
  await next('Wróć')
  expect(heading()).toBe('Jak będzie wyglądać praca?')
})
