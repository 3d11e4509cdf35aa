import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  createWriteStream,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import { type Client, type CoreProcess, startCore } from '../core/core-process.ts'
import { type Bench, figure, median, percentile, timed, turns } from './bench.ts'
import { ensureCache } from './data.ts'
import { personAt } from './people.ts'

const sizes = { usual: 100_000, full: 1_000_000 } as const
const nobody = '0193c3a0-0000-7000-8000-000000000000'
const columns = ['Nazwa', 'Firma', 'Rodzaj', 'Typ', 'Telefon', 'E-mail', 'Kraj', 'Miasto', 'Kod', 'Adres'] as const
const mostMemory = 400

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The file that both import, made once. */
const fileOf = async (rows: number, say: (text: string) => void): Promise<string> => {
  const path = join(ensureCache(), `contacts-${rows}.csv`)
  if (existsSync(path)) return path
  say(`writing a file of ${rows} rows, once`)
  const out = createWriteStream(`${path}.part`)
  let text = `${columns.join(',')}\n`
  for (let index = 0; index < rows; index++) {
    const { name, company, status, type, phones, emails, country, city, zip, address } = personAt(index, nobody)
    const cells = [name, company, status, type, phones[0]?.typed ?? '', emails[0]?.address ?? '', country ?? '', city, zip, address]
    text += `${cells.map(cell).join(',')}\n`
    if (text.length < 1_000_000) continue
    if (!out.write(text)) await once(out, 'drain')
    text = ''
  }
  await new Promise<void>((resolve) => out.end(text, () => resolve()))
  renameSync(`${path}.part`, path)
  return path
}

const upload = async (client: Client, path: string): Promise<string> => {
  const bytes = statSync(path).size
  const { importId } = await client.imports.begin({ name: 'clients.csv', bytes })
  const file = openSync(path, 'r')
  const piece = Buffer.alloc(1_000_000)
  for (let offset = 0; offset < bytes; ) {
    const read = readSync(file, piece, 0, piece.length, offset)
    await client.imports.append({ importId, offset, base64: piece.subarray(0, read).toString('base64') })
    offset += read
  }
  closeSync(file)
  return importId
}

/** Types notes until it is told to stop; answers with how long each took to be kept. */
const typeNotes = (client: Client) => {
  let typing = true
  const times: number[] = []
  const done = (async () => {
    const id = newId()
    for (let revision = 1; typing; revision++) {
      times.push(await timed(() => client.notes.write({ id, text: `Notatka ${revision}`, revision })))
      await wait(20)
    }
  })()
  return {
    stop: async () => {
      typing = false
      await done
      return times
    },
  }
}

/** The most memory that the process has ever taken, megabytes (proc(5): VmHWM). */
const peakMemory = ({ pid }: CoreProcess): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024

const ourImport = async (path: string, rows: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-bench-'))
  const core = await startCore({ dataFolder: folder })
  try {
    const { client, close } = await core.connect()
    const notes = typeNotes(client)
    const seconds = await timed(async () => {
      const importId = await upload(client, path)
      const { mapping } = await client.imports.preview({ importId })
      await client.imports.start({ importId, stage: 'client', mapping })
      for (;;) {
        const { state, created } = await client.imports.progress({ importId })
        if (state === 'done' && created === rows) return
        if (state !== 'running') throw new Error(`The import of ${rows} rows ended as ${state} with ${created}`)
        await wait(20)
      }
    })
    const waits = await notes.stop()
    const memory = peakMemory(core)
    close()
    return { seconds, waits, memory }
  } finally {
    await core.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a list and a search of the same columns would need: an index each for name, company, phone, e-mail and city. */
const peerImport = async (path: string, indexed: boolean): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-bench-'))
  const names = columns.map((column) => `"${column}"`)
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
    'CSV import: checked, numbers made international, searchable; against `sqlite3 .import` of the same file into a table with five indexes',
  unit: 's',
  line: `ratio <= 4, memory < ${mostMemory} MB, p95 of a note meanwhile < 0.1 s`,
  run: async ({ size, say }) => {
    const rows = sizes[size]
    const path = await fileOf(rows, say)
    const found: { ours: number; peer: number; waits: number[]; memory: number }[] = []
    for (let turn = 1; turn <= turns; turn++) {
      const { seconds, waits, memory } = await ourImport(path, rows)
      const peer = await peerImport(path, true)
      found.push({ ours: seconds, peer, waits, memory })
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
        `${rows} rows through the API of a real core, from the first byte to the last row: ${figure(rows / ours)} rows/s;`,
        `memory at most ${memory.toFixed(0)} MB; a note typed meanwhile is kept within ${figure(note)} s at the 95th percentile;`,
        `the same file into a bare table: ${figure(bare)} s`,
      ].join(' '),
    }
  },
}
