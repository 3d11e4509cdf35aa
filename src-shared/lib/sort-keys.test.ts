import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldLines, type KeyRange, sortKey, sortKeyRanges } from './fold.ts'

const alphabet = [...'aąbcćdeęlłmnńoósśzźż']
const word = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: 6 })
const collator = new Intl.Collator('pl')

const lies =
  (key: string) =>
  ({ from, until }: KeyRange) =>
    key >= from && key < until

const order = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0)

describe('the order of names', () => {
  it('is the Polish alphabet, letter by letter', () => {
    const letters = [...'aąbcćdeęfghijklłmnńoóprsśtuwyzźż']
    expect(letters.toReversed().toSorted((left, right) => order(sortKey(left), sortKey(right)))).toEqual(letters)
  })

  it('is that of a Polish directory for any two words', () => {
    fc.assert(
      fc.property(word, word, (left, right) => {
        expect(order(sortKey(left), sortKey(right))).toBe(Math.sign(collator.compare(left, right)))
      }),
      { numRuns: 2000 },
    )
  })

  it('does not see capitals and spaces too many', () => {
    fc.assert(
      fc.property(word, word, (first, last) => {
        expect(sortKey(` ${first.toUpperCase()}   ${last}`)).toBe(sortKey(`${first} ${last}`))
      }),
    )
  })
})

describe('names that begin so', () => {
  it('S3.1 lie in the ranges of their beginning, with diacritics and without, and no others do', () => {
    fc.assert(
      fc.property(word, word, (name, typed) => {
        const beginning = fold(typed)
        const key = sortKey(name)
        expect(sortKeyRanges(beginning).some(lies(key))).toBe(fold(name).startsWith(beginning))
      }),
      { numRuns: 2000 },
    )
  })

  it('S3.1 any beginning of a name finds it', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), fc.nat(), (words, length) => {
        const name = words.join(' ')
        const beginning = fold(name)
          .slice(0, 1 + (length % name.length))
          .trim()
        const key = sortKey(name)
        expect(sortKeyRanges(beginning, lies(key)).some(lies(key))).toBe(true)
      }),
    )
  })

  it('are looked for on the ways that lead to a name, however long the beginning is', () => {
    const key = sortKey('Świętosława Źdźbłowska-Krzyżanowska')
    expect(sortKeyRanges(fold('świętosława źdźbłowska-krzyż'), lies(key))).toHaveLength(1)
  })

  it('ranges come in rising order and do not overlap', () => {
    fc.assert(
      fc.property(word, (typed) => {
        const ranges = sortKeyRanges(fold(typed))
        for (const [place, { from }] of ranges.entries()) if (place > 0) expect(from >= (ranges[place - 1]?.until ?? '')).toBe(true)
      }),
    )
  })
})

describe('folding', () => {
  it('many lines at once is folding each, without the empty ones', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/[\n\r\u2028\u2029]/.test(text))
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        expect(foldLines(lines)).toBe(
          lines
            .map(fold)
            .filter((text) => text !== '')
            .join('\n'),
        )
      }),
      { numRuns: 500 },
    )
  })

  it('finds a part of a text as it found the whole', () => {
    fc.assert(
      fc.property(word, word, word, (before, part, after) => {
        expect(fold(before + part + after)).toContain(fold(part))
      }),
    )
  })
})
