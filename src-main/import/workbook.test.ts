import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CFB, utils, type WorkSheet, write } from 'xlsx'
import { readWorkbook } from './workbook.ts'
import { workbookLimits, zipEntries } from './zip-entries.ts'

const fixture = (name: string) => readFileSync(fileURLToPath(new URL(`../../test/fixtures/import/${name}`, import.meta.url)))

const rowsIn = (file: Buffer, sheet = 0) => [...(readWorkbook(file).sheets[sheet]?.rows() ?? [])]
const cellsIn = (file: Buffer, sheet = 0) => rowsIn(file, sheet).map(({ cells }) => cells)

const bookOf = (sheet: WorkSheet, bookType: 'xlsx' | 'ods' | 'xls' = 'xlsx', more: readonly WorkSheet[] = []): Buffer => {
  const book = utils.book_new()
  for (const [index, one] of [sheet, ...more].entries()) utils.book_append_sheet(book, one, `Arkusz ${index + 1}`)
  return write(book, { type: 'buffer', bookType, compression: true })
}

describe('a workbook of LibreOffice', () => {
  it.each(['xlsx', 'ods', 'xls'] as const)('S15.1 S15.2 is read from %s: letters, dates, numbers with all their digits', (format) => {
    const file = fixture(`klienci.${format}`)
    expect(readWorkbook(file)).toMatchObject({ format, sheets: [{ name: 'klienci' }] })
    expect(cellsIn(file).slice(1)).toEqual([
      [
        'Łucja Żółć',
        'Hurtownia „Świt”',
        '601 234 567, 22 555 18 04',
        '48601234567',
        'lucja@swit.example',
        '00-950',
        '2024-03-01',
        '12',
        'true',
        'mówi „do jutra”; pyta o rabat',
      ],
      [
        'Józef Ćwikła',
        'Gęś & Syn',
        '+48 602 345 678',
        '602345678',
        'jozef@ges.example',
        '31-142',
        '2024-12-31',
        '120',
        'false',
        'dwie\nlinie',
      ],
      [
        'Thomas Becker',
        'Becker GmbH',
        '0049 30 91824471',
        '493091824471',
        'info@becker.example',
        '10115',
        '2025-02-28',
        '300',
        'true',
        '=1+1',
      ],
    ])
  })
})

describe('cells of a workbook', () => {
  it.each(['xlsx', 'ods', 'xls'] as const)('S15.1 come back from %s as they were, any table of text', (bookType) => {
    const cell = fc.stringMatching(/^[ -~ąćęłńóśźżŁÓŻ\n]{0,12}$/u).map((text) => `x${text}x`)
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 6 }))
    fc.assert(
      fc.property(table, (rows) => {
        const read = cellsIn(bookOf(utils.aoa_to_sheet(rows), bookType))
        // The form of documents holds no run of spaces, and none at the ends of a line, unless they are counted; this writer does not count all.
        const plain = (table: readonly (readonly string[])[]) =>
          bookType === 'ods' ? table.map((cells) => cells.map((one) => one.replace(/ *\n */g, '\n').replace(/ +/g, ' '))) : table
        expect(plain(read)).toEqual(plain(rows))
      }),
      { numRuns: 40 },
    )
  })

  const shown = (value: number, z: string) => {
    const sheet = utils.aoa_to_sheet([[value]])
    Object.assign(sheet.A1 ?? {}, { z })
    return cellsIn(bookOf(sheet))[0]?.[0]
  }

  it.each([
    ['a long number', 48601234567, 'General', '48601234567'],
    ['a long number that is shown in powers of ten', 48601234567, '0.00E+00', '48601234567'],
    ['a number that is shown with zeros before it', 950, '00-000', '00-950'],
    ['a number that is shown as a telephone number', 48601234567, '+00 000 000 000', '+48 601 234 567'],
    ['a rounded number', 12.345, '0.0', '12.345'],
    ['a sum', 48601, '#,##0.00', '48601'],
    ['a day', 45352, 'yyyy-mm-dd', '2024-03-01'],
    ['a day as it is written in Poland', 45352, 'dd.mm.yyyy', '2024-03-01'],
    ['a moment', 45352.5, 'dd.mm.yyyy hh:mm', '2024-03-01 12:00'],
    ['a time', 0.75, 'hh:mm', '18:00'],
  ])('S15.2 %s comes whole', (_what, value, format, text) => expect(shown(value, format)).toBe(text))

  it('S15.4 name the row of their sheet, past empty ones, and errors are empty', () => {
    const sheet = utils.aoa_to_sheet([['Nazwa'], [], [null], ['Jan', true]])
    Object.assign(sheet, { C4: { t: 'e', v: 42 } })
    const rows = rowsIn(bookOf(sheet))
    expect(rows).toEqual([
      { line: 1, cells: ['Nazwa'] },
      { line: 4, cells: ['Jan', 'true'] },
    ])
  })

  it('S15.1 every sheet is there', () => {
    const file = bookOf(utils.aoa_to_sheet([['a']]), 'xlsx', [utils.aoa_to_sheet([['b']])])
    expect(readWorkbook(file).sheets.map(({ name, rows }) => [name, [...rows()].length])).toEqual([
      ['Arkusz 1', 1],
      ['Arkusz 2', 1],
    ])
    expect(cellsIn(file, 1)).toEqual([['b']])
  })
})

