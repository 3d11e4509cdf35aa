import { expect, test } from 'vitest'
import { callerIdentity } from './sip-identity.ts'

test.each([
  ['"Jan Kowalski" <sip:+48601234567@pbx.example>;tag=1', '+48601234567', 'Jan Kowalski'],
  ['Jan <sip:601234567@pbx.example;user=phone>', '601234567', 'Jan'],
  ['<tel:+48601234567>', '+48601234567', ''],
  ['sip:104@pbx.example', '104', ''],
  ['"Łukasz \\"Lis\\" Żółty" <sips:104@pbx.example>', '104', 'Łukasz "Lis" Żółty'],
  ['<sip:%2B48601234567@pbx.example>', '+48601234567', ''],
  ['<sip:100%zz@pbx.example>', '100%zz', ''],
  ['"601234567" <sip:601234567@pbx.example>', '601234567', ''],
  ['nonsense', '', ''],
])('of %s the number is %s and the name %s', (from, number, displayName) => {
  expect(callerIdentity(from, undefined)).toEqual({ number, displayName })
})

test.each(['"Anonymous" <sip:anonymous@anonymous.invalid>', '<sip:restricted@pbx.example>', '"unknown" <sip:Unavailable@x>'])(
  'a withheld number is none: %s',
  (from) => {
    expect(callerIdentity(from, undefined)).toEqual({ number: '', displayName: '' })
  },
)

test('what the exchange vouches for comes before what the caller says; a name that only the caller gives stays', () => {
  expect(callerIdentity('"Jan" <sip:anonymous@x>', '<sip:+48601234567@pbx>')).toEqual({ number: '+48601234567', displayName: 'Jan' })
  expect(callerIdentity('<sip:1@x>', '"Biuro" <sip:+48601234567@pbx>')).toEqual({ number: '+48601234567', displayName: 'Biuro' })
  expect(callerIdentity('<sip:104@x>', 'broken')).toEqual({ number: '104', displayName: '' })
})
