import { CFB, utils, write } from 'xlsx'
import type { Chance } from '../bench/chance.ts'
import { cellsOf, damaged } from './hostile-table.ts'

interface Container {
  readonly FileIndex: { readonly name: string; content: Buffer; size: number }[]
}

const formats = ['xlsx', 'xlsx', 'ods', 'xls', 'biff5', 'xlsb'] as const

const workbookOf = (chance: Chance, bookType: (typeof formats)[number]): Buffer => {
  const book = utils.book_new()
  for (let sheet = 1 + chance.below(2); sheet > 0; sheet--) {
    // Numbers and days as well, as a person types them.
    const rows = cellsOf(chance).map((cells) => cells.map((cell) => (/^\d{3,9}$/.test(cell) ? Number(cell) : cell)))
    utils.book_append_sheet(book, utils.aoa_to_sheet([...rows, [new Date(0), true, 48601234567, '', 0.5]]), `Arkusz ${sheet}`)
  }
  return write(book, { type: 'buffer', bookType, compression: true })
}

/** Damages one of the files that are packed into a workbook; the package itself stays whole. */
const damagedInside = (workbook: Buffer, chance: Chance): Buffer => {
  const container = CFB.read(workbook, { type: 'buffer' }) as Container
  const parts = container.FileIndex.filter(({ content }) => content && content.length > 0)
  const part = chance.pick(parts)
  part.content = damaged(Buffer.from(part.content), chance)
  part.size = part.content.length
  return CFB.write(container, { type: 'buffer', fileType: 'zip', compression: true })
}

/** Writes wrong figures over some of those by which a package or a compound file is found together. */
const withLies = (workbook: Buffer, chance: Chance): Buffer => {
  const copy = Buffer.from(workbook)
  for (let times = 1 + chance.below(6); times > 0; times--) {
    // Packages end with their directory, compound files begin with it.
    const from = chance.below(2) === 0 ? Math.max(0, copy.length - 600) : 0
    const at = Math.min(copy.length - 4, from + chance.below(600))
    if (at >= 0) copy.writeUInt32LE(chance.pick([0, 1, 0xff, 0xffff, 0x7fffffff, 0xffffffff] as const), at)
  }
  return copy
}

/** A workbook of people, damaged in one to three ways: the same for the same chance. */
export const hostileWorkbook = (chance: Chance): Buffer => {
  const bookType = chance.pick(formats)
  let workbook = workbookOf(chance, bookType)
  const isPackage = bookType !== 'xls' && bookType !== 'biff5'
  if (isPackage && chance.below(2) === 0) workbook = damagedInside(workbook, chance)
  for (let times = chance.below(3); times > 0; times--) {
    workbook = chance.below(2) === 0 ? withLies(workbook, chance) : damaged(workbook, chance)
  }
  return workbook
}
