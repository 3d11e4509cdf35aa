import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { startTexts } from '../i18n/i18n.ts'
import { joinedTeam as team } from '../people/test-team.ts'
import { putLinkAway, useJoinLink } from '../team/join-link.ts'
import { TeamHere } from '../team/team-here.tsx'
import { useWizardView } from '../wizard/wizard-store.ts'
import { Stage } from './app.tsx'
import { createTestCore, drawPage } from './test-page.tsx'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  cleanup()
  putLinkAway()
  useWizardView.setState({ wanted: false, way: null })
  window.location.hash = ''
})

const contacts = { count: async () => ({ total: 0 }) }
const link = 'https://crm.firma.pl/join#Zm9v_-secret'

test('S8.3 the secret of a link with which the program was opened does not stay in the address', async () => {
  window.location.hash = `#/join/${encodeURIComponent(link)}`
  useWizardView.setState({ wanted: true, way: null })
  const lookAtInvitation = async () => new Promise(() => undefined)
  drawPage(createTestCore({ contacts, team: { lookAtInvitation } }).api, <Stage />)
  expect((await screen.findByLabelText<HTMLInputElement>('Link zaproszenia')).value).toBe(link)
  expect(window.location.hash).toBe('#/settings/team')
  expect(Object.values(localStorage).join(' ')).not.toContain('secret')
})

test('whoever has a team already is told what to do with a link', async () => {
  const answers = { welcome: async () => ({ results: [] }), moved: async () => null, state: async () => team }
  useJoinLink.setState({ link })
  drawPage(createTestCore({ team: answers }).api, <TeamHere team={team} />)
  expect(screen.getByText(/pracuje już z zespołem meblopol/)).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Zamknij' }))
  expect(screen.queryByText(/pracuje już z zespołem meblopol/)).toBeNull()
})

test('where the group may not import, it is said that what was made alone has stayed', async () => {
  const moved = async () => ({ contacts: 0, refused: true, duplicates: [] })
  drawPage(createTestCore({ team: { welcome: async () => ({ results: [] }), moved } }).api, <TeamHere team={team} />)
  expect(await screen.findByText(/grupa tego konta nie może importować/)).toBeDefined()
})
