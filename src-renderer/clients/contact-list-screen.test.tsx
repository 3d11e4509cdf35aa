import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { KnownPerson } from '../../src-shared/contacts/contact-contract.ts'
import type { Permission } from '../../src-shared/team/permissions.ts'
import { anna, createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { ContactListScreen } from './contact-list-screen.tsx'
import { useContactListViews, withoutFilters } from './contact-list-view.ts'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  cleanup()
  const { change } = useContactListViews.getState()
  for (const stage of ['client', 'lead'] as const) change(stage, { search: '', filters: withoutFilters })
  useContactListViews.getState().change('client', { tab: 'mine' })
})

const knownAs = (id: string, name: string, holder: string | null): KnownPerson => ({
  id,
  stage: 'client',
  name,
  company: '',
  phone: null,
  responsible: holder === null ? null : { memberId: 'zaneta', name: holder },
})

interface Situation {
  readonly permissions?: readonly Permission[]
  readonly all?: number
  readonly stage?: 'client' | 'lead'
}

const show = ({ permissions, all = 0, stage = 'client' }: Situation = {}) => {
  const known = [
    knownAs('a', 'Józef Źrebiec', 'Żaneta Kos'),
    knownAs('b', 'Józef Nowy', null),
    knownAs('c', 'Józef Trzeci', 'Żaneta Kos'),
    knownAs('d', 'Józef Czwarty', 'Żaneta Kos'),
  ]
  const suggest = vi.fn(async () => ({ rows: [], known }))
  const contacts = {
    list: async () => ({ rows: [] }),
    count: async (query: { tab: string; search?: string }) => ({ total: query.tab === 'all' && !query.search ? all : 0 }),
    facets: async () => ({ facets: {} }),
    suggest,
  }
  const core = createTestCore({ contacts, settings: { updateDevice: async () => undefined } })
  drawPage(core.api, <ContactListScreen stage={stage} contactId={null} />, anna, permissions)
  return suggest
}

test('a search that finds nobody tells of up to three people whom the team knows, and with whom they are', async () => {
  const suggest = show()
  await userEvent.type(await screen.findByRole('searchbox'), 'Józef')
  expect(await screen.findByText('Józef Źrebiec, prowadzi Żaneta Kos')).toBeDefined()
  expect(await screen.findByText('Józef Nowy, karta poza zasięgiem tego konta')).toBeDefined()
  expect(screen.queryByText(/Czwarty/)).toBeNull()
  await waitFor(() => expect(suggest).toHaveBeenLastCalledWith({ text: 'Józef', limit: 3 }, expect.anything()))
})

test('an empty list of mine leads to all where there is somebody', async () => {
  show({ all: 12 })
  expect(await screen.findByText(/To konto nie prowadzi teraz żadnego klienta/)).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Pokaż wszystkich' }))
  expect(useContactListViews.getState().client.tab).toBe('all')
})

test('S14.2 an empty list promises only what may be done', async () => {
  show({ permissions: [] })
  expect(await screen.findByText('Tu są klienci, za których odpowiadasz.')).toBeDefined()
  cleanup()
  show({ permissions: ['customers_create'] })
  expect(await screen.findByText('Tu są klienci, za których odpowiadasz. Dodaj pierwszego.')).toBeDefined()
  cleanup()
  show()
  expect(await screen.findByText(/Dodaj pierwszego albo zaimportuj listę z pliku\.$/)).toBeDefined()
  cleanup()
  show({ permissions: [], stage: 'lead' })
  expect(await screen.findByText('Tu czekają leady, których nikt jeszcze nie zabrał. Dodaj pierwszego.')).toBeDefined()
})
