import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { utils, write } from 'xlsx'
import { type Bench, figure, median, percentile, turns } from './bench.ts'
import { tableColumns, tableRow } from './csv-import.ts'
import { ensureCache } from './data.ts'
import { importFile } from './import-work.ts'

const rows = 100_000
const mostMemory = 800
const mostRatio = 2.5
/** Nothing else here needs it, so it is no dependency: it lies beside the data of the benches. */
const peerVersion = '4.4.0'

/** The workbook that both read, made once. */
const fileOf = (say: (text: string) => void): string => {
  const path = join(ensureCache(), `contacts-${rows}.xlsx`)
  if (existsSync(path)) return path
  say(`writing a workbook of ${rows} rows, once`)
  const table = [tableColumns, ...Array.from({ length: rows }, (_, index) => tableRow(index))]
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(table as string[][], { dense: true }), 'Klienci')
  writeFileSync(`${path}.part`, write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true }))
  renameSync(`${path}.part`, path)
  return path
}

const script = `
const { stream } = require('exceljs')
const begun = performance.now()
let rows = 0
const read = async () => {
  const options = { sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', worksheets: 'emit' }
  for await (const sheet of new stream.xlsx.WorkbookReader(process.argv[1], options)) for await (const row of sheet) rows += row.hasValues ? 1 : 0
  console.log(JSON.stringify({ rows, seconds: (performance.now() - begun) / 1000 }))
}
read()
`

const ensurePeer = (say: (text: string) => void): string => {
  const folder = join(ensureCache(), `exceljs-${peerVersion}`)
  if (existsSync(join(folder, 'node_modules', 'exceljs'))) return folder
  say(`fetching exceljs ${peerVersion}, once`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  execFileSync('npm', ['install', '--no-save', '--ignore-scripts', `exceljs@${peerVersion}`], { cwd: folder, stdio: 'ignore' })
  return folder
}

/** Seconds in which the peer reads the workbook row by row, and does nothing with the rows. */
const peerRead = (folder: string, path: string): number => {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, ['-e', script, path], { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(`exceljs failed: ${error?.message ?? stderr}`)
  const read = JSON.parse(stdout) as { readonly rows: number; readonly seconds: number }
  if (read.rows !== rows + 1) throw new Error(`exceljs has read ${read.rows} rows of ${rows + 1}`)
  return read.seconds
}

export const xlsxImport: Bench = {
  id: 'P2',
  title: 'XLSX import: read, checked, numbers made international, duplicates found, searchable; against exceljs’ streaming reader alone',
  unit: 's',
  line: `ratio <= ${mostRatio}, memory < ${mostMemory} MB`,
  run: async ({ say }) => {
    const path = fileOf(say)
    const folder = ensurePeer(say)
    const found: { ours: number; peer: number; waits: readonly number[]; memory: number; skipped: number }[] = []
    for (let turn = 1; turn <= turns; turn++) {
      const { seconds, ...more } = await importFile(path, rows)
      const peer = peerRead(folder, path)
      found.push({ ours: seconds, peer, ...more })
      say(`turn ${turn}: ${figure(seconds)} s against ${figure(peer)} s`)
    }
    const [ours, peer] = [median(found.map((one) => one.ours)), median(found.map((one) => one.peer))]
    const note = median(found.map((one) => percentile(one.waits, 0.95)))
    const memory = Math.max(...found.map((one) => one.memory))
    return {
      ours,
      peer,
      ratio: ours / peer,
      pass: ours / peer <= mostRatio && memory < mostMemory,
      spread: found.map((one) => one.ours / one.peer),
      note: [
        `${rows} rows of ten columns through the API of a real core: ${figure(rows / ours)} rows/s, ${found[0]?.skipped} of them the same as one further up;`,
        `memory at most ${memory.toFixed(0)} MB; a note typed meanwhile is kept within ${figure(note)} s at the 95th percentile`,
      ].join(' '),
    }
  },
}
