import { join } from 'node:path'
import { openDatabase, openReader } from '../../src-node/sqlite/database.ts'
import { acknowledgedContacts, type Life, snapshotOf, textOf, type World } from './killed-core-work.ts'

export interface Seen {
  readonly lost: string[]
  readonly torn: string[]
}

/** What lies in the store, against what was promised. In a team its author may make a tag for all, and not take it away again. */
export const compare = (world: World, file: string, isAlone: boolean): Seen => {
  const lost: string[] = []
  const torn: string[] = []
  const database = openReader(file)
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
    const tagged = new Set(database.prepare<[], string>("select data ->> 'name' from row where kind = 'tag' and deleted = 0").pluck().all())
    for (const [mark, { rows, id, acknowledged }] of world.imports) {
      const there = rowsOf.get(mark) ?? 0
      const isRecorded = id !== null && stored(id) !== undefined
      if (isRecorded !== (there === rows))
        torn.push(`the history of imports says ${isRecorded} of one that has ${there} of its ${rows} rows`)
      if (there > 0 ? !tagged.has(mark) : isAlone && tagged.has(mark))
        torn.push(`an import of which ${there} rows are there has left its tag behind, or lost it`)
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
export const isTakenBack = (folder: string) => {
  const database = openReader(join(folder, 'device.sqlite'))
  try {
    const running = database.prepare<[], string>("select value from setting where name = 'import.running'").pluck().get() ?? '[]'
    return ([JSON.parse(running)].flat() as unknown[]).length === 0
  } finally {
    database.close()
  }
}

/** Everything that was made last is found by the ways by which a person finds it. */
export const compareAnswers = async (life: Life): Promise<string[]> => {
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
export const compareFullText = (file: string): string[] => {
  const database = openDatabase(file)
  try {
    database.exec("insert into contact_search (contact_search, rank) values ('integrity-check', 1)")
    return []
  } catch (error) {
    return [`the full text does not agree with the contacts: ${error}`]
  } finally {
    database.close()
  }
}
