import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, openReader } from '../../src-node/sqlite/database.ts'
import { noteIdOfCall } from '../../src-shared/telephony/note-of-call.ts'
import { type CoreProcess, startCore } from '../core/core-process.ts'
import { comesTrue, type Fault, type FaultContext, type Findings } from './fault.ts'

/** Kills of one data folder; the next ones get a fresh one, for a store that only grows makes each start slower. */
const killsOfOneFolder = 25
/** Milliseconds of work before the kill, at most. */
const longestLife = 250
/** The same from the first rows of an import on, where the kill waits for them: short enough to come before the last ones. */
const longestImport = 100
const patience = 30_000

/** What was sent and what the core has said yes to. Only the latter must be there after a kill; of the former nothing may be there in part. */
interface World {
  readonly contacts: Map<string, { readonly number: string; acknowledged: boolean }>
  /** Newest acknowledged revision of each; the content follows from id and revision. */
  readonly notes: Map<string, number>
  readonly calls: Map<string, number>
  readonly imports: Map<string, { readonly rows: number; acknowledged: boolean }>
}

interface Life extends FaultContext {
  readonly world: World
  readonly core: CoreProcess
  readonly isKilled: () => boolean
  /** Rows of an import have come into the store. */
  readonly onRows: () => void
}

const textOf = (id: string, revision: number) => `${id} wersja ${revision} ${'zażółć gęślą jaźń '.repeat(revision % 60)}`

const startOf = (id: string) => Date.UTC(2026, 10, 23) + Number.parseInt(id.slice(0, 8), 16)

const phases = ['ringing', 'active', 'ended'] as const

const snapshotOf = (id: string, number: string, revision: number) => {
  const phase = phases[revision - 1] ?? 'ended'
  const startedAt = startOf(id)
  return {
    id,
    direction: 'incoming',
    phase,
    number,
    displayName: '',
    contactId: null,
    startedAt,
    answeredAt: revision > 1 ? startedAt + 4000 : null,
    endedAt: revision > 2 ? startedAt + 64_000 : null,
    muted: false,
    held: false,
    heldByThem: false,
    sipCallId: `${id}@pbx`,
    result: revision > 2 ? 'answer' : null,
    sipStatus: revision > 2 ? 200 : null,
    sipReason: '',
    trouble: null,
    revision,
  }
}

const anyOf = <Item>({ chance }: Life, items: Iterable<Item>): Item | undefined => {
  const list = [...items]
  return list[chance.below(list.length)]
}

const acknowledgedContacts = ({ world }: Life) => [...world.contacts].filter(([, { acknowledged }]) => acknowledged)

const addContact = async ({ world, core, chance }: Life) => {
  const id = randomUUID()
  const contact = { number: `+48601${String(chance.below(1_000_000)).padStart(6, '0')}`, acknowledged: false }
  world.contacts.set(id, contact)
  await core.post('/contacts', { id, stage: 'client', name: `Osoba ${id}`, phones: [{ typed: contact.number }] })
  contact.acknowledged = true
}

const writeNote = async ({ world, core }: Life, id: string, of: { contactId?: string; callId?: string }) => {
  const revision = (world.notes.get(id) ?? 0) + 1
  world.notes.set(id, revision - 1)
  await core.post('/notes/write', { id, ...of, text: textOf(id, revision), revision })
  world.notes.set(id, revision)
}

const typeNote = async (life: Life) => {
  const contactId = anyOf(life, acknowledgedContacts(life))?.[0]
  const id = randomUUID()
  for (let times = 1 + life.chance.below(6); times > 0; times--) await writeNote(life, id, contactId === undefined ? {} : { contactId })
}

const haveCall = async (life: Life) => {
  const { world, core } = life
  const id = randomUUID()
  const number = anyOf(life, acknowledgedContacts(life))?.[1].number ?? '+48799000111'
  for (const [index] of phases.entries()) {
    world.calls.set(id, index)
    await core.post('/telephony/report', snapshotOf(id, number, index + 1))
    world.calls.set(id, index + 1)
    await writeNote(life, noteIdOfCall(id), { callId: id })
  }
}

