import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkOf, numberText, pageAt, typedNumber } from './property-text.ts'

test('a number is read as it is shown, with a comma or a point', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.constantFrom('pl', 'en'), (value, language) => {
      const rounded = Number(value.toFixed(6))
      expect(typedNumber(numberText(rounded, language))).toBe(Object.is(rounded, -0) ? -0 : rounded)
    }),
  )
  expect(typedNumber('1 234,5')).toBe(1234.5)
  expect(typedNumber('sto')).toBeUndefined()
  expect(typedNumber('1.2.3')).toBeUndefined()
})

test('an address that names no scheme is a page of the web', () => {
  expect(linkOf('meblopol.example')).toBe('https://meblopol.example')
  expect(linkOf(' http://meblopol.example/a ')).toBe('http://meblopol.example/a')
  expect(linkOf('meblopol.example:8080/a')).toBe('https://meblopol.example:8080/a')
})

test('a link leads to a page of the web and nowhere else', () => {
  expect(pageAt('meblopol.example')).toBe('https://meblopol.example/')
  expect(pageAt('HTTP://meblopol.example/a')).toBe('http://meblopol.example/a')
  for (const address of [
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    'http:',
    '',
    'nie ma',
  ])
    expect([address, pageAt(address)]).toEqual([address, null])
})
