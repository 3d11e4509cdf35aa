import { expect, it } from 'vitest'
import { stretchOf } from './byte-range.ts'

it.each([
  [undefined, null],
  ['bytes=0-9', { start: 0, end: 9 }],
  ['bytes=90-', { start: 90, end: 99 }],
  ['bytes=90-1000', { start: 90, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-1000', { start: 0, end: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=9-3', null],
  ['bytes=0-1,5-6', null],
  ['lines=0-9', null],
  ['bytes=-', null],
])('of 100 bytes %j asks for %j', (header, stretch) => {
  expect(stretchOf(header, 100)).toEqual(stretch)
})

it('of an empty file no stretch can be had', () => {
  expect(stretchOf('bytes=0-', 0)).toBe('unsatisfiable')
})
