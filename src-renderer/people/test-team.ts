import type { Presence } from '../../src-shared/sync/protocol.ts'
import type { JoinedTeam } from '../team/team-words.ts'

/** A team that is on line; for tests. */
export const joinedTeam: JoinedTeam = {
  mode: 'team',
  server: 'https://crm.example',
  name: 'meblopol',
  email: 'anna@firma.example',
  connection: 'online',
  since: 0,
  pending: 0,
  attention: 0,
  syncedAt: null,
  emptied: false,
  contactAt: null,
  firstSync: null,
  moving: null,
  uploads: 0,
}

export const presenceOf = (memberId: string, change: Partial<Presence> = {}): Presence => ({
  memberId,
  online: true,
  call: null,
  viewing: null,
  program: '1.4.0',
  ...change,
})

/** The test's page lays nothing out: a list in it has rows of a height and room for some. */
export const giveListsRoom = (): void => {
  document.documentElement.style.setProperty('--row', '36px')
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { value: 720, configurable: true })
}
