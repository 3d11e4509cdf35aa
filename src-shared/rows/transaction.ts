import { LeadlineError, problemsOf } from '../lib/errors.ts'
import type { Kind, RowDocument } from './kind.ts'

/** A row as a store holds it. A deleted row keeps its document, so that undo needs nothing else. */
export interface StoredRow {
  readonly document: RowDocument
  readonly deleted: boolean
}

/** Where a transaction reads what it has not written itself. Both answers are immediate. */
export interface RowSource {
  readonly read: (kind: string, id: string) => StoredRow | undefined
  /** Ids of rows, deleted ones left out, whose lookup holds the value. */
  readonly idsOf: (kind: string, lookup: string, value: string) => readonly string[]
}

/** One row before and after a mutation. From these come the audit log, the feed's changes, undo and *what was overwritten*. */
export interface RowChange {
  readonly kind: Kind
  readonly id: string
  readonly before: StoredRow | undefined
  readonly after: StoredRow
}

/** What a mutator may do. Everything is synchronous and goes to an overlay; nothing is stored until the whole mutation has succeeded. */
export interface Transaction {
  /** The document, or undefined where there is none or it is deleted. */
  readonly get: <Document extends RowDocument>(kind: Kind<Document>, id: string) => Document | undefined
  /** Creates or replaces; the document is checked by the kind's schema. */
  readonly put: <Document extends RowDocument>(kind: Kind<Document>, document: Document) => void
  readonly delete: (kind: Kind, id: string) => void
  /** Brings a deleted row back as it was. */
  readonly restore: (kind: Kind, id: string) => void
  readonly find: <Document extends RowDocument>(kind: Kind<Document>, lookup: string, value: string) => readonly string[]
}

/** An overlay is a transaction over a source, and a source for the next overlay: a failed mutation drops its own layer alone. */
export interface Overlay extends Transaction, RowSource {
  readonly changes: () => readonly RowChange[]
}

interface Entry {
  readonly kind: Kind
  readonly before: StoredRow | undefined
  after: StoredRow
}

export const createOverlay = (source: RowSource): Overlay => {
  const entries = new Map<string, Entry>()
  const keyOf = (kind: string, id: string) => `${kind}/${id}`

  const read = (kind: string, id: string): StoredRow | undefined => entries.get(keyOf(kind, id))?.after ?? source.read(kind, id)

  const write = (kind: Kind, id: string, after: StoredRow) => {
    const entry = entries.get(keyOf(kind.name, id))
    if (entry) entry.after = after
    else entries.set(keyOf(kind.name, id), { kind, before: source.read(kind.name, id), after })
  }

  const setDeleted = (kind: Kind, id: string, deleted: boolean) => {
    const row = read(kind.name, id)
    if (row && row.deleted !== deleted) write(kind, id, { document: row.document, deleted })
  }

  const idsOf = (kind: string, lookup: string, value: string): readonly string[] => {
    const found = new Set(source.idsOf(kind, lookup, value))
    for (const entry of entries.values()) {
      if (entry.kind.name !== kind) continue
      const { document, deleted } = entry.after
      const matches = !deleted && entry.kind.lookups[lookup]?.(document).includes(value)
      if (matches) found.add(document.id)
      else found.delete(document.id)
    }
    return [...found]
  }

  return {
    read,
    idsOf,
    find: (kind, lookup, value) => idsOf(kind.name, lookup, value),
    get: <Document extends RowDocument>(kind: Kind<Document>, id: string) => {
      const row = read(kind.name, id)
      if (!row || row.deleted) return undefined
      const document = row.document as Document
      return kind.upcast ? kind.upcast(document) : document
    },
    put: <Document extends RowDocument>(kind: Kind<Document>, document: Document) => {
      const checked = kind.schema.safeParse(document)
      if (!checked.success) throw new LeadlineError('bad_input', `This ${kind.name} cannot be kept`, problemsOf(checked.error.issues))
      write(kind, document.id, { document: checked.data, deleted: false })
    },
    delete: (kind, id) => setDeleted(kind, id, true),
    restore: (kind, id) => setDeleted(kind, id, false),
    changes: () => [...entries.values()].map(({ kind, before, after }) => ({ kind, id: after.document.id, before, after })),
  }
}
