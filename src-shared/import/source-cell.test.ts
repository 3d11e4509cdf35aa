import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sourceParams } from '../contacts/contact-kind.ts'
import { joinCell, splitCell } from './export-headings.ts'
import { sourceCell, sourceOfCell } from './source-cell.ts'

it('S15.1 a source is told by its name, and by what it stands for where it stands for more', () => {
  expect(sourceCell({ name: 'Targi', param: 'custom', value: 'Targi' })).toBe('Targi')
  expect(sourceCell({ name: 'Google', param: 'utm_source', value: 'google' })).toBe('Google (utm_source=google)')
  expect(sourceOfCell('Google (utm_source=google)')).toEqual({ name: 'Google', param: 'utm_source', value: 'google' })
  expect(sourceOfCell('Targi (Poznań)')).toEqual({ name: 'Targi (Poznań)', param: 'custom', value: 'Targi (Poznań)' })
  expect(sourceOfCell('Rabat (custom=50%)')).toEqual({ name: 'Rabat', param: 'custom', value: '50%' })
})

it('B9 whatever a source is called and stands for comes back from a cell', () => {
  const letters = fc.constantFrom('a', 'Ł', ' ', '(', ')', '=', '%', '28', ',', ';', '"', '\t', ' (custom=', ' (utm_source=a)')
  const text = fc.array(letters, { maxLength: 8 }).map((found) => found.join('').trim())
  const name = text.map((found) => found.replace(/\s+/g, ' ') || 'a')
  fc.assert(
    fc.property(name, fc.constantFrom(...sourceParams), fc.oneof(text, name), fc.boolean(), (called, param, other, isPlain) => {
      const source = { name: called, param, value: isPlain ? called : other }
      const cell = sourceCell(source)
      expect(sourceOfCell(cell)).toEqual(source)
      expect(splitCell(joinCell([cell, cell]))).toEqual([cell, cell])
    }),
  )
})
