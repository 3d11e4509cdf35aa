import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { AccountList } from './account-list.tsx'
import type { JoinedTeam } from './team-words.ts'

beforeAll(() => startTexts('pl'))
afterEach(cleanup)

const team: JoinedTeam = {
  mode: 'team',
  server: 'https://crm.example',
  name: 'meblopol',
  email: 'anna@firma.example',
  connection: 'online',
  since: 0,
  pending: 0,
  attention: 0,
  syncedAt: null,
  firstSync: null,
  moving: null,
  uploads: 0,
}

const show = async (connection: JoinedTeam['connection']) => {
  const presence = async () => ({ members: [{ memberId: 'ewa', online: true, call: null }] })
  drawPage(createTestCore({ team: { state: async () => team, presence } }).api, <AccountList team={{ ...team, connection }} />)
  await screen.findByText('Ewa Nowak')
}

test('while the server says so, the list tells who is here', async () => {
  await show('online')
  expect(await screen.findByText('online')).toBeDefined()
})

test('without a connection nobody is said to be here or away', async () => {
  await show('offline')
  expect(screen.getAllByText('nie wiadomo')).toHaveLength(2)
  expect(screen.queryByText('online')).toBeNull()
  expect(screen.queryByText('offline')).toBeNull()
})
