import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Encoding } from '../../src-shared/import/import-fields.ts'
import { type CsvForm, detectForm, longestCell, mostColumns, readRows, type TableRow } from './csv-rows.ts'

let folder: string
let path: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-csv-'))
  path = join(folder, 'table.csv')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const rowsOf = async (content: string | Uint8Array, form: Partial<CsvForm> = {}): Promise<TableRow[]> => {
  writeFileSync(path, content)
  const rows: TableRow[] = []
  for await (const some of readRows(path, await detectForm(path, form))) rows.push(...some)
  return rows
}

/** Node writes no table of one byte a letter; it reads them, though. */
const oneByte = (encoding: Encoding) => {
  const letters = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder(encoding).decode(Uint8Array.of(byte)), byte]))
  return (text: string) => Buffer.from([...text].map((letter) => letters.get(letter) ?? 0x3f))
}

const encoders = {
  'utf-8': (text: string) => Buffer.from(text),
  'utf-16le': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'utf-16be': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'windows-1250': oneByte('windows-1250'),
  'iso-8859-2': oneByte('iso-8859-2'),
} as const satisfies Partial<Record<Encoding, (text: string) => Buffer>>

describe('rows of a file', () => {
  it('S15.1 come out as another program wrote them, whatever the encoding, the delimiter and the line end', async () => {
    const cell = fc.stringMatching(/^[ -~ąćęłńóśźżŁÓŻ\n"]{0,12}$/u).map((text) => `x${text}`)
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 8 }))
    const form = fc.record({
      encoding: fc.constantFrom(...(Object.keys(encoders) as (keyof typeof encoders)[])),
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
      quote: fc.constantFrom('"', "'"),
    })
    await fc.assert(
      fc.asyncProperty(table, form, async (rows, { encoding, delimiter, lineEnd, quote }) => {
        const quoted = (one: string) => `${quote}${one.replaceAll(quote, quote + quote)}${quote}`
        const text = rows.map((cells) => cells.map(quoted).join(delimiter)).join(lineEnd)
        const read = await rowsOf(encoders[encoding](text), { encoding, delimiter, quote })
        expect(read.map(({ cells }) => cells)).toEqual(rows)
      }),
      { numRuns: 150 },
    )
  })

  it('S15.1 come out right where nothing stands around cells, and quotes are a part of them', async () => {
    const rows = await rowsOf('name|size\nJan "Żuk" Kowalski|5"\n"Ewa|6\n', { quote: '', delimiter: '|' })
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['name', 'size'],
      ['Jan "Żuk" Kowalski', '5"'],
      ['"Ewa', '6'],
    ])
  })

  it('S15.1 a delimiter that cannot be one is refused', async () => {
    for (const delimiter of ['\n', '"']) await expect(rowsOf('a,b\n1,2\n', { delimiter })).rejects.toMatchObject({ code: 'bad_input' })
  })

  it('S15.4 name the line on which they begin, past empty lines and line breaks inside quotes', async () => {
    const rows = await rowsOf('name,city\r\n"Dwa\r\nwiersze",Łódź\r\n\r\n,\r\nJan,Żory\r\n')
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, 'name'],
      [2, 'Dwa\nwiersze'],
      [6, 'Jan'],
    ])
  })

  it('are whole where the pieces in which a file is read cut them in two', async () => {
    const written = Array.from({ length: 30_000 }, (_, index) => [`Żółć ${index}`, `"${index}"\n;`])
    const text = written.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(';')).join('\r\n')
    const rows = await rowsOf(text, { delimiter: ';' })
    expect(rows).toHaveLength(written.length)
    expect(rows.findIndex(({ cells }, index) => cells[0] !== written[index]?.[0] || cells[1] !== written[index]?.[1])).toBe(-1)
    expect(rows.at(-1)?.line).toBe(2 * written.length - 1)
  })
})

describe('a file that is no table', () => {
  const cases: [string, string | Uint8Array, string, string][] = [
    ['an empty file', '', 'empty_file', 'no_rows'],
    ['a column too many', 'k,'.repeat(mostColumns), 'too_large', 'too_many_columns'],
    ['200 columns in its last row', `${'a,b\n'.repeat(1000)}${'x,'.repeat(199)}x\n`, 'too_large', 'too_many_columns'],
    ['a cell of a character too many', `name\n${'x'.repeat(longestCell + 1)}\n`, 'too_large', 'cell_too_long'],
    ['a cell of 10 MB that never ends', `name\n"${'x'.repeat(10 * 1024 * 1024)}`, 'too_large', 'cell_too_long'],
    [
      'a wrong encoding far behind its beginning',
      Buffer.concat([Buffer.from('Łódź\n'.repeat(100_000)), Buffer.from([0xff])]),
      'unreadable_file',
      'wrong_encoding',
    ],
    [
      'a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]),
      'unreadable_file',
      'binary_file',
    ],
    ['a workbook', Buffer.from('PK\u0003\u0004\u0014\u0006[Content_Types].xml'), 'unreadable_file', 'binary_file'],
    ['a zero far behind its beginning', `${'name,phone\n'.repeat(50_000)}Jan\0,1\n`, 'unreadable_file', 'binary_file'],
  ]
  it.each(cases)('R8 %s is refused, and it is said why', async (_what, content, code, rule) => {
    await expect(rowsOf(content)).rejects.toMatchObject({ code, problems: [{ path: 'file', rule }] })
  })

  it('R8 what is just short enough is read', async () => {
    expect(await rowsOf(`name\n${'x'.repeat(longestCell)}\n`)).toHaveLength(2)
    expect((await rowsOf(`${'k,'.repeat(mostColumns - 1)}k\n`))[0]?.cells).toHaveLength(mostColumns)
  })
})
