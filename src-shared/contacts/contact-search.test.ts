import { describe, expect, it } from 'vitest'
import { planSearch } from './contact-search.ts'

describe('planSearch', () => {
  it('finds nothing to look for in white space', () => expect(planSearch('  ')).toBeNull())

  it.each(['601 234', '601-234', '+601 234', '00601234', '(601) 234'])('%s is a part of a phone', (text) => {
    expect(planSearch(text)?.readings[0]?.needles).toEqual(['601234'])
  })

  it('takes each word for itself', () => expect(planSearch('Wójcik Ka')?.readings[0]?.needles).toEqual(['wojcik', 'ka']))

  it('covers a word with trigrams', () => expect(planSearch('lewan')?.readings[0]?.trigrams).toEqual(['lew', 'wan']))

  it('asks no trigrams for one or two letters', () =>
    expect(planSearch('lo')).toEqual({ readings: [{ needles: ['lo'], trigrams: [] }], prefix: 'lo', digits: '' }))
})
