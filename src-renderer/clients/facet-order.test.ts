import { expect, test } from 'vitest'
import { facetOrder } from './facet-order.ts'

test('what is found most often stands first, what is chosen stays even when it finds nothing', () => {
  expect(facetOrder({ DE: 2, PL: 9, UA: 0 }, ['UA'])).toEqual(['PL', 'DE', 'UA'])
})
