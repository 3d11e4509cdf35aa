import { expect, test } from 'vitest'
import { addOption, livingOptions, moveOption, removeOption, renameOption, wrongOptions } from './property-options.ts'

const option = (id: string, name = id) => ({ id, name, mergedInto: null, removed: false })
const three = [option('a'), option('b'), option('c')]
const names = (options: Parameters<typeof livingOptions>[0]) => livingOptions(options).map(({ name }) => name)

test('S3.6 options of a list are added, renamed and moved', () => {
  const made = addOption(three, 'd', 'd')
  expect(names(renameOption(made, 'a', 'A'))).toEqual(['A', 'b', 'c', 'd'])
  expect(names(moveOption(made, 'c', -1))).toEqual(['a', 'c', 'b', 'd'])
  expect(names(moveOption(made, 'a', -1))).toEqual(['a', 'b', 'c', 'd'])
})

test('S3.6 an option that contacts hold stays in the document, taken away or standing for another one', () => {
  const removed = removeOption(three, 'b', null, true)
  expect(names(removed)).toEqual(['a', 'c'])
  expect(removed.find(({ id }) => id === 'b')).toMatchObject({ removed: true })
  expect(removeOption(three, 'b', 'c', true).find(({ id }) => id === 'b')).toMatchObject({ removed: false, mergedInto: 'c' })
  expect(removeOption(three, 'b', null, false).map(({ id }) => id)).toEqual(['a', 'c'])
})

test('moving passes over what was taken away', () => {
  expect(names(moveOption(removeOption(three, 'b', null, true), 'c', -1))).toEqual(['c', 'a'])
})

test('a name that is empty or stands twice is found', () => {
  expect([...wrongOptions([option('a', 'Złoty'), option('b', 'zloty'), option('c', ' ')])]).toEqual([
    ['b', 'name_taken'],
    ['c', 'required'],
  ])
})
