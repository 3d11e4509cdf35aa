import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lastOrder, orderAt } from './place-between.ts'

const items = fc
  .uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 12 })
  .map((orders) => orders.toSorted((one, other) => one - other).map((order, index) => ({ id: String(index), order })))

test('S3.6 an item that is moved stands where it was put, and the others keep their order', () => {
  fc.assert(
    fc.property(items, fc.nat(), fc.nat(), (list, which, where) => {
      const item = list[which % list.length]
      const place = where % list.length
      if (!item) return
      const order = orderAt(list, item.id, place)
      const moved = list.map((one) => (one.id === item.id && order !== null ? { ...one, order } : one))
      const sorted = moved.toSorted((one, other) => one.order - other.order).map(({ id }) => id)
      const others = list.filter((one) => one.id !== item.id).map(({ id }) => id)
      expect(sorted).toEqual(others.toSpliced(place, 0, item.id))
    }),
  )
})

test('a new item comes after all others', () => {
  fc.assert(
    fc.property(items, (list) => {
      expect(lastOrder(list)).toBeGreaterThan(Math.max(...list.map(({ order }) => order)))
    }),
  )
})

test('between neighbours of the same order there is no place', () => {
  const same = ['a', 'b', 'c'].map((id) => ({ id, order: 1 }))
  expect(orderAt(same, 'a', 1)).toBeNull()
})
