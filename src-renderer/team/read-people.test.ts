import { expect, test } from 'vitest'
import { holdsPeople, readPeople } from './read-people.ts'

const anna = { name: 'Anna Zielińska', email: 'anna@firma.pl', extension: '104' }

test.each([
  ['semicolons', 'Anna Zielińska; anna@firma.pl; 104'],
  ['cells of a spreadsheet', 'Anna Zielińska\tanna@firma.pl\t104'],
  ['commas', 'Anna Zielińska, anna@firma.pl, 104'],
  ['another order', '104;anna@firma.pl;Anna Zielińska'],
  ['words alone', 'Anna Zielińska anna@firma.pl 104'],
  ['brackets and cells', 'Anna Zielińska <anna@firma.pl>; 104'],
  ['quoted cells', '"Anna Zielińska";"anna@firma.pl";"104"'],
])('S1.3 a pasted line is a person: %s', (_, line) => {
  expect(holdsPeople(line)).toBe(true)
  expect(readPeople(line)).toEqual([anna])
})

test('S1.3 bare addresses are people, in one line or in several', () => {
  const both = [
    { name: '', email: 'anna@firma.pl', extension: '' },
    { name: '', email: 'ewa@firma.pl', extension: '' },
  ]
  for (const text of [
    'anna@firma.pl\newa@firma.pl',
    'anna@firma.pl, ewa@firma.pl',
    'anna@firma.pl ewa@firma.pl',
    'anna@firma.pl;\r\n\r\newa@firma.pl;',
  ]) {
    expect(holdsPeople(text)).toBe(true)
    expect(readPeople(text)).toEqual(both)
  }
})

test('recipients of a mail keep their names', () => {
  expect(readPeople('Anna Zielińska <anna@firma.pl>, "Ewa Nowak" <ewa@firma.pl>')).toEqual([
    { ...anna, extension: '' },
    { name: 'Ewa Nowak', email: 'ewa@firma.pl', extension: '' },
  ])
})

test('what is no address between two that are is kept, to be mended', () => {
  expect(readPeople('anna@firma.pl, ewa.firma.pl, jan@firma.pl').map(({ name, email }) => email || name)).toEqual([
    'anna@firma.pl',
    'ewa.firma.pl',
    'jan@firma.pl',
  ])
})

test('a heading is no person; a line without an address, or with a wrong extension, is kept to be mended', () => {
  expect(readPeople('Imię;E-mail;Wewnętrzny\nJan;;105\nEwa;ewa@firma.pl;10a')).toEqual([
    { name: 'Jan', email: '', extension: '105' },
    { name: 'Ewa', email: 'ewa@firma.pl', extension: '10a' },
  ])
})

test('one word or one address is typed into its own field', () => {
  for (const text of ['anna@firma.pl', ' anna@firma.pl\n', 'Anna Zielińska', 'Jan\nKowalski', '104']) expect(holdsPeople(text)).toBe(false)
})
