import { expect, test } from 'vitest'
import { mutatorsByName } from '../../src-shared/rows/registry.ts'
import { factsOf } from './audit-facts.ts'
import { auditMutations, mutationOf } from './audit-names.ts'

test('B4 an act is told field by field, each custom property by itself, and only those that have changed', () => {
  const facts = factsOf({
    kind: 'contact',
    before: { city: 'Łódź', properties: { nip: '1', size: 3 } },
    after: { city: 'Żory', properties: { nip: '2', size: 3, colour: 'red' }, zip: '44-240' },
  })
  expect(facts).toEqual([
    { field: 'city', propertyId: null, before: 'Łódź', after: 'Żory' },
    { field: 'properties', propertyId: 'nip', before: '1', after: '2' },
    { field: 'properties', propertyId: 'colour', before: undefined, after: 'red' },
    { field: 'zip', propertyId: null, before: undefined, after: '44-240' },
  ])
})

test('counters that say nothing to a person are left out', () => {
  expect(
    factsOf({ kind: 'note', before: { revision: 1, text: 'a' }, after: { revision: 2, text: 'b' } }).map(({ field }) => field),
  ).toEqual(['text'])
})

test('B4 every act that the program can do has words in the log', () => {
  const unknown = Object.keys(mutatorsByName).filter((name) => mutationOf(name) === undefined)
  expect(unknown).toEqual([])
  expect(auditMutations).toHaveLength(Object.keys(mutatorsByName).length)
})
