import { v7 as newId } from 'uuid'
import { contactKind } from '../../src-shared/contacts/contact-kind.ts'
import type { Kept } from '../../src-shared/history/history-mutators.ts'
import { type ImportRecord, importKind } from '../../src-shared/import/import-kind.ts'
import { markImportUndone, recordImport } from '../../src-shared/import/import-mutators.ts'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import type { HistoryService } from '../history/history-service.ts'
import type { Workspace } from '../workspace.ts'
import type { BadRowStore } from './bad-rows.ts'
import type { NewNameKeeper } from './new-names.ts'

/** Contacts that are named when an import is undone and they stay; the others are counted. */
const mostKept = 1000

interface Dependencies {
  readonly workspace: Workspace
  readonly history: HistoryService
  readonly badRows: BadRowStore
  readonly newNames: NewNameKeeper
  readonly isAdministrator: () => boolean
}

type NewRecord = Omit<ImportRecord, 'memberId' | 'finishedAt' | 'undoneAt' | 'kept'>

/** Imports that have come to their end, and taking them back. */
export const createImportHistory = ({ workspace, history, badRows, newNames, isAdministrator }: Dependencies) => {
  const { store, context } = workspace
  const isHere = store.database.prepare<[string], number>('select exists (select 1 from act where batch = ?)').pluck()
  const undoing = new Set<string>()

  const isMine = ({ memberId }: ImportRecord) => memberId === context().memberId || isAdministrator()
  const canUndo = (one: ImportRecord) => one.undoneAt === null && isMine(one) && isHere.get(one.batch) === 1

  const nameOf = (id: string): string => {
    const contact = store.rows.read(contactKind.name, id)?.document as { readonly name?: string } | undefined
    return contact?.name ?? ''
  }

  const undo = async (record: ImportRecord, signal: AbortSignal) => {
    const { kept } = await history.undo(record.batch, signal)
    await newNames.takeBack(record.batch, signal)
    const contacts = kept.filter((one: Kept) => one.kind === contactKind.name)
    store.mutate(markImportUndone, { id: record.id, kept: contacts.length }, context(), newId())
    await badRows.forget(record.id)
    return {
      kept: contacts.slice(0, mostKept).map(({ id, fields }) => ({ contactId: id, name: nameOf(id), fields })),
      more: Math.max(0, contacts.length - mostKept),
    }
  }

  return {
    /** Enters an import that has come to its end. What it has written stays under its own batch, so that undoing it leaves this entry. */
    record: (record: NewRecord): void => store.mutate(recordImport, record as never, context(), newId()),
    get: (id: string): ImportRecord | undefined => store.get(importKind, id),
    list: () =>
      store
        .find(importKind, 'everyone', 'yes')
        .flatMap((id) => store.get(importKind, id) ?? [])
        .toSorted((one, other) => other.finishedAt - one.finishedAt || (one.id < other.id ? 1 : -1))
        .map((one) => ({
          ...one,
          memberName: store.get(memberKind, one.memberId)?.name ?? '',
          canUndo: canUndo(one),
          hasBadRows: one.undoneAt === null && badRows.has(one.id),
        })),
    /** Removes the bad rows of imports that were taken back, on another computer too. */
    tidy: async (): Promise<void> => {
      for (const id of store.find(importKind, 'everyone', 'yes')) {
        if (badRows.has(id) && (store.get(importKind, id)?.undoneAt ?? null) !== null) await badRows.forget(id)
      }
    },
    /**
     * Takes an import back: what it made goes, what it changed gets its old values; what was changed since stays and is named. Tags, sources and
     * options that it called into being go too, where nothing has come to use them.
     * @throws LeadlineError `not_found`, `conflict` where it is undone already or is being undone, `forbidden`
     */
    undo: async (id: string, signal: AbortSignal) => {
      const record = store.get(importKind, id)
      if (!record) throw notFound('import', id)
      if (record.undoneAt !== null || undoing.has(id)) throw new LeadlineError('conflict', 'This import is taken back already')
      if (!isMine(record)) throw new LeadlineError('forbidden', 'This is the import of somebody else')
      undoing.add(id)
      try {
        return await undo(record, signal)
      } finally {
        undoing.delete(id)
      }
    },
  }
}
