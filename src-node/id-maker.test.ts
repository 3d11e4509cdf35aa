import { validate, version } from 'uuid'
import { expect, it } from 'vitest'
import { createIdMaker } from './id-maker.ts'

const many = 10_000

const idsAt = (now: () => number) => {
  const makeId = createIdMaker(now)
  return Array.from({ length: many }, makeId)
}

it('ids are UUIDs of version 7, no two alike, each after the one before', () => {
  const ids = idsAt(() => Date.UTC(2026, 10, 23))
  expect(ids.filter((id) => !validate(id) || version(id) !== 7)).toEqual([])
  expect(new Set(ids).size).toBe(many)
  expect(ids.toSorted()).toEqual(ids)
})

it('ids go on rising where the clock goes back', () => {
  let now = Date.UTC(2026, 10, 23)
  const ids = idsAt(() => {
    now += now % 7 === 0 ? -40 : 1
    return now
  })
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(many)
})

it('two makers that begin in the same moment make other ids', () => {
  const now = () => Date.UTC(2026, 10, 23)
  expect(new Set([...idsAt(now), ...idsAt(now)]).size).toBe(2 * many)
})
