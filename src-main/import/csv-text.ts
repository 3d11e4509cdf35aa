import type { Encoding } from '../../src-shared/import/import-fields.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'

const delimiters = [',', ';', '\t', '|'] as const

const startsWith = (bytes: Uint8Array, mark: readonly number[]) => mark.every((byte, index) => bytes[index] === byte)

/** Share of zero bytes at even and at odd places: in UTF-16 one of them is high. */
const zeros = (bytes: Uint8Array, parity: 0 | 1): number => {
  let count = 0
  for (let at = parity; at < bytes.length; at += 2) if (bytes[at] === 0) count += 1
  return bytes.length === 0 ? 0 : count / (bytes.length / 2)
}

// Where the two tables disagree about Polish letters: ą ś ź Ą Ś Ź.
const only1250 = new Set([0xb9, 0x9c, 0x9f, 0xa5, 0x8c, 0x8f])
const only88592 = new Set([0xb1, 0xb6, 0xbc, 0xa1, 0xa6, 0xac])

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** Guesses the encoding of a text file from its beginning: byte order mark, zero bytes, validity as UTF-8, Polish letters. */
export const guessEncoding = (bytes: Uint8Array): Encoding => {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le'
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be'
  if (zeros(bytes, 1) > 0.4) return 'utf-16le'
  if (zeros(bytes, 0) > 0.4) return 'utf-16be'
  if (isUtf8(bytes)) return 'utf-8'
  let balance = 0
  for (const byte of bytes) balance += Number(only1250.has(byte)) - Number(only88592.has(byte))
  return balance >= 0 ? 'windows-1250' : 'iso-8859-2'
}

// Null and other control characters do not stand in text; tab, line feed, form feed and carriage return do.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u0008\u000b\u000e-\u001f]/

/** @throws LeadlineError `unreadable_file` where the text holds what no table of people holds */
export const refuseBinary = (text: string): void => {
  if (control.test(text)) throw new LeadlineError('unreadable_file', 'This is not a table of text', [{ path: 'file', rule: 'binary_file' }])
}

const quotes = ['"', "'"] as const

const escaped = (character: string) => character.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** Where a cell begins and ends with a quote, whatever separates it from its neighbours. */
const cellIn = (quote: string) => {
  const q = escaped(quote)
  return new RegExp(`(?<=^|[,;\\t|])${q}(?:[^${q}]|${q}${q})*${q}(?=$|[,;\\t|\\r\\n])`, 'gm')
}

/** The quote that stands around cells: `"`, unless nothing but `'` does. */
export const guessQuote = (text: string): string => {
  const [double, single] = quotes.map((quote) => text.match(cellIn(quote))?.length ?? 0) as [number, number]
  return double === 0 && single > 1 ? "'" : '"'
}

/** The delimiter that splits the first lines into the most columns, the same number in each. */
export const guessDelimiter = (text: string, quote = '"'): string => {
  const lines = text
    .replace(quote === '' ? /(?!)/g : cellIn(quote), '')
    .split(/\r\n|\n|\r/, 20)
    .filter((line) => line.trim() !== '')
  const score = (delimiter: string) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const [heading = 0] = counts
    return heading === 0 ? 0 : heading * (counts.filter((count) => count === heading).length / counts.length)
  }
  return delimiters.reduce<string>((best, delimiter) => (score(delimiter) > score(best) ? delimiter : best), ',')
}
