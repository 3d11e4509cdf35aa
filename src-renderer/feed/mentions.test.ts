import fc from 'fast-check'
import { expect, test } from 'vitest'
import { colleaguesFor, mentionAt, mentionedIn, partsOf, withMention } from './mentions.ts'

const anna = { id: 'a', name: 'Anna Zielińska' }
const annaMaria = { id: 'am', name: 'Anna' }
const ewa = { id: 'e', name: 'Ewa Łoś' }
const team = [annaMaria, anna, ewa]

test('an @ at the beginning of a word begins a mention, one in an address does not', () => {
  expect(mentionAt('@', 1)).toEqual({ start: 0, text: '' })
  expect(mentionAt('zapytać @ew', 11)).toEqual({ start: 8, text: 'ew' })
  expect(mentionAt('(@Anna Zie', 10)).toEqual({ start: 1, text: 'Anna Zie' })
  expect(mentionAt('biuro@firma', 11)).toBeNull()
  expect(mentionAt('@Ewa\ndalej', 10)).toBeNull()
  expect(mentionAt('@ ', 2)).toBeNull()
  expect(mentionAt('nic', 3)).toBeNull()
})

test('colleagues are found by any part of their name, with or without its marks', () => {
  expect(colleaguesFor('los', team)).toEqual([ewa])
  expect(colleaguesFor('ziel', team)).toEqual([anna])
  expect(colleaguesFor('an', team)).toEqual([annaMaria, anna])
  expect(colleaguesFor('', team)).toHaveLength(3)
  expect(colleaguesFor('x', team)).toEqual([])
})

test('a chosen name stands in the place of what was typed, with one space behind it', () => {
  const text = 'zapytać @ew jutro'
  const mention = mentionAt(text, 11)
  expect(mention && withMention(text, mention, ewa.name)).toEqual({ text: 'zapytać @Ewa Łoś jutro', caret: 17 })
})

test('of names that begin alike the longest is meant, and a name that goes on is nobody’s', () => {
  expect(mentionedIn('@Anna Zielińska i @Ewa Łoś, @Ewa Łoś', team)).toEqual(['a', 'e'])
  expect(mentionedIn('@Anna, @Annabella', team)).toEqual(['am'])
  expect(mentionedIn('ewa@Ewa Łoś', team)).toEqual([])
})

test('the parts of a text are the text', () => {
  const words = fc.constantFrom('@', 'Anna', ' Zielińska', 'Ewa Łoś', ' ', '\n', 'x', '@Anna Zielińska', ',')
  fc.assert(
    fc.property(fc.array(words), (some) => {
      const text = some.join('')
      const parts = partsOf(text, team)
      expect(parts.map((part) => part.text).join('')).toBe(text)
      for (const { text: told, named } of parts) if (named) expect(told).toBe(`@${named.name}`)
    }),
  )
})
