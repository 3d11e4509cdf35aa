import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, sortKey } from './fold.ts'

describe('fold', () => {
  it.each([
    ['Łódź', 'lodz'],
    ['Żółć', 'zolc'],
    ['  Wójcik   Lewandowska ', 'wojcik lewandowska'],
    ['Straße', 'strasse'],
  ])('%s is compared as %s', (text, folded) => expect(fold(text)).toBe(folded))

  it('folding twice changes nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)))
  })
})

describe('sortKey', () => {
  it('puts names in the Polish order', () => {
    const names = ['Żak', 'Zając', 'Ławnik', 'Lis', 'Łuczak', 'Źrebiec', 'Ćwikła', 'Cygan', 'Mazur', 'Ąbrowski', 'Abacki', 'Baran']
    const sorted = names.toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1))
    expect(sorted).toEqual(names.toSorted(new Intl.Collator('pl').compare))
  })
})
