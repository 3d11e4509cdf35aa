import { describe, expect, it } from 'vitest'
import type { Encoding } from '../../src-shared/import/import-fields.ts'
import { guessDelimiter, guessEncoding, guessQuote, refuseBinary } from './csv-text.ts'

/** Bytes of the Polish letters in the tables of one byte a letter; Node writes neither of the two. */
const oneByte = {
  'windows-1250': { ą: 0xb9, ć: 0xe6, ę: 0xea, ł: 0xb3, ń: 0xf1, ó: 0xf3, ś: 0x9c, ź: 0x9f, ż: 0xbf, Ś: 0x8c, Ł: 0xa3 },
  'iso-8859-2': { ą: 0xb1, ć: 0xe6, ę: 0xea, ł: 0xb3, ń: 0xf1, ó: 0xf3, ś: 0xb6, ź: 0xbc, ż: 0xbf, Ś: 0xa6, Ł: 0xa3 },
} as const

const polish = 'Nazwa;Miasto\nŁucja Żółć;Śrem\nJóźwiak;Łąck\n'.replace('Ż', 'ż')
const inOneByte = (table: keyof typeof oneByte) =>
  Buffer.from([...polish].map((letter) => (oneByte[table] as Record<string, number>)[letter] ?? letter.charCodeAt(0)))
const littleEndian = Buffer.from(polish, 'utf16le')
const bigEndian = Buffer.from(littleEndian).swap16()

describe('how a file is encoded', () => {
  const cases: [string, Uint8Array, Encoding][] = [
    ['UTF-8', Buffer.from(polish), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${polish}`), 'utf-8'],
    ['UTF-16, the low byte first, with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), littleEndian]), 'utf-16le'],
    ['UTF-16, the low byte first, without', littleEndian, 'utf-16le'],
    ['UTF-16, the high byte first, with its mark', Buffer.concat([Buffer.from([0xfe, 0xff]), bigEndian]), 'utf-16be'],
    ['UTF-16, the high byte first, without', bigEndian, 'utf-16be'],
    ['Windows-1250', inOneByte('windows-1250'), 'windows-1250'],
    ['ISO 8859-2', inOneByte('iso-8859-2'), 'iso-8859-2'],
  ]
  it.each(cases)('S15.1 %s is recognised, and its letters come out right', (_what, bytes, encoding) => {
    expect(guessEncoding(bytes)).toBe(encoding)
    expect(new TextDecoder(encoding).decode(bytes)).toBe(polish)
  })

  it('plain letters are UTF-8', () => expect(guessEncoding(Buffer.from('name,phone\nJan,601234567\n'))).toBe('utf-8'))

  it('S15.1 a letter that the end of the beginning cuts in two is no reason to doubt UTF-8', () => {
    const bytes = Buffer.from(polish)
    for (let end = 1; end <= bytes.length; end++) expect(guessEncoding(bytes.subarray(0, end))).toBe('utf-8')
  })
})

describe('what separates the columns', () => {
  it.each([
    ['commas', 'a,b,c\n1,2,3\n', ','],
    ['semicolons, with commas in the cells', 'name;phones\nJan;601 234 567, 602 345 678\n', ';'],
    ['tabs', 'a\tb\n1\t2\n', '\t'],
    ['strokes', 'a|b|c\n1|2|3\n', '|'],
    ['semicolons, with commas inside quotes', '"Nowak, Jan";"a, b, c"\n"Lis, Ewa";"d, e, f"\n', ';'],
    ['one column alone', 'name\nJan\nEwa\n', ','],
    ['nothing', '', ','],
  ])('S15.1 %s', (_what, text, delimiter) => expect(guessDelimiter(text)).toBe(delimiter))
})

describe('what stands around cells', () => {
  it.each([
    ['nothing', 'name;city\nJan;Łódź\n', '"'],
    ['quotes', '"name";"city"\n"Jan";"Łódź"\n', '"'],
    ['apostrophes', "'name';'city'\n'Jan O''Hara';'Łódź'\n", "'"],
    ['apostrophes that are a part of names', "name;city\nO'Hara;Łódź\nJan;Val d'Or\n", '"'],
  ])('S15.1 %s', (_what, text, quote) => expect(guessQuote(text)).toBe(quote))

  it('S15.1 what stands between them separates no columns', () => {
    const text = "'Nowak, Jan';'a, b'\n'Lis, Ewa';'c, d'\n"
    expect(guessDelimiter(text, "'")).toBe(';')
  })
})

describe('what is no text', () => {
  it.each(['\0', '\u0001', '\u001b[2J', 'PK\u0003\u0004'])('R8 %j is refused', (text) =>
    expect(() => refuseBinary(text)).toThrow(expect.objectContaining({ code: 'unreadable_file' })),
  )
  it('line ends, tabs and form feeds are text', () => expect(() => refuseBinary('a\tb\r\nc\fd 💥')).not.toThrow())
})
