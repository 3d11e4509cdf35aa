import { expect, test } from 'vitest'
import type { TeamState } from '../../src-shared/team/team-contract.ts'
import { stageOf } from './stage.ts'

const alone: TeamState = { mode: 'alone', blockedBy: null }
const blocked: TeamState = { mode: 'alone', blockedBy: 'meblopol' }
const inTeam = (connection: 'online' | 'blocked'): TeamState => ({
  mode: 'team',
  server: 'https://crm.example',
  name: 'meblopol',
  email: 'anna@firma.example',
  connection,
  since: 0,
  pending: 0,
  attention: 0,
  syncedAt: null,
  emptied: false,
  contactAt: null,
  firstSync: null,
  moving: null,
  uploads: 0,
})

const [first, later] = [{ firstStart: true }, { firstStart: false }]

test('S1.1 the first start opens the wizard, until it has come to its end', () => {
  expect(stageOf(first, alone, false)).toBe('wizard')
  expect(stageOf(later, alone, false)).toBe('frame')
})

test('nothing is drawn at a first start before it is known whether there is a team', () => {
  expect(stageOf(first, null, false)).toBe('wait')
  expect(stageOf(later, null, false)).toBe('frame')
})

test('a team has no wizard, whatever way it was entered', () => {
  expect(stageOf(first, inTeam('online'), false)).toBe('frame')
})

test('S8.2 whoever was blocked is told so, while the data goes and after, until they have read it', () => {
  expect(stageOf(later, inTeam('blocked'), false)).toBe('blocked')
  expect(stageOf(later, blocked, false)).toBe('blocked')
  expect(stageOf(first, blocked, true)).toBe('blocked')
})

test('whoever was blocked finds the wizard again to join a team', () => {
  expect(stageOf(later, alone, true)).toBe('wizard')
})
