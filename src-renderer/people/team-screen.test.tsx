import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test } from 'vitest'
import type { Permission } from '../../src-shared/team/permissions.ts'
import { anna, createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { TeamScreen } from './team-screen.tsx'
import { giveListsRoom, joinedTeam } from './test-team.ts'

beforeAll(() => {
  giveListsRoom()
  return startTexts('pl')
})
afterEach(cleanup)

const tabsFor = async (...permissions: Permission[]) => {
  drawPage(createTestCore({ team: { state: async () => joinedTeam } }).api, <TeamScreen tab="people" memberId={null} />, anna, permissions)
  await screen.findByRole('grid')
  const tabs = screen.queryAllByRole('radio').map((radio) => radio.parentElement?.textContent)
  cleanup()
  return tabs
}

test('alone there is no team: the screen says what it is for, and leads to where one is made', async () => {
  drawPage(createTestCore().api, <TeamScreen tab="people" memberId={null} />)
  await userEvent.click(await screen.findByRole('button', { name: 'Przejdź do ustawień zespołu' }))
  expect(window.location.hash).toBe('#/settings/team')
})

test('S14.2 invitations are there for those who may invite', async () => {
  expect(await tabsFor('team_add')).toEqual(['Osoby', 'Zaproszenia', 'Wyniki'])
  expect(await tabsFor('calls_other_users_access')).toEqual(['Osoby', 'Wyniki'])
})

test('S8.4 performance is there for everybody; whoever may not see the calls of others finds their own line, and why', async () => {
  expect(await tabsFor()).toEqual(['Osoby', 'Wyniki'])
  const figures = { incoming: 2, answered: 1, outgoing: 5, reached: 3, talkTime: 600, leadsTaken: 1, leadsFinished: 0, leadsWon: 0 }
  const rows = ['anna', 'ewa'].map((memberId) => ({ memberId, stretch: 0, ...figures }))
  const team = { state: async () => joinedTeam, performance: async () => ({ rows }) }
  drawPage(createTestCore({ team }).api, <TeamScreen tab="performance" memberId={null} />, anna, [])
  expect(await screen.findByText(/Widać tu tylko własne wyniki/)).toBeDefined()
  expect(await screen.findByRole('row', { name: /Anna Zielińska/ })).toBeDefined()
  expect(screen.queryByRole('row', { name: /Ewa Nowak/ })).toBeNull()
})
