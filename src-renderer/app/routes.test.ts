import { expect, test } from 'vitest'
import { formatRoute, parseRoute, type Route } from './routes.ts'

const places: Route[] = [
  { screen: 'general' },
  { screen: 'clients', contactId: null },
  { screen: 'leads', contactId: '0197f1de-0000-7000-8000-000000000001' },
  { screen: 'contact', contactId: '0197f1de-0000-7000-8000-000000000001' },
  { screen: 'calls' },
  { screen: 'settings', page: 'telephony' },
  { screen: 'settings', page: 'team' },
  { screen: 'settings', page: 'groups' },
  { screen: 'team', tab: 'people', memberId: null },
  { screen: 'team', tab: 'people', memberId: '0197f1de-0000-7000-8000-000000000001' },
  { screen: 'team', tab: 'invitations', memberId: null },
  { screen: 'team', tab: 'performance', memberId: null },
  { screen: 'attention' },
  { screen: 'duplicates' },
  { screen: 'help' },
  { screen: 'join', link: 'https://crm.firma.pl:4320/join#Zm9v-_/%' },
]

test.each(places)('an address says the place it was made from: $screen', (place) => {
  expect(parseRoute(formatRoute(place))).toEqual(place)
})

test('an address that nobody knows leads home', () => {
  for (const hash of ['', '#', '#/', '#/nowhere', '#/contact', '#//']) expect(parseRoute(hash)).toEqual({ screen: 'general' })
  expect(parseRoute('#/team/nothing/x')).toEqual({ screen: 'team', tab: 'people', memberId: 'x' })
  for (const hash of ['#/join', '#/join/', '#/join/%E0%A4%A']) expect(parseRoute(hash)).toEqual({ screen: 'general' })
  expect(parseRoute('#/settings/nothing')).toEqual({ screen: 'settings', page: 'profile' })
})
