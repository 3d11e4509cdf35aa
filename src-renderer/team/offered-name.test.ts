import { expect, test } from 'vitest'
import { offeredName } from './offered-name.ts'

test('a name is offered, the name under which somebody signed in to their system is not', () => {
  expect(offeredName('Anna Zielińska')).toBe('Anna Zielińska')
  expect(offeredName('Łucja')).toBe('Łucja')
  for (const name of ['root', 'anna', 'a.zielinska', 'azielinska2']) expect(offeredName(name)).toBe('')
})
