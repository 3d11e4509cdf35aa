import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openReader } from '../../src-node/sqlite/database.ts'
import { type CoreProcess, startCore } from '../core/core-process.ts'
import { comesTrue, type Fault, type FaultContext, type Findings } from './fault.ts'

const patience = 30_000
/** Writes after which the disk is made smaller, for a log that begins anew does not grow. */
const mostWrites = 40

interface Desk {
  core: CoreProcess
  readonly folder: string
  readonly workspacePath: string
  readonly devicePath: string
  /** Ids of documents that the core has confirmed. */
  readonly kept: Set<string>
  /** A client that is there, with room for notes. */
  readonly contactId: string
}

/** Something that writes, met by a disk with so many bytes of room. It answers with what went wrong beyond the refusal. */
interface Case {
  readonly name: string
  readonly meet: (desk: Desk, room: number) => Promise<string[]>
}

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/**
 * Bytes that no file of the process may grow beyond: what lies behind them is refused by the system (`EFBIG`), in the middle of a write
 * where it comes so. It needs no rights and no file system of its own, and can be lifted while the process runs.
 */
const limitFiles = ({ core }: Desk, bytes: number | 'unlimited') =>
  execFileSync('prlimit', ['--pid', String(core.pid), `--fsize=${bytes}:unlimited`])

const refusalOf = async (act: () => Promise<unknown>): Promise<string | null> => {
  try {
    await act()
    return null
  } catch (error) {
    return /"code":"([a-z_]+)"/.exec(String(error))?.[1] ?? String(error)
  }
}

const isStorageError = (refusal: string | null, what: string): string[] =>
  refusal === 'storage_failed' ? [] : [`${what} met a full disk and was told ${refusal}`]

/** Does it until the disk is full, looks whether the program still answers, makes room, and does it once more. */
const growing = (name: string, file: 'workspacePath' | 'devicePath', act: (desk: Desk, time: number) => Promise<unknown>): Case => ({
  name,
  meet: async (desk, room) => {
    limitFiles(desk, sizeOf(`${desk[file]}-wal`) + room)
    let refusal: string | null = null
    for (let time = 0; refusal === null && time < 2 * mostWrites; time++) {
      if (time === mostWrites) limitFiles(desk, room)
      refusal = await refusalOf(() => act(desk, time))
    }
    const reading = await refusalOf(() => desk.core.post('/contacts/count', { stage: 'client' }))
    limitFiles(desk, 'unlimited')
    const again = await refusalOf(() => act(desk, 0))
    return [
      ...isStorageError(refusal, name),
      ...(reading === null ? [] : [`Reading failed while the disk was full: ${reading}`]),
      ...(again === null ? [] : [`${name} did not go on when there was room: ${again}`]),
    ]
  },
})

const addContact = async ({ core, kept }: Desk) => {
  const id = randomUUID()
  await core.post('/contacts', { id, stage: 'client', name: `Osoba ${id}`, phones: [{ typed: '601 234 567' }] })
  kept.add(id)
  return id
}

const writeNote = async ({ core, kept, contactId }: Desk, text: string) => {
  const id = randomUUID()
  await core.post('/notes/write', { id, contactId, text })
  kept.add(id)
}

const reportCall = async ({ core, kept }: Desk) => {
  const id = randomUUID()
  const states = { phase: 'ringing', muted: false, held: false, heldByThem: false, result: null, sipStatus: null, trouble: null }
  const names = { number: '601 234 567', displayName: '', contactId: null, sipCallId: `${id}@pbx`, sipReason: '' }
  const times = { startedAt: Date.now(), answeredAt: null, endedAt: null }
  await core.post('/telephony/report', { id, direction: 'incoming', ...names, ...times, ...states, revision: 1 })
  kept.add(id)
}

const changeContact = async ({ core, contactId }: Desk, time: number) =>
  core.post('/contacts/update', { id: contactId, fields: { comment: `${time} ${'Zażółć gęślą jaźń. '.repeat(500)}` } })

const deleteAndUndo = async (desk: Desk) => {
  const id = await addContact(desk)
  // Deleted or not: a refusal in between may leave it so.
  desk.kept.delete(id)
  const { batch } = (await desk.core.post('/contacts/delete', { ids: [id] })) as { batch: string }
  await desk.core.post('/history/undo', { batch })
  desk.kept.add(id)
}

const tableOf = (rows: number) => Buffer.from(`name,comment\n${`Wiersz,${'x'.repeat(60)}\n`.repeat(rows)}`)

const begin = async ({ core }: Desk, bytes: Buffer) =>
  ((await core.post('/imports/begin', { name: 'ludzie.csv', bytes: bytes.length })) as { importId: string }).importId

const bring = ({ core }: Desk, importId: string, bytes: Buffer) =>
  core.post('/imports/append', { importId, offset: 0, base64: bytes.toString('base64') })

/** Imports a file that has arrived, to its end, and answers with the state in which it ended. */
const importWhole = async ({ core }: Desk, importId: string): Promise<string> => {
  await core.post('/imports/preview', { importId })
  await core.post('/imports/start', { importId, stage: 'lead', mapping: ['name', 'comment'] })
  let state = 'running'
  await comesTrue(async () => {
    state = ((await core.post('/imports/progress', { importId })) as { state: string }).state
    return state !== 'running'
  }, patience)
  return state
}

const leadsOf = async ({ core }: Desk) => ((await core.post('/contacts/count', { stage: 'lead' })) as { total: number }).total

