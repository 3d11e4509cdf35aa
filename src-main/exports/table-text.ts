import { guardedCell } from '../../src-shared/import/export-headings.ts'
import type { Cell } from './export-columns.ts'

/** By this spreadsheets know that a file is UTF-8. */
export const byteOrderMark = '\ufeff'

const needsQuotes = /[",\r\n]/

/** One line of a CSV file (RFC 4180), its end included. */
export const csvLine = (cells: readonly Cell[]): string => {
  const written = cells.map((cell) => {
    // A number that is one is no formula, also where it is below zero.
    const text = typeof cell === 'number' ? String(cell) : guardedCell(cell)
    return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  })
  return `${written.join(',')}\r\n`
}

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
// What XML cannot hold, and the end of a line that its readers would change: a workbook holds these by their code (ECMA-376, 22.9.2.19, ST_Xstring).
const escaped = /[[\p{Cc}\ufffe\uffff]--[\t\n]]|_(?=x[\da-fA-F]{4}_)/gv
const codeOf = (letter: string) => `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`

const xmlText = (text: string): string => text.replace(escaped, codeOf).replace(/[&<>]/g, (letter) => named[letter] ?? letter)

/** `A`, `Z`, `AA`: the column at this place, the first one is 0. */
const letterOf = (place: number): string => {
  const before = Math.floor(place / 26)
  return (before > 0 ? letterOf(before - 1) : '') + String.fromCharCode(65 + (place % 26))
}

const letters: string[] = []
const columnName = (place: number): string => {
  letters[place] ??= letterOf(place)
  return letters[place]
}

/** One row of a sheet. Text is text, whatever it looks like: a cell that begins with `=` or `+` is no formula, and a number of digits keeps them all. */
export const sheetRow = (cells: readonly Cell[], number: number, style: 'heading' | 'text'): string => {
  let row = `<row r="${number}">`
  for (const [place, cell] of cells.entries()) {
    if (cell === '') continue
    const at = `r="${columnName(place)}${number}"`
    if (typeof cell === 'number') row += `<c ${at}><v>${cell}</v></c>`
    else row += `<c ${at} s="${style === 'heading' ? 2 : 1}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`
  }
  return `${row}</row>`
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const sheets = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** What stands before and after the rows of the one sheet; its first row stays in sight. */
export const sheetFrame = {
  before: `${xml}<worksheet xmlns="${sheets}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`,
  after: '</sheetData></worksheet>',
} as const

/** Where the sheet lies in a workbook, which is a ZIP. */
export const sheetPath = 'xl/worksheets/sheet1.xml'

/** The other parts of a workbook (ECMA-376, part 1). Styles: 1 is text, 2 a heading. */
export const workbookParts = (sheetName: string): Readonly<Record<string, string>> => ({
  '[Content_Types].xml': `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/><Override PartName="/${sheetPath}" ContentType="${contentType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${contentType}.styles+xml"/></Types>`,
  '_rels/.rels': `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${xml}<workbook xmlns="${sheets}" xmlns:r="${relations}"><sheets><sheet name="${xmlText(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `${xml}<styleSheet xmlns="${sheets}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
})
