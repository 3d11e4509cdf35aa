import { afterEach, expect, test } from 'vitest'
import type { Route } from '../app/routes.ts'
import { cardToOpen, holdsText, type Scene } from './card-to-open.ts'
import { callerOf, callId, contactId, katarzyna, liveCallOf, marek } from './test-calls.ts'

const scene = (change: Partial<Scene> = {}): Scene => ({ visible: true, occupied: false, route: { screen: 'general' }, ...change })
const seen = (known: string | null) => ({ callId, contactId: known })

test('S11.2 the card of the one client who calls opens by itself', () => {
  expect(cardToOpen(null, liveCallOf(), scene())?.contactId).toBe(contactId)
})

test('it opens once, so that whoever closes it is left alone', () => {
  expect(cardToOpen(seen(contactId), liveCallOf(), scene())).toBeNull()
})

test('it stays closed on a page that is not seen, and over what is being written', () => {
  expect(cardToOpen(null, liveCallOf(), scene({ visible: false }))).toBeNull()
  expect(cardToOpen(null, liveCallOf(), scene({ occupied: true }))).toBeNull()
})

test.each<Route>([
  { screen: 'clients', contactId },
  { screen: 'contact', contactId },
])('a card that is open already, on $screen, is left where it is', (route) => {
  expect(cardToOpen(null, liveCallOf(), scene({ route }))).toBeNull()
})

test('nobody’s card opens for several people, an unknown number, one’s own dialling, or a call found going on', () => {
  expect(cardToOpen(null, liveCallOf({ caller: callerOf(katarzyna, marek) }), scene())).toBeNull()
  expect(cardToOpen(null, liveCallOf({ caller: callerOf() }), scene())).toBeNull()
  expect(cardToOpen(null, liveCallOf({ direction: 'outgoing', phase: 'dialling' }), scene())).toBeNull()
  expect(cardToOpen(null, liveCallOf({ phase: 'active', answeredAt: 1 }), scene())).toBeNull()
  expect(cardToOpen(null, null, scene())).toBeNull()
})

test('S11.3 the card of whoever was made or chosen in a call opens, also after it', () => {
  for (const phase of ['ringing', 'active', 'ended'] as const) {
    expect(cardToOpen(seen(null), liveCallOf({ phase }), scene())?.contactId).toBe(contactId)
  }
})

afterEach(() => {
  document.body.innerHTML = ''
})

test.each([
  ['<input value="Nowak">', true],
  ['<input value="">', false],
  ['<input type="checkbox" value="on">', false],
  ['<textarea>szkic</textarea>', true],
  ['<textarea></textarea>', false],
  ['<button>Zapisz</button>', false],
])('%s holds text that somebody may be writing: %s', (html, holds) => {
  document.body.innerHTML = html
  expect(holdsText(document.body.firstElementChild)).toBe(holds)
})

test('no field holds no text', () => {
  expect(holdsText(null)).toBe(false)
})
