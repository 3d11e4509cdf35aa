import type { Chance } from '../bench/chance.ts'

/** How a table of people may come from other programs: delimiter, line end, encoding. */
const headings = [
  'Imię i nazwisko;Firma;Telefon;E-mail;Kraj;Uwagi',
  'name,company,phone,email,country,comment',
  'Nazwa\tFirma\tTel.\tMail\tPaństwo\tOpis',
]

const lines = [
  ['Łucja Żółć', 'Hurtownia Świt', '601 234 567, 0048 22 555 18 04', 'lucja@swit.example', 'Polska', 'mówi "do jutra"'],
  ['Becker', 'Becker GmbH & Co', '+49 30 9182 4471', 'b@becker.example; info@becker.example', 'Germany', 'Zeile\nund noch eine'],
  ['Źrebiec, Jan', '', "'+48 601234567", '', 'PL', '="0048601"'],
  ['=HYPERLINK("x")', '', '104', '', '', ''],
  ['Kuba', 'Sp. z o.o.', 'brak', 'to nie adres', 'Narnia', '-'],
]

const quoted = (cell: string, delimiter: string) =>
  /["\n\r]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell

/** Cells of a table of people, its heading first. */
export const cellsOf = (chance: Chance): readonly (readonly string[])[] => {
  const heading = chance.pick(headings)
  const delimiter = delimiterOf(heading)
  return [heading.split(delimiter), ...Array.from({ length: 1 + chance.below(60) }, () => chance.pick(lines))]
}

const delimiterOf = (heading: string): string => /[;,\t]/.exec(heading)?.[0] ?? ','

const tableOf = (chance: Chance): string => {
  const delimiter = chance.pick([';', ',', '\t'] as const)
  const rows = cellsOf(chance).map((cells) => cells.map((cell) => quoted(cell, delimiter)).join(delimiter))
  return [...rows, ''].join(chance.pick(['\n', '\r\n', '\r']))
}

const marks = { none: [], utf8: [0xef, 0xbb, 0xbf], utf16le: [0xff, 0xfe], utf16be: [0xfe, 0xff] } as const

const encoded = (text: string, chance: Chance): Buffer => {
  const plain = Buffer.from(text, chance.below(3) === 0 ? 'utf16le' : 'utf8')
  if (chance.below(8) === 0 && plain.length % 2 === 0) plain.swap16()
  return Buffer.concat([Buffer.from(marks[chance.pick(['none', 'none', 'utf8', 'utf16le', 'utf16be'] as const)]), plain])
}

const hostile = [
  '"',
  '""',
  '"""',
  '"\n',
  '\r',
  '\r\n\r\n',
  '\0',
  '\u001b[2J',
  '\ufeff',
  '\u202e',
  '\u2028',
  '💥',
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://canary.example/")',
  "'); drop table row; --",
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '__proto__',
  'constructor',
  ';,;,\t|',
  '+',
  '00000000000000000000000000',
  '9'.repeat(400),
  '\uff0b\uff14\uff18',
  'e\u0301'.repeat(200),
  'İ',
  'ß',
] as const

const tokens = (chance: Chance): Buffer => {
  const token = Buffer.from(chance.pick(hostile))
  return chance.below(6) === 0 ? Buffer.concat(Array.from({ length: 1 + chance.below(20_000) }, () => token)) : token
}

const bytes = (chance: Chance, length: number) => {
  const least = chance.pick([0, 32, 128] as const)
  return Buffer.from(Array.from({ length }, () => least + chance.below(256 - least)))
}

const longCells = ['x', '"', ' ', ',', '1', '\n', 'ż', '0048', '@a.', ';', '/'] as const

/** Ways to damage a file, each at a place that chance chooses. */
const damages: readonly ((table: Buffer, chance: Chance) => Buffer)[] = [
  (table, chance) => {
    const copy = Buffer.from(table)
    for (let times = 1 + chance.below(20); times > 0 && copy.length > 0; times--) copy[chance.below(copy.length)] = 32 + chance.below(224)
    return copy
  },
  (table, chance) => table.subarray(0, chance.below(table.length + 1)),
  (table, chance) => {
    const from = chance.below(table.length + 1)
    return Buffer.concat([table.subarray(0, from), table.subarray(from + chance.below(200))])
  },
  (table, chance) => {
    const from = chance.below(table.length + 1)
    const piece = table.subarray(from, from + chance.below(2000))
    return Buffer.concat([table.subarray(0, from), piece, piece, table.subarray(from)])
  },
  (table, chance) => {
    const at = chance.below(table.length + 1)
    return Buffer.concat([table.subarray(0, at), tokens(chance), table.subarray(at)])
  },
  (table, chance) => {
    const at = chance.below(table.length + 1)
    return Buffer.concat([table.subarray(0, at), bytes(chance, chance.below(400)), table.subarray(at)])
  },
  (table, chance) => {
    const at = chance.below(table.length + 1)
    // Some longer than a piece in which files are read, and a few longer than a row may be.
    const size = chance.below(40) === 0 ? 3_000_000 : chance.below(8) === 0 ? 300_000 : 5000
    const unit = chance.pick(longCells)
    return Buffer.concat([table.subarray(0, at), Buffer.from(unit.repeat(chance.below(size / unit.length))), table.subarray(at)])
  },
]

/** Damages bytes in one way that chance chooses. */
export const damaged = (content: Buffer, chance: Chance): Buffer => chance.pick(damages)(content, chance)

/** A table of people, damaged in one to three ways: the same for the same chance. */
export const hostileTable = (chance: Chance): Buffer => {
  let table = encoded(tableOf(chance), chance)
  for (let times = 1 + chance.below(3); times > 0; times--) table = damaged(table, chance)
  return table
}
