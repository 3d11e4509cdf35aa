import { expect, test } from 'vitest'
import { safeFileName } from './file-name.ts'

test.each([
  ['Oferta 118-2026 (łóżka).pdf', 'Oferta 118-2026 (łóżka).pdf'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['C:\\faktury\\11.pdf', 'C__faktury_11.pdf'],
  // Shown as if it ended in .pdf.
  ['oferta\u202efdp.exe', 'oferta_fdp.exe'],
  ['.bashrc', 'bashrc'],
  ['a\nb\u0000.txt', 'a_b_.txt'],
  ['…', '…'],
  ['...', 'plik'],
])('a file is saved under a name that harms nowhere: %s', (name, safe) => {
  expect(safeFileName(name)).toBe(safe)
})

test('a name that is too long keeps its ending', () => {
  expect(safeFileName(`${'a'.repeat(400)}.pdf`)).toMatch(/^a{246}\.pdf$/)
})
