import { expect, test } from 'vitest'
import { kindsByName, mutatorsByName } from './registry.ts'

test('kinds and mutators travel under names of their own, never lost among each other', () => {
  expect(Object.keys(kindsByName)).toEqual([
    'contact',
    'directory',
    'note',
    'call',
    'task',
    'tag',
    'source',
    'property',
    'status',
    'filter',
    'import',
    'member',
    'group',
    'workspace',
  ])
  expect(Object.keys(mutatorsByName).length).toBeGreaterThanOrEqual(13)
  for (const [name, mutator] of Object.entries(mutatorsByName)) expect([name, mutator.name]).toEqual([name, name])
})

test('every mutator says the thing it writes in its name', () => {
  // A lead is a contact of that stage; tags, sources, properties and statuses are written in one way.
  const things = [...Object.keys(kindsByName), 'history', 'lead', 'catalogue']
  for (const name of Object.keys(mutatorsByName)) expect(things).toContain(name.split('.')[0])
})
