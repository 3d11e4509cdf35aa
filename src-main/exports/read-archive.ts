import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { z } from 'zod'
import { pathOfBlob } from '../../src-node/blobs/durable-files.ts'
import { openDatabase } from '../../src-node/sqlite/database.ts'
import { callReportSchema } from '../../src-shared/calls/call-kind.ts'
import { catalogueNames } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { catalogueItemSchema } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { importContacts } from '../../src-shared/contacts/contact-mutators.ts'
import { hashSchema, largestFile } from '../../src-shared/files/file-kind.ts'
import { savedFilterSchema } from '../../src-shared/filters/filter-kind.ts'
import { type FieldProblem, LeadlineError, problemsOf } from '../../src-shared/lib/errors.ts'
import { idSchema } from '../../src-shared/lib/schemas.ts'
import { writeNoteSchema } from '../../src-shared/notes/note-mutators.ts'
import type { RowDocument } from '../../src-shared/rows/kind.ts'
import { kindsByName } from '../../src-shared/rows/registry.ts'
import { taskSchema } from '../../src-shared/tasks/task-kind.ts'
import { type ZipEntry, type ZipLimits, zipEntries } from '../import/zip-entries.ts'

/** The directory of a ZIP counts to 65,535; documents shrink to a tenth, and attached files hardly. */
const limits: ZipLimits = { entries: 65_000, bytes: 4_000_000_000, ratio: 200, smallBytes: 10_000_000 }

/** Rows of one transaction. */
const chunk = 1000

/** What a document must be so that the write of its kind takes it; kinds that are not here are left where they are. */
const checks: Readonly<Record<string, (document: RowDocument) => z.ZodSafeParseResult<unknown>>> = {
  ...Object.fromEntries(
    catalogueNames.map((kind) => [kind, (document: RowDocument) => catalogueItemSchema.safeParse({ ...document, kind })] as const),
  ),
  contact: (document) => importContacts.args.safeParse({ contacts: [document] }),
  call: (document) => callReportSchema.safeParse(document),
  note: (document) => writeNoteSchema.safeParse(document),
  task: (document) => taskSchema.safeParse(document),
  // One whose query nobody can read any more is left out.
  filter: (document) => savedFilterSchema.omit({ query: true }).safeParse(document),
}

const refuse = (message: string, problems: readonly FieldProblem[]): never => {
  throw new LeadlineError('unreadable_file', message, problems)
}

const refuseLine = (place: string, why: readonly FieldProblem[]) =>
  refuse(`${place} is not as an export writes it`, [
    { path: place, rule: 'export_line' },
    ...why.slice(0, 1).map((problem) => ({ ...problem, path: problem.path.replace(/^contacts\.0\./, '') })),
  ])

const parsed = (line: string): RowDocument | null => {
  try {
    const value: unknown = JSON.parse(line)
    const isDocument = typeof value === 'object' && value !== null && idSchema.safeParse((value as RowDocument).id).success
    return isDocument ? (value as RowDocument) : null
  } catch {
    return null
  }
}

/** The lines of a text, which as a whole may be longer than a string can be. */
const linesOf = function* (content: Buffer): Generator<string> {
  for (let from = 0; from < content.length; ) {
    const end = content.indexOf(10, from)
    const to = end < 0 ? content.length : end
    yield content.toString('utf8', from, to)
    from = to + 1
  }
}

const keepBlob = (folder: string, hash: string, entry: ZipEntry) => {
  if (entry.size > largestFile)
    throw new LeadlineError('too_large', 'An attached file is too large', [{ path: 'file', rule: 'unreadable' }])
  const content = entry.read()
  if (createHash('sha256').update(content).digest('hex') !== hash)
    refuse('An attached file is not what it was', [{ path: entry.name, rule: 'unreadable' }])
  const path = pathOfBlob(folder, hash)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(path, content, { mode: 0o600 })
}

/**
 * Lays what was exported as JSON out in a folder as a workspace would lie there: `rows.sqlite` with the rows that a workspace takes, and attached
 * files under `blobs/`. Everything is checked on the way.
 * @throws LeadlineError `unreadable_file`, `too_large`: see `bringBack` of the contract
 */
export const readArchive = (path: string, folder: string): void => {
  const entries = zipEntries(readFileSync(path), limits)
  const kindOf = ({ name }: ZipEntry) => /^([a-z]+)\.jsonl$/.exec(name)?.[1]
  const named = entries.flatMap((entry) => {
    const kind = kindOf(entry)
    return kind === undefined || kind === 'files' ? [] : [{ kind, entry }]
  })
  if (!named.some(({ kind }) => Object.hasOwn(checks, kind)))
    refuse('There are no documents in the archive', [{ path: 'file', rule: 'not_an_export' }])
  const unknown = named.find(({ kind }) => !Object.hasOwn(kindsByName, kind))
  if (unknown) refuse(`${unknown.entry.name} is of a newer program`, [{ path: unknown.entry.name, rule: 'newer_export' }])

  const database = openDatabase(join(folder, 'rows.sqlite'))
  try {
    database.exec(`
      create table row (rid integer primary key, kind text not null, id text not null unique, deleted integer not null default 0, data text not null);
      create index row_kind on row (kind, rid);`)
    const insert = database.prepare<[string, string, string]>('insert into row (kind, id, data) values (?, ?, ?) on conflict do nothing')
    const write = database.transaction((kind: string, rows: readonly (readonly [string, string, string])[]) => {
      for (const [place, id, data] of rows) if (insert.run(kind, id, data).changes === 0) refuseLine(place, [{ path: 'id', rule: 'taken' }])
    })
    for (const { kind, entry } of named) {
      const check = checks[kind]
      if (!check) continue
      const upcast = (document: RowDocument) => kindsByName[kind]?.upcast?.(document) ?? document
      let number = 0
      let rows: [string, string, string][] = []
      for (const line of linesOf(entry.read())) {
        number += 1
        if (line.trim() === '') continue
        const place = `${entry.name}:${number}`
        const document = parsed(line) ?? refuseLine(place, [{ path: '', rule: 'invalid' }])
        const checked = check(upcast(document))
        if (!checked.success) refuseLine(place, problemsOf(checked.error.issues as Parameters<typeof problemsOf>[0]))
        rows.push([place, document.id, line])
        if (rows.length === chunk) {
          write(kind, rows)
          rows = []
        }
      }
      write(kind, rows)
    }
  } finally {
    database.close()
  }
  for (const entry of entries) {
    const hash = /^files\/([^/]+)\/[^/]+$/.exec(entry.name)?.[1]
    if (hash !== undefined && hashSchema.safeParse(hash).success) keepBlob(join(folder, 'blobs'), hash, entry)
  }
}
