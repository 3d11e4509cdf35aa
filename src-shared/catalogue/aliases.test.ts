import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heldAs, shownItems, standsFor } from './aliases.ts'

const ids = ['a', 'b', 'c', 'd', 'e', 'f']
/** Any merging of a few items, crosswise and in rings too; some of what they were merged into is gone. */
const items = fc
  .tuple(...ids.map(() => fc.option(fc.constantFrom(...ids, 'gone'), { nil: null })))
  .map((into) => ids.map((id, at) => ({ id, mergedInto: into[at] === id ? null : (into[at] ?? null) })))

const finder = (list: readonly { id: string; mergedInto: string | null }[]) => (id: string) => list.find((item) => item.id === id)

describe('what stands for an item', () => {
  it('B4 is the last of those that it was merged into; of a ring one and the same for all', () => {
    const [a, b, c] = [
      { id: 'a', mergedInto: 'b' },
      { id: 'b', mergedInto: 'c' },
      { id: 'c', mergedInto: null },
    ]
    expect(standsFor(finder([a, b, c]), 'a')).toBe(c)
    const ring = [a, b, { id: 'c', mergedInto: 'a' }]
    expect(ids.slice(0, 3).map((id) => standsFor(finder(ring), id)?.id)).toEqual(['a', 'a', 'a'])
  })

  it('is found by itself, whatever was merged into what', () => {
    fc.assert(
      fc.property(items, fc.constantFrom(...ids), (list, id) => {
        const stands = standsFor(finder(list), id)
        if (stands) expect(standsFor(finder(list), stands.id)?.id).toBe(stands.id)
      }),
    )
  })

  it('is held under every id that it stands for, and under no other one', () => {
    fc.assert(
      fc.property(items, (list) => {
        for (const id of ids) {
          const held = list.filter((item) => standsFor(finder(list), item.id)?.id === id).map((item) => item.id)
          expect(heldAs(list, id)).toEqual(held)
        }
      }),
    )
  })

  it('is shown once, however often it is held, and not where it is gone', () => {
    fc.assert(
      fc.property(items, fc.array(fc.constantFrom(...ids, 'gone')), (list, held) => {
        const shown = shownItems(finder(list), held).map(({ id }) => id)
        expect(new Set(shown).size).toBe(shown.length)
        expect(new Set(shown)).toEqual(new Set(held.flatMap((id) => standsFor(finder(list), id)?.id ?? [])))
      }),
    )
  })
})