const importTable = async ({ world, core, chance, onRows }: Life) => {
  const mark = `import ${randomUUID()}`
  const one = { rows: 20 + chance.below(chance.pick([300, 8000])), acknowledged: false }
  world.imports.set(mark, one)
  const lines = Array.from(
    { length: one.rows },
    (_, row) => `Wiersz ${row},+4822${String(chance.below(10_000_000)).padStart(7, '0')},${mark}`,
  )
  const bytes = Buffer.from(`name,phone,comment\n${lines.join('\n')}\n`)
  const { importId } = (await core.post('/imports/begin', { name: 'ludzie.csv', bytes: bytes.length })) as { importId: string }
  await core.post('/imports/append', { importId, offset: 0, base64: bytes.toString('base64') })
  const { mapping } = (await core.post('/imports/preview', { importId })) as { mapping: unknown }
  await core.post('/imports/start', { importId, stage: 'client', mapping })
  let state = 'running'
  let created = 0
  while (state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 5))
    ;({ state, created } = (await core.post('/imports/progress', { importId })) as { state: string; created: number })
    if (created > 0) onRows()
  }
  if (state !== 'done' || created !== one.rows) throw new Error(`An import of ${one.rows} rows ended as ${state} with ${created}`)
  one.acknowledged = true
}

/** Does a thing again and again until the core is killed. What fails before that is told. */
const untilKilled = async (life: Life, act: (life: Life) => Promise<void>): Promise<string[]> => {
  while (!life.isKilled()) {
    try {
      await act(life)
    } catch (error) {
      return life.isKilled() ? [] : [`${act.name} failed in a core that nobody had killed: ${error}`]
    }
  }
  return []
}

interface Seen {
  readonly lost: string[]
  readonly torn: string[]
}

/** What lies in the store, against what was promised. */
const compare = (world: World, folder: string): Seen => {
  const lost: string[] = []
  const torn: string[] = []
  const database = openReader(join(folder, 'workspaces', 'alone', 'workspace.sqlite'))
  try {
    const integrity = database.pragma('integrity_check', { simple: true })
    if (integrity !== 'ok') torn.push(`integrity_check says ${integrity}`)
    const select = database.prepare<[string], string>('select data from row where id = ? and deleted = 0').pluck()
    const stored = (id: string) => {
      const data = select.get(id)
      return data === undefined ? undefined : JSON.parse(data)
    }
    for (const [id, { number, acknowledged }] of world.contacts) {
      const contact = stored(id)
      if (acknowledged && !contact) lost.push(`the contact ${id}`)
      if (contact && contact.phones[0]?.e164 !== number) torn.push(`the contact ${id} has not its number`)
    }
    for (const [id, revision] of world.notes) {
      const note = stored(id)
      if (revision > 0 && !(note?.revision >= revision)) lost.push(`revision ${revision} of the note ${id}`)
      if (note && note.text !== textOf(id, note.revision)) torn.push(`the note ${id} has another text than its revision ${note.revision}`)
    }
    for (const [id, revision] of world.calls) {
      const call = stored(id)
      if (revision > 0 && !(call?.revision >= revision)) lost.push(`revision ${revision} of the call ${id}`)
      if (!call) continue
      const { answeredAt, endedAt, result } = snapshotOf(id, '', call.revision)
      if (call.answeredAt !== answeredAt || call.endedAt !== endedAt || call.result !== result)
        torn.push(`the call ${id} is not what its revision ${call.revision} said`)
    }
    const marked = database.prepare<[], { mark: string; there: number }>(
      "select data ->> 'comment' as mark, count(*) as there from row where kind = 'contact' and deleted = 0 group by mark",
    )
    const rowsOf = new Map(marked.all().map(({ mark, there }) => [mark, there]))
    for (const [mark, { rows, acknowledged }] of world.imports) {
      const there = rowsOf.get(mark) ?? 0
      if (acknowledged && there !== rows) lost.push(`${rows - there} of the ${rows} rows of an import`)
      else if (there !== 0 && there !== rows) torn.push(`an import has ${there} of its ${rows} rows`)
    }
    const count = (sql: string) => database.prepare<[], number>(sql).pluck().get()
    const rows = (kind: string, more = '') => count(`select count(*) from row where kind = '${kind}' and deleted = 0 ${more}`)
    const contacts = rows('contact')
    for (const sql of [
      'select count(*) from contact',
      'select count(*) from contact_text',
      'select coalesce(sum(total), 0) from contact_count',
    ]) {
      if (count(sql) !== contacts) torn.push(`${sql} says ${count(sql)}, and there are ${contacts} contacts`)
    }
    if (count('select count(*) from call') !== rows('call')) torn.push('the list of calls does not agree with the calls')
    const happened =
      (rows('call', "and data ->> 'contactId' is not null") ?? 0) + (rows('note', "and data ->> 'contactId' is not null") ?? 0)
    if (count('select count(*) from feed') !== happened) torn.push('the feeds do not agree with the notes and calls')
  } finally {
    database.close()
  }
  return { lost, torn }
}

/** Whether what a killed import left has been taken back. */
const isTakenBack = (folder: string) => {
  const database = openReader(join(folder, 'device.sqlite'))
  try {
    const running = database.prepare<[], string>("select value from setting where name = 'import.running'").pluck().get() ?? '[]'
    return ([JSON.parse(running)].flat() as unknown[]).length === 0
  } finally {
    database.close()
  }
}

