import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bench, figure, median, percentile, timed, turns } from './bench.ts'
import { ensureCache } from './data.ts'
import { importFile } from './import-work.ts'
import { personAt } from './people.ts'

const sizes = { usual: 100_000, full: 1_000_000 } as const
const nobody = '0193c3a0-0000-7000-8000-000000000000'
export const tableColumns = ['Nazwa', 'Firma', 'Rodzaj', 'Typ', 'Telefon', 'E-mail', 'Kraj', 'Miasto', 'Kod', 'Adres'] as const
const mostMemory = 400

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** One person as the cells of a row. */
export const tableRow = (index: number): string[] => {
  const { name, company, status, type, phones, emails, country, city, zip, address } = personAt(index, nobody)
  return [name, company, status, type, phones[0]?.typed ?? '', emails[0]?.address ?? '', country ?? '', city, zip, address]
}

/** The file that both import, made once. */
const fileOf = async (rows: number, say: (text: string) => void): Promise<string> => {
  const path = join(ensureCache(), `contacts-${rows}.csv`)
  if (existsSync(path)) return path
  say(`writing a file of ${rows} rows, once`)
  const out = createWriteStream(`${path}.part`)
  let text = `${tableColumns.join(',')}\n`
  for (let index = 0; index < rows; index++) {
    text += `${tableRow(index).map(cell).join(',')}\n`
    if (text.length < 1_000_000) continue
    if (!out.write(text)) await once(out, 'drain')
    text = ''
  }
  await new Promise<void>((resolve) => out.end(text, () => resolve()))
  renameSync(`${path}.part`, path)
  return path
}

/** What a list and a search of the same columns would need: an index each for name, company, phone, e-mail and city. */
const peerImport = async (path: string, indexed: boolean): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-bench-'))
  const names = tableColumns.map((column) => `"${column}"`)
  const indexes = indexed
    ? ['Nazwa', 'Firma', 'Telefon', 'E-mail', 'Miasto'].map((column) => `create index "by ${column}" on t ("${column}");`)
    : []
  const sql = ['pragma journal_mode = wal;', `create table t (${names.map((name) => `${name} text`).join(', ')});`, ...indexes].join(' ')
  const run = (...args: string[]) => {
    const { status, stderr, error } = spawnSync('sqlite3', [join(folder, 'peer.sqlite'), ...args], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`sqlite3 failed: ${error?.message ?? stderr}`)
  }
  try {
    run(sql)
    return await timed(() => run('-cmd', '.mode csv', `.import --skip 1 ${path} t`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const csvImport: Bench = {
  id: 'P1',
  title:
    'CSV import: checked, numbers made international, duplicates found, searchable; against `sqlite3 .import` of the same file into a table with five indexes',
  unit: 's',
  line: `ratio <= 4, memory < ${mostMemory} MB, p95 of a note meanwhile < 0.1 s`,
  run: async ({ size, say }) => {
    const rows = sizes[size]
    const path = await fileOf(rows, say)
    const found: { ours: number; peer: number; waits: readonly number[]; memory: number; skipped: number }[] = []
    for (let turn = 1; turn <= turns; turn++) {
      const { seconds, waits, memory, skipped } = await importFile(path, rows)
      const peer = await peerImport(path, true)
      found.push({ ours: seconds, peer, waits, memory, skipped })
      say(`turn ${turn}: ${figure(seconds)} s against ${figure(peer)} s`)
    }
    const bare = await peerImport(path, false)
    const [ours, peer] = [median(found.map((one) => one.ours)), median(found.map((one) => one.peer))]
    const note = median(found.map((one) => percentile(one.waits, 0.95)))
    const memory = Math.max(...found.map((one) => one.memory))
    return {
      ours,
      peer,
      ratio: ours / peer,
      pass: ours / peer <= 4 && memory < mostMemory && note < 0.1,
      spread: found.map((one) => one.ours / one.peer),
      note: [
        `${rows} rows through the API of a real core, from the first byte to the last row: ${figure(rows / ours)} rows/s, ${found[0]?.skipped} of them the same as one further up;`,
        `memory at most ${memory.toFixed(0)} MB; a note typed meanwhile is kept within ${figure(note)} s at the 95th percentile;`,
        `the same file into a bare table: ${figure(bare)} s`,
      ].join(' '),
    }
  },
}
