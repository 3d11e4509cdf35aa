import { expect, test } from 'vitest'
import { type JoinedTeam, percentOf, situationOf } from './team-words.ts'

const team: JoinedTeam = {
  mode: 'team',
  server: 'https://crm.example',
  name: 'meblopol',
  email: 'anna@firma.example',
  connection: 'online',
  since: 0,
  pending: 0,
  attention: 0,
  syncedAt: 0,
  emptied: false,
  contactAt: null,
  firstSync: null,
  moving: null,
  uploads: 0,
}

test.each<[string, Partial<JoinedTeam>, string]>([
  ['all is the same here and there', {}, 'synced'],
  ['changes are on their way', { pending: 3 }, 'sending'],
  ['only a file is on its way', { uploads: 1 }, 'sending'],
  ['something was refused, whatever else is sent', { attention: 1, pending: 3 }, 'attention'],
  ['there is no connection, whatever waits', { connection: 'offline', attention: 2, pending: 3 }, 'offline'],
  ['what came from the team has gone', { connection: 'offline', emptied: true, pending: 3 }, 'emptied'],
  ['it comes back', { emptied: true, firstSync: { done: 1, total: 2 } }, 'first_sync'],
  ['the session has ended', { connection: 'signed_out', attention: 2 }, 'signed_out'],
  ['one of the programs is too old', { connection: 'update_client', firstSync: { done: 1, total: 2 } }, 'update_client'],
  ['everything comes for the first time', { firstSync: { done: 1, total: 2 }, pending: 1 }, 'first_sync'],
  ['what was made alone moves', { moving: { done: 1, total: 2 }, pending: 9 }, 'moving'],
])('the pill says first what matters most: %s', (_, change, situation) => {
  expect(situationOf({ ...team, ...change })).toBe(situation)
})

test('hundred percent are said only when all is done', () => {
  expect([0, 340, 999, 1000].map((done) => percentOf({ done, total: 1000 }))).toEqual([0, 34, 99, 100])
  expect(percentOf({ done: 0, total: 0 })).toBe(0)
})