/** Everything that was made last is found by the ways by which a person finds it. */
const compareAnswers = async (life: Life): Promise<string[]> => {
  const newest = acknowledgedContacts(life).at(-1)
  if (!newest) return []
  const [id, { number }] = newest
  const { matches } = (await life.core.post('/telephony/identify', { number })) as { matches: { contactId: string }[] }
  const { rows } = (await life.core.post('/contacts/suggest', { text: `Osoba ${id}` })) as { rows: { id: string }[] }
  const { items } = (await life.core.post('/feed/list', { contactId: id })) as { items: { type: string; act?: string }[] }
  return [
    ...(matches.some(({ contactId }) => contactId === id) ? [] : [`the contact ${id} is not found by its number`]),
    ...(rows.some((row) => row.id === id) ? [] : [`the contact ${id} is not found by its name`]),
    ...(items.some(({ act }) => act === 'created') ? [] : [`the contact ${id} has no history`]),
  ]
}

/** The full text against what it was made of. Only a connection that writes may ask. */
const compareFullText = (folder: string): string[] => {
  const database = openDatabase(join(folder, 'workspaces', 'alone', 'workspace.sqlite'))
  try {
    database.exec("insert into contact_search (contact_search, rank) values ('integrity-check', 1)")
    return []
  } catch (error) {
    return [`the full text does not agree with the contacts: ${error}`]
  } finally {
    database.close()
  }
}

const killAgainAndAgain = async (context: FaultContext, kills: number, folder: string) => {
  const { chance } = context
  const world: World = { contacts: new Map(), notes: new Map(), calls: new Map(), imports: new Map() }
  const lost: string[] = []
  const torn: string[] = []
  const refused: string[] = []
  const look = async (life: Life) => {
    if (!(await comesTrue(() => isTakenBack(folder), patience))) torn.push('an import was not taken back')
    const seen = compare(world, folder)
    lost.push(...seen.lost)
    torn.push(...seen.torn, ...(await compareAnswers(life)))
  }

  for (let kill = 0; kill < kills; kill++) {
    const core = await startCore({ dataFolder: folder })
    let killed = false
    let onRows = () => {}
    const rowsCome = new Promise<void>((resolve) => {
      onRows = resolve
    })
    const life: Life = { ...context, world, core, isKilled: () => killed, onRows }
    // Now and then the next kill comes before the core has mended what the last one left.
    if (chance.below(5) > 0) await look(life)
    const work = [addContact, typeNote, haveCall, importTable].map((act) => untilKilled(life, act))
    const isForRows = chance.below(2) === 0
    if (isForRows) await Promise.race([rowsCome, Promise.all(work)])
    await new Promise((resolve) => setTimeout(resolve, chance.below(isForRows ? longestImport : longestLife)))
    killed = true
    await core.kill()
    refused.push(...(await Promise.all(work)).flat())
    context.say(`killed ${kill + 1} times; ${world.contacts.size} contacts, ${world.notes.size} notes, ${world.calls.size} calls`)
  }

  const core = await startCore({ dataFolder: folder })
  await look({ ...context, world, core, isKilled: () => false, onRows: () => {} })
  await core.kill()
  torn.push(...compareFullText(folder))
  return { world, lost, torn, refused }
}

const run = async (context: FaultContext): Promise<Findings> => {
  const counts = { lost: 0, torn: 0, refused: 0, contacts: 0, notes: 0, calls: 0, imports: 0, importsDone: 0 }
  const broken: string[] = []
  for (let left = context.runs; left > 0; left -= killsOfOneFolder) {
    const folder = mkdtempSync(join(tmpdir(), 'leadline-killed-'))
    try {
      const { world, lost, torn, refused } = await killAgainAndAgain(context, Math.min(left, killsOfOneFolder), folder)
      counts.lost += lost.length
      counts.torn += torn.length
      counts.refused += refused.length
      counts.contacts += world.contacts.size
      counts.notes += world.notes.size
      counts.calls += world.calls.size
      counts.imports += world.imports.size
      counts.importsDone += [...world.imports.values()].filter(({ acknowledged }) => acknowledged).length
      broken.push(...lost.map((what) => `Lost: ${what}`), ...torn.map((what) => `Torn: ${what}`), ...refused)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  // What is not mended is seen again after each kill.
  return { counts, broken: [...new Set(broken)].slice(0, 20) }
}

export const killedCore: Fault = {
  id: 'R1',
  title: 'R1 a core that is killed while it imports, logs calls and keeps notes loses nothing that it has confirmed',
  runs: { usual: 25, full: 2000 },
  run,
}
