import { LeadlineError, problemsOf } from '../lib/errors.ts'
import { sameJson } from '../lib/json.ts'
import type { Kind, RowDocument } from './kind.ts'

/** A row as a store holds it. A deleted row keeps its document, so that undo needs nothing else. */
export interface StoredRow<Document extends RowDocument = RowDocument> {
  readonly document: Document
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
  /** The row also where it is deleted: what is sent again after a lost answer must not bring back what was deleted meanwhile. */
  readonly peek: <Document extends RowDocument>(kind: Kind<Document>, id: string) => StoredRow<Document> | undefined
  /** Creates or replaces; the document is checked by the kind's schema. */
  readonly put: <Document extends RowDocument>(kind: Kind<Document>, document: Document) => void
  readonly delete: (kind: Kind, id: string) => void
  /** Brings a deleted row back as it was. */
  readonly restore: (kind: Kind, id: string) => void
  readonly find: <Document extends RowDocument>(kind: Kind<Document>, lookup: string, value: string) => readonly string[]
}

/** An overlay is a transaction over a source, and a source for the next overlay: a failed mutation drops its own layer alone. */
export interface Overlay extends Transaction, RowSource {
  /** Rows that are now otherwise than before; what was written just as it was is none. */
  readonly changes: () => readonly RowChange[]
  /** Takes over what a layer above has done. */
  readonly absorb: (changes: readonly RowChange[]) => void
}

interface Entry {
  readonly kind: Kind
  readonly before: StoredRow | undefined
  after: StoredRow
}

/**
 * A document as it is kept.
 * @throws LeadlineError `bad_input` with what the kind's schema refuses
 */
export const checkedDocument = (kind: Kind, document: RowDocument): RowDocument => {
  const checked = kind.schema.safeParse(document)
  if (!checked.success) throw new LeadlineError('bad_input', `This ${kind.name} cannot be kept`, problemsOf(checked.error.issues))
  return checked.data
}

export const createOverlay = (source: RowSource): Overlay => {
  const entries = new Map<string, Entry>()
  // Each row is asked for once: what a mutation decided by is what its change is told against.
  const below = new Map<string, StoredRow | undefined>()
  const keyOf = (kind: string, id: string) => `${kind}/${id}`

  const readBelow = (kind: string, id: string): StoredRow | undefined => {
    const key = keyOf(kind, id)
    if (!below.has(key)) below.set(key, source.read(kind, id))
    return below.get(key)
  }

  const read = (kind: string, id: string): StoredRow | undefined => entries.get(keyOf(kind, id))?.after ?? readBelow(kind, id)

  const write = (kind: Kind, id: string, after: StoredRow) => {
    const entry = entries.get(keyOf(kind.name, id))
    if (entry) entry.after = after
    else entries.set(keyOf(kind.name, id), { kind, before: readBelow(kind.name, id), after })
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

  const peek = <Document extends RowDocument>(kind: Kind<Document>, id: string): StoredRow<Document> | undefined => {
    const row = read(kind.name, id) as StoredRow<Document> | undefined
    return row && kind.upcast ? { document: kind.upcast(row.document), deleted: row.deleted } : row
  }

  return {
    read,
    idsOf,
    peek,
    find: (kind, lookup, value) => idsOf(kind.name, lookup, value),
    get: (kind, id) => {
      const row = peek(kind, id)
      return row?.deleted ? undefined : row?.document
    },
    put: (kind, document) => write(kind as Kind, document.id, { document: checkedDocument(kind as Kind, document), deleted: false }),
    delete: (kind, id) => setDeleted(kind, id, true),
    restore: (kind, id) => setDeleted(kind, id, false),
    changes: () =>
      [...entries.values()]
        .filter(({ before, after }) => before?.deleted !== after.deleted || !sameJson(before.document, after.document))
        .map(({ kind, before, after }) => ({ kind, id: after.document.id, before, after })),
    absorb: (changes) => {
      for (const { kind, id, after } of changes) write(kind, id, after)
    },
  }
}
