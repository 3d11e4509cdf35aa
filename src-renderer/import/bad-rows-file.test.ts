import { expect, test } from 'vitest'
import { badRowsCsv } from './bad-rows-file.ts'

test('S15.4 bad rows can be saved as a file that no spreadsheet runs as formulas', () => {
  const csv = badRowsCsv(
    ['Wiersz', 'Kolumna', 'Powód', 'Wartość'],
    [{ line: 7, field: 'Telefon', reason: 'To nie jest numer telefonu', value: '=HYPERLINK("x")' }],
  )
  expect(csv).toBe('\uFEFFWiersz,Kolumna,Powód,Wartość\r\n7,Telefon,To nie jest numer telefonu,"\'=HYPERLINK(""x"")"')
})
