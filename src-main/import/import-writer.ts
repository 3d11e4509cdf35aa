import type { z } from 'zod'
import { type Contact, contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { createContact, patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import type { BadRow, ImportProgress } from '../../src-shared/import/import-contract.ts'
import { type LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import type { MutationContext } from '../../src-shared/rows/mutator.ts'
import { unpackLookups, unpackOrdered, unpackRows } from '../db/packed-rows.ts'
import type { WorkspaceStore } from '../db/workspace-store.ts'
import { appendBadRows, type RefusedRow } from './bad-row-file.ts'
import { mostBadRows } from './bad-rows.ts'
import { contactUpdate } from './contact-update.ts'
import type { Prepared, RowUpdate } from './import-messages.ts'
import { refusalOf } from './refusals.ts'

interface Target {
  readonly batch: string
  readonly by: MutationContext
  readonly columns: readonly string[]
  readonly badPath: string
  readonly responsible: string | null | undefined
}

type Patch = z.output<typeof patchContact.args>
type Counts = Pick<ImportProgress, 'done' | 'created' | 'updated' | 'skipped' | 'bad'>

/** Writes what the worker has prepared for one import, and counts it. */
export const createImportWriter = (store: WorkspaceStore, { batch, by, columns, badPath, responsible }: Target) => {
  const counts = { done: 0, created: 0, updated: 0, skipped: 0, bad: 0 }
  const bad: BadRow[] = []
  const tellBad = (rows: readonly BadRow[]) => {
    counts.bad += rows.length
    bad.push(...rows.slice(0, Math.max(0, mostBadRows - bad.length)))
  }

  const update = (updates: readonly RowUpdate[]) => {
    if (updates.length === 0) return
    // Rows that were prepared are on the disk first: some of these may change them.
    store.bulk.settle()
    const refused: RefusedRow[] = []
    const refuse = ({ line, cells }: RowUpdate, error: LeadlineError) => {
      refused.push({ cells, bad: { line, ...refusalOf(error), value: '' } })
    }
    let waiting = new Map<string, { readonly update: RowUpdate; readonly args: Patch }>()
    const flush = () => {
      const all = [...waiting.values()]
      waiting = new Map()
      const args = all.map((one) => one.args)
      store.mutateMany(patchContact, args, by, batch, (index, error) => refuse((all[index] as (typeof all)[number]).update, error))
    }
    for (const one of updates) {
      // Two rows may change the same contact, the second one on top of the first.
      if (waiting.has(one.contactId)) flush()
      const contact = store.get(contactKind, one.contactId)
      if (!contact) refuse(one, notFound('contact', one.contactId))
      else {
        const patch = contactUpdate(contact, JSON.parse(one.data) as Contact, one.given, responsible)
        waiting.set(contact.id, { update: one, args: { id: contact.id, patch } as Patch })
      }
    }
    flush()
    counts.updated += updates.length - refused.length
    appendBadRows(badPath, columns, refused)
    tellBad(refused.map((one) => one.bad))
  }

  return {
    counts: (): Counts => ({ ...counts }),
    /** The first bad rows; the others are counted. */
    bad: (): readonly BadRow[] => bad,
    /** Answers with the number of the first row; 0 where there is none. */
    write: (message: Prepared): number => {
      if (message.type === 'entries') {
        const { entries } = message
        if (entries.type === 'lookups') store.bulk.writeLookups(createContact.name, entries.kind, unpackLookups(entries), by, batch)
        else store.bulk.writeOrdered(createContact.name, entries.kind, unpackOrdered(entries), by, batch)
        return 0
      }
      const prepared = unpackRows(message.prepared)
      const firstRid = store.bulk.writeRows(createContact.name, prepared, by, batch)
      counts.created += prepared.length
      update(message.updates)
      counts.skipped += message.skipped
      counts.done += message.done
      tellBad(message.bad)
      return firstRid
    },
  }
}
