import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dialledNumber, keyOfLetter, keypadText } from './dialled-number.ts'

test('letters are the keys they stand on', () => {
  expect([...'ADGJMPTW'].map(keyOfLetter).join('')).toBe('23456789')
  expect([...'szo'].map(keyOfLetter).join('')).toBe('796')
  expect(keyOfLetter('ł')).toBe('ł')
})

test.each([
  ['601 234 567', '601234567'],
  ['+48 (601) 234-567', '+48601234567'],
  ['tel:+48601234567;ext=2', '+48601234567'],
  ['sip:601234567@pbx.example', '601234567'],
  ['0800 FLOWERS', '08003569377'],
  ['*100#', '*100#'],
  ['48+601', '48601'],
  ['', ''],
])('pasted, %s leaves %s on the keypad', (text, left) => {
  expect(keypadText(text)).toBe(left)
})

test.each([
  ['601 234 567', '601234567'],
  ['+48 601-234-567', '+48601234567'],
  ['601\u00a0234\u202f567', '601234567'],
  ['sip:anna.kowalska@pbx.example', 'anna.kowalska'],
  [' 104 ', '104'],
  ['32.640.11.90', '326401190'],
])('%s is dialled as %s', (text, number) => {
  expect(dialledNumber(text)).toBe(number)
})

test('whatever is pasted, only keys of a keypad are left, and a plus only in front', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => /^\+?[\d*#]*$/.test(keypadText(text))))
})
