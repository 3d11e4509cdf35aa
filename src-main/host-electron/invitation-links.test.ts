import { expect, it } from 'vitest'
import { placeOfInvitation } from './invitation-links.ts'

const token = `${'Aa0_-'.repeat(8)}xyz`
const link = `leadline://join?server=https%3A%2F%2Fcrm.firma.example#${token}`
const place = `#/join/${encodeURIComponent(link)}`

it.each([
  ['as it is made', link],
  ['as a system writes it', `LEADLINE://join/?server=https%3A%2F%2Fcrm.firma.example#${token}`],
  ['without slashes', `leadline:join?server=https%3A%2F%2Fcrm.firma.example%2F#${token}`],
])('an invitation %s is shown by the CRM', (_how, given) => expect(placeOfInvitation(given)).toBe(place))

it.each([
  ['a page of the program', 'leadline://app/index.html#/settings'],
  ['a place in it, dressed up', `leadline://app/join?server=https%3A%2F%2Fcrm.firma.example#${token}`],
  ['a link that was cut off', link.slice(0, -1)],
  ['one with more than a token', `${link}/../settings`],
  ['a server that is none', `leadline://join?server=file%3A%2F%2F%2Fetc#${token}`],
  ['an escape that is none', `leadline://join?server=%E0%A4%A#${token}`],
  ['thousands of letters', `leadline://join?server=https%3A%2F%2F${'x'.repeat(2000)}#${token}`],
  ['an address for the browser', `https://crm.firma.example/join#${token}`],
  ['a number to dial', 'tel:601234567'],
])('%s is no invitation', (_what, given) => expect(placeOfInvitation(given)).toBeNull())
