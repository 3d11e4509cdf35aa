import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../lib/fold.ts'
import { planSearch } from './contact-search.ts'

const words = fc.array(fc.string({ unit: fc.constantFrom(...'aąłżeoz %_"\'*'), minLength: 1, maxLength: 7 }), {
  minLength: 1,
  maxLength: 4,
})

describe('how a search is read', () => {
  it('S3.1 words must all stand in what is found, as they are, and trigrams cover each that is long enough', () => {
    fc.assert(
      fc.property(words, (typed) => {
        const plan = planSearch(typed.join(' '))
        if (plan === null) {
          expect(typed.join('').trim()).toBe('')
          return
        }
        const [reading] = plan.readings
        expect(reading?.needles).toEqual(fold(typed.join(' ')).split(' '))
        for (const needle of reading?.needles ?? []) {
          const covered = new Set<number>()
          for (const trigram of reading?.trigrams ?? []) {
            expect([...trigram]).toHaveLength(3)
            for (let at = needle.indexOf(trigram); at >= 0; at = needle.indexOf(trigram, at + 1)) {
              for (const step of [0, 1, 2]) covered.add(at + step)
            }
          }
          if (needle.length >= 3) expect(covered.size).toBe(needle.length)
        }
      }),
    )
  })

  it('S3.1 a part of a phone is its digits, without the prefixes that no international number carries', () => {
    const gap = fc.constantFrom('', ' ', '-', '.', ' (', ') ')
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{2,11}$/), fc.constantFrom('', '+', '00', '0', '(0'), gap, (digits, prefix, between) => {
        const plan = planSearch(prefix + [...digits].join(between))
        expect([plan?.digits, plan?.readings[0]?.needles]).toEqual([digits, [digits]])
      }),
    )
  })

  it('S3.1 what looks like a phone may as well be a postal code', () => {
    expect(planSearch('44-240')?.readings.map(({ needles }) => needles)).toEqual([['44240'], ['44-240']])
  })

  it('is short enough for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
        expect((planSearch(text)?.prefix ?? '').length).toBeLessThanOrEqual(200)
      }),
    )
  })
})