interface Packed {
  readonly name: string
  readonly content: Buffer
  /** What the directory says. */
  readonly size?: number
  readonly flags?: number
}

const zipOf = (files: readonly Packed[]): Buffer => {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, size = content.length, flags = 0 } of files) {
    const packed = deflateRawSync(content)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(flags, 8)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(size, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    directory.push(entry, Buffer.from(name))
    parts.push(local, Buffer.from(name), packed)
    at += local.length + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, ...directory, end])
}

const types = { name: '[Content_Types].xml', content: Buffer.from('<Types/>') }
const workbook = { name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') }

const encryptedBook = (): Buffer => {
  const container = CFB.utils.cfb_new()
  CFB.utils.cfb_add(container, 'EncryptedPackage', Buffer.alloc(5000, 7))
  return CFB.write(container, { type: 'buffer' })
}

describe('a workbook that is none', () => {
  const cases: [string, () => Buffer, string, string][] = [
    ['that is cut off', () => fixture('klienci.xlsx').subarray(0, 3000), 'unreadable_file', 'unreadable'],
    ['of the nineties that is cut off', () => fixture('klienci.xls').subarray(0, 700), 'unreadable_file', 'unreadable'],
    ['that is another archive', () => zipOf([{ name: 'a.txt', content: Buffer.from('a') }]), 'unreadable_file', 'binary_file'],
    [
      'that unpacks to a thousand times its size',
      () => zipOf([types, workbook, { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(20_000_000) }]),
      'too_large',
      'packed_too_much',
    ],
    [
      'that says it unpacks to more than fits',
      () => zipOf([types, workbook, { name: 'big', content: Buffer.from('x'), size: workbookLimits.bytes }]),
      'too_large',
      'packed_too_much',
    ],
    [
      'that unpacks to more than it says',
      () => zipOf([{ ...types, content: Buffer.alloc(5_000_000, 'a'), size: 100 }, workbook]),
      'too_large',
      'packed_too_much',
    ],
    ['that unpacks to less than it says', () => zipOf([{ ...types, size: 1000 }, workbook]), 'unreadable_file', 'unreadable'],
    [
      'of too many files',
      () => zipOf(Array.from({ length: workbookLimits.entries + 1 }, (_, at) => ({ name: `f${at}`, content: Buffer.from('') }))),
      'too_large',
      'packed_too_much',
    ],
    ['that is encrypted as an archive', () => zipOf([{ ...types, flags: 1 }, workbook]), 'unreadable_file', 'encrypted_file'],
    ['that is encrypted by Excel', encryptedBook, 'unreadable_file', 'encrypted_file'],
    [
      'that is encrypted by LibreOffice',
      () =>
        zipOf([
          { name: 'content.xml', content: Buffer.from('?') },
          { name: 'META-INF/manifest.xml', content: Buffer.from('<manifest:encryption-data manifest:checksum="x"/>') },
        ]),
      'unreadable_file',
      'encrypted_file',
    ],
  ]
  it.each(cases)('R8 one %s is refused, and it is said why', (_what, make, code, rule) => {
    expect(() => readWorkbook(make())).toThrow(expect.objectContaining({ code, problems: [{ path: 'file', rule }] }))
  })

  it('R8 nothing is unpacked that nobody asks for', () => {
    const [entry] = zipEntries(zipOf([{ name: 'a', content: Buffer.from('abc') }]))
    expect([entry?.size, entry?.read().toString()]).toEqual([3, 'abc'])
  })
})
