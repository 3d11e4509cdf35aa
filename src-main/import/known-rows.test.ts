import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeyTable } from './known-rows.ts'

describe('a table of keys', () => {
  it('S15.4 knows what was added and nothing else, and the first number of a key stays', () => {
    const key = fc.oneof(fc.stringMatching(/^\d{1,12}$/), fc.string({ maxLength: 12 }))
    fc.assert(
      fc.property(fc.array(key, { maxLength: 200 }), fc.array(key, { maxLength: 50 }), (keys, others) => {
        const table = createKeyTable(true, 4)
        const expected = new Map<string, number>()
        for (const [number, one] of keys.entries()) {
          table.add(one, number)
          if (!expected.has(one)) expected.set(one, number)
        }
        for (const one of [...keys, ...others]) expect(table.get(one)).toBe(expected.get(one))
      }),
    )
  })

  it('S15.4 takes no number of a long row of them for another', () => {
    const table = createKeyTable(true)
    for (let number = 0; number < 300_000; number++) table.add(`48${500_000_000 + number}`, number)
    const wrong = Array.from({ length: 300_000 }, (_, number) => number).filter(
      (number) => table.get(`48${500_000_000 + number}`) !== number || table.get(`48${800_000_000 + number}`) !== undefined,
    )
    expect(wrong).toEqual([])
  })
})