const fileOfImport: Case = {
  name: 'the file of an import',
  meet: async (desk, room) => {
    const bytes = tableOf(2000)
    const before = await leadsOf(desk)
    const importId = await begin(desk, bytes)
    limitFiles(desk, room)
    const refusal = await refusalOf(() => bring(desk, importId, bytes))
    limitFiles(desk, 'unlimited')
    await bring(desk, importId, bytes)
    const state = await importWhole(desk, importId)
    const added = (await leadsOf(desk)) - before
    return [
      ...isStorageError(refusal, 'the file of an import'),
      ...(state === 'done' && added === 2000 ? [] : [`It ended as ${state}, with ${added} rows`]),
    ]
  },
}

const start = async (desk: Desk) => {
  desk.core = await startCore({ dataFolder: desk.folder })
}

const rowsOfImport: Case = {
  name: 'the rows of an import, and a kill before there is room',
  meet: async (desk, room) => {
    const bytes = tableOf(12_000)
    const before = await leadsOf(desk)
    const importId = await begin(desk, bytes)
    await bring(desk, importId, bytes)
    limitFiles(desk, sizeOf(`${desk.workspacePath}-wal`) + 1_000_000 + room * 160)
    const state = await importWhole(desk, importId)
    await desk.core.kill()
    await start(desk)
    const isTakenBack = await comesTrue(async () => (await leadsOf(desk)) === before, patience)
    return [
      ...(state === 'failed' ? [] : [`An import met a full disk and ended as ${state}`]),
      ...(isTakenBack ? [] : [`Of a failed import ${(await leadsOf(desk)) - before} rows stayed`]),
    ]
  },
}

const killedWhileFull: Case = {
  name: 'a kill while the disk is full',
  meet: async (desk, room) => {
    limitFiles(desk, sizeOf(`${desk.workspacePath}-wal`) + room)
    let refusal: string | null = null
    for (let time = 0; refusal === null && time < mostWrites; time++) refusal = await refusalOf(() => addContact(desk))
    await desk.core.kill()
    await start(desk)
    await addContact(desk)
    return isStorageError(refusal, 'a contact')
  },
}

const cases: readonly Case[] = [
  growing('a contact', 'workspacePath', addContact),
  growing('a short note', 'workspacePath', (desk) => writeNote(desk, 'Oddzwonić')),
  growing('a note of many pages', 'workspacePath', (desk) => writeNote(desk, 'Zażółć gęślą jaźń. '.repeat(4000))),
  growing('a call', 'workspacePath', reportCall),
  growing('a change of a contact', 'workspacePath', changeContact),
  growing('a deletion and its undo', 'workspacePath', deleteAndUndo),
  growing('view settings', 'devicePath', ({ core }, time) => core.post('/session/device', { theme: time % 2 === 0 ? 'dark' : 'light' })),
  killedWhileFull,
  fileOfImport,
  rowsOfImport,
]

/** What was confirmed is there, and nothing is damaged. */
const look = ({ workspacePath, devicePath, kept }: Desk): string[] => {
  const broken: string[] = []
  for (const path of [workspacePath, devicePath]) {
    const database = openReader(path)
    const integrity = database.pragma('integrity_check', { simple: true })
    database.close()
    if (integrity !== 'ok') broken.push(`integrity_check says ${integrity}`)
  }
  const database = openReader(workspacePath)
  const select = database.prepare<[string], number>('select 1 from row where id = ? and deleted = 0').pluck()
  for (const id of kept) if (select.get(id) !== 1) broken.push(`${id} is lost`)
  const count = (sql: string) => database.prepare<[], number>(sql).pluck().get()
  const rows = (kind: string) => count(`select count(*) from row where kind = '${kind}' and deleted = 0`)
  for (const [table, kind] of [
    ['contact', 'contact'],
    ['contact_text', 'contact'],
    ['call', 'call'],
  ] as const) {
    if (count(`select count(*) from ${table}`) !== rows(kind)) broken.push(`${table} does not agree with the rows`)
  }
  database.close()
  return broken
}

const run = async ({ runs, chance, say }: FaultContext): Promise<Findings> => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-full-'))
  const contactId = randomUUID()
  const desk: Desk = {
    core: await startCore({ dataFolder: folder }),
    folder,
    workspacePath: join(folder, 'workspaces', 'alone', 'workspace.sqlite'),
    devicePath: join(folder, 'device.sqlite'),
    kept: new Set([contactId]),
    contactId,
  }
  const broken: string[] = []
  try {
    await desk.core.post('/contacts', { id: contactId, stage: 'client', name: 'Łucja Żółć' })
    for (let time = 0; time < runs; time++) {
      const { name, meet } = cases[time % cases.length] as Case
      const found = [...(await meet(desk, chance.below(64 * 1024))), ...look(desk)]
      say(`${name}: ${found.length === 0 ? 'refused in words, and on it goes' : found.join('; ')}`)
      broken.push(...found.map((what) => `${name}: ${what}`))
    }
  } finally {
    await desk.core.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  return { counts: { kept: desk.kept.size, broken: broken.length }, broken: broken.slice(0, 20) }
}

export const fullDisk: Fault = {
  id: 'R7',
  title: 'R7 where the disk refuses to write that is said, nothing is kept by halves, and it goes on afterwards',
  runs: { usual: 10, full: 200 },
  run,
}
