import type { Database } from '../../src-node/sqlite/database.ts'
import { isCatalogue } from '../../src-shared/catalogue/catalogue-kinds.ts'
import type { AttachedFile } from '../../src-shared/files/file-kind.ts'
import { savedFilterKind } from '../../src-shared/filters/filter-kind.ts'
import { noteKind } from '../../src-shared/notes/note-kind.ts'
import { kindsByName } from '../../src-shared/rows/registry.ts'
import { taskKind } from '../../src-shared/tasks/task-kind.ts'
import type { FilePiece } from './export-worker.ts'
import type { ZipEntry } from './zip-file.ts'

type RowsByKind = ReadonlyMap<string, number[]>

/** Documents that are read at a time. */
const page = 500
/** Characters of a file's name that are kept. */
const longestName = 100

const gathered = (rows: Iterable<{ readonly rid: number; readonly kind: string }>): RowsByKind => {
  const byKind = new Map<string, number[]>(Object.keys(kindsByName).map((kind) => [kind, []]))
  for (const { rid, kind } of rows) byKind.get(kind)?.push(rid)
  return byKind
}

/** All but the filters that others have saved: these are theirs alone. */
const allRows = (database: Database, memberId: string): RowsByKind =>
  gathered(
    database
      .prepare<[string, string], { rid: number; kind: string }>(
        "select rid, kind from row where deleted = 0 and (kind <> ? or data ->> 'memberId' = ?)",
      )
      .iterate(savedFilterKind.name, memberId),
  )

/** The contacts, what hangs on them, and the words in which both are written. */
const rowsAround = (database: Database, contacts: readonly number[]): RowsByKind => {
  const hanging = database.prepare<[number], { rid: number; kind: string }>(
    `select row.rid, row.kind from row contact join row on row.root = contact.id and row.root <> row.id and row.deleted = 0
     where contact.rid = ?`,
  )
  // A task lies with the first of those whom it is about, and is as much about the others.
  const tasksAbout = database.prepare<[number], { rid: number; kind: string }>(
    `select row.rid, row.kind from row contact join lookup_name on lookup_name.kind = 'task' and lookup_name.name = 'contact'
       join lookup_value on lookup_value.lookup = lookup_name.lookup and lookup_value.value = contact.id
       join row on row.rid = lookup_value.rid and row.root <> contact.id and row.deleted = 0
     where contact.rid = ?`,
  )
  const every = database.prepare<[string], { rid: number; kind: string }>(
    `select row.rid, row.kind from lookup_name join lookup_value using (lookup) join row using (rid)
     where lookup_name.kind = ? and name = 'everyone' and value = 'yes' and deleted = 0`,
  )
  const rows = function* () {
    for (const kind of Object.keys(kindsByName)) if (isCatalogue(kind) || kind === 'member') yield* every.all(kind)
    const tasks = new Set<number>()
    for (const rid of contacts) {
      yield { rid, kind: 'contact' }
      for (const row of [...hanging.all(rid), ...tasksAbout.all(rid)]) {
        if (row.kind !== taskKind.name) yield row
        else if (!tasks.has(row.rid)) {
          tasks.add(row.rid)
          yield row
        }
      }
    }
  }
  return gathered(rows())
}

// Control characters, what some system does not take in a name, and what leads out of a folder.
const unsafe = /[\p{Cc}<>:"/\\|?*]/gu
const safeName = (name: string): string => {
  const bare = name
    .replace(unsafe, '_')
    .replace(/^\.+/, '_')
    .replace(/[. ]+$/, '')
  const end = /\.[^.]{1,10}$/.exec(bare)?.[0] ?? ''
  return bare.length <= longestName ? bare || '_' : bare.slice(0, longestName - end.length) + end
}

/**
 * Documents as they are, a line each and a file for each kind, then the files that hang on them, as `files/<hash>/<name>`. `files.jsonl` says
 * at the end which they are; `path` is null for one that could not be had.
 * @param contacts numbers of their rows; null for everything there is
 * @param memberId who takes it out
 */
export const documentEntries = async function* (
  database: Database,
  contacts: readonly number[] | null,
  memberId: string,
  pieceOf: (hash: string, offset: number) => Promise<FilePiece>,
  progress: (total: number, done: number) => void,
): AsyncGenerator<ZipEntry> {
  const rows = contacts ? rowsAround(database, contacts) : allRows(database, memberId)
  const files = new Map<string, AttachedFile>()
  const documents = [...rows.values()].reduce((sum, { length }) => sum + length, 0)
  let done = 0
  const advance = (by: number) => {
    done += by
    progress(documents + files.size, done)
  }
  advance(0)

  const select = database.prepare<[number], string>('select data from row where rid = ? and deleted = 0').pluck()
  const noteFiles = (data: string) => {
    for (const file of (JSON.parse(data) as { files?: AttachedFile[] }).files ?? []) if (!files.has(file.hash)) files.set(file.hash, file)
  }
  const lines = function* (kind: string, rids: readonly number[]) {
    for (let from = 0; from < rids.length; from += page) {
      const part = rids.slice(from, from + page)
      let text = ''
      for (const rid of part) {
        const data = select.get(rid)
        if (data === undefined) continue
        if (kind === noteKind.name) noteFiles(data)
        text += `${data}\n`
      }
      yield text
      advance(part.length)
    }
  }
  for (const [kind, rids] of rows) if (rids.length > 0) yield { path: `${kind}.jsonl`, content: lines(kind, rids) }

  const pieces = async function* (hash: string, first: Uint8Array) {
    let offset = 0
    for (let piece: FilePiece = first; piece && piece.length > 0; piece = await pieceOf(hash, offset)) {
      yield piece
      offset += piece.length
    }
  }
  const told: string[] = []
  for (const { hash, name, size, type } of files.values()) {
    const first = await pieceOf(hash, 0)
    const path = first && `files/${hash}/${safeName(name)}`
    if (path) yield { path, content: pieces(hash, first) }
    told.push(JSON.stringify({ hash, name, size, type, path }))
    advance(1)
  }
  if (told.length > 0) yield { path: 'files.jsonl', content: [`${told.join('\n')}\n`] }
}
