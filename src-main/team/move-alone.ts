import { setImmediate as nextTurn } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'
import { callKind, callReportSchema } from '../../src-shared/calls/call-kind.ts'
import { recordCall } from '../../src-shared/calls/call-mutators.ts'
import { contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { type Contact, contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { importContacts } from '../../src-shared/contacts/contact-mutators.ts'
import { savedFilterKind } from '../../src-shared/filters/filter-kind.ts'
import { saveFilter } from '../../src-shared/filters/filter-mutators.ts'
import type { LeadlineError } from '../../src-shared/lib/errors.ts'
import { noteKind } from '../../src-shared/notes/note-kind.ts'
import { writeNote, writeNoteSchema } from '../../src-shared/notes/note-mutators.ts'
import type { Kind, RowDocument } from '../../src-shared/rows/kind.ts'
import { revertHistory } from '../../src-shared/rows/registry.ts'
import { taskKind } from '../../src-shared/tasks/task-kind.ts'
import { completeTask, createTask } from '../../src-shared/tasks/task-mutators.ts'
import { importPermission } from '../../src-shared/team/rights.ts'
import type { movedSchema } from '../../src-shared/team/team-contract.ts'
import { may, type Viewer } from '../../src-shared/team/viewer.ts'
import type { WorkspaceStore } from '../db/workspace-store.ts'
import type { Workspace } from '../workspace.ts'
import { moveCatalogue } from './move-catalogue.ts'

export type Moved = z.infer<typeof movedSchema>

/** Whether this member may bring what was made alone: it comes as an import does. */
export const mayMoveAlone = ({ database }: Pick<WorkspaceStore, 'database'>, viewer: Viewer | null): boolean => {
  if (!viewer) return false
  const stages = database.prepare<[], Contact['stage']>('select distinct stage from contact').pluck().all()
  return stages.every((stage) => may(viewer, importPermission(stage)) && (stage === 'lead' || may(viewer, 'customers_create')))
}

interface Dependencies {
  /** What was made alone. It is only read. */
  readonly alone: Pick<WorkspaceStore, 'database'>
  /** Who somebody who worked there is here. */
  readonly memberNow: (memberId: string) => string
  readonly team: Workspace
  /** Who brings it, with the rights that they have in the team. */
  readonly viewer: Viewer
  readonly tell: (progress: { readonly done: number; readonly total: number }) => void
  readonly signal: AbortSignal
  /** Under which all of it can be taken back. */
  readonly batch?: string
  /**
   * It was taken out of a workspace like this one: what was deleted here since comes back, as it was when it was deleted, and so do the names of
   * the statuses that every workspace has.
   */
  readonly isReturn?: boolean
  /** Something that was deleted here may not be brought back by this member, and stays deleted. */
  readonly onRefused?: (error: LeadlineError) => void
}

/** Rows and characters of one write. */
const step = 200
const largest = 200_000
/** Likely duplicates that are named. */
const mostDuplicates = 200

/**
 * Replays what was made alone in the workspace of a team: what is chosen from (`moveCatalogue`), clients and leads, then calls, notes, tasks and
 * saved filters, with their ids. The history of imports stays behind: there is nothing in it that the team could take back. What is there already is
 * left, so that a move that was broken off goes on. Whoever worked alone is the member of the team now.
 */
export const moveAlone = async ({
  alone,
  memberNow,
  team,
  viewer,
  tell,
  signal,
  batch = newId(),
  isReturn = false,
  onRefused = () => {},
}: Dependencies): Promise<Moved> => {
  const { store, context } = team
  const count = alone.database.prepare<[string], number>('select count(*) from row where kind = ? and deleted = 0').pluck()
  const select = alone.database.prepare<[string, number], { rid: number; data: string }>(
    `select rid, data from row where kind = ? and rid > ? and deleted = 0 order by rid limit ${step}`,
  )
  const kinds = [contactKind, callKind, noteKind, taskKind, savedFilterKind].map(({ name }) => name)
  const total = kinds.reduce((sum, kind) => sum + (count.get(kind) ?? 0), 0)
  const moved: { contacts: number; refused: false; duplicates: Moved['duplicates'] } = { contacts: 0, refused: false, duplicates: [] }
  let done = 0

  const isNew = (id: string) => store.rows.whole(id) === undefined
  const restoreDeleted = (kind: Kind, ids: readonly string[]) => {
    // What was merged away is here, as a part of the other one.
    const isGone = (row: ReturnType<typeof store.rows.whole>) =>
      row?.deleted === true && row.kind === kind.name && ((JSON.parse(row.data) as RowDocument).mergedInto ?? null) === null
    const acts = ids
      .filter((id) => isGone(store.rows.whole(id)))
      .map((id) => ({ acts: [{ kind: kind.name, id, act: 'deleted' as const, before: {}, after: {} }], changedSince: [] }))
    if (acts.length > 0) store.mutateMany(revertHistory, acts, context(), batch, (_, error) => onRefused(error))
  }
  const mine = (memberId: string | null) => (memberId === null ? null : memberNow(memberId))

  const noteDuplicates = (contact: Contact) => {
    if (moved.duplicates.length >= mostDuplicates) return
    const found = new Set<string>()
    for (const [name, lookup] of Object.entries(contactKind.lookups)) {
      for (const value of lookup(contact)) if (value.length >= 7) for (const id of store.find(contactKind, name, value)) found.add(id)
    }
    found.delete(contact.id)
    const [otherId] = found
    const other = otherId === undefined ? undefined : store.get(contactKind, otherId)
    if (other) moved.duplicates.push({ id: contact.id, name: contact.name, otherId: other.id, otherName: other.name })
  }

  const each = async <Document extends RowDocument>(kind: Kind<Document>, write: (documents: readonly Document[]) => void) => {
    for (let page = select.all(kind.name, 0); page.length > 0; page = select.all(kind.name, page.at(-1)?.rid ?? 0)) {
      signal.throwIfAborted()
      const documents = page.map(({ data }) => JSON.parse(data) as Document).map((document) => kind.upcast?.(document) ?? document)
      const fresh = documents.filter(({ id }) => isNew(id))
      if (fresh.length > 0) write(fresh)
      if (isReturn)
        restoreDeleted(
          kind as unknown as Kind,
          documents.map(({ id }) => id),
        )
      done += page.length
      tell({ done, total })
      await nextTurn()
    }
  }

  const catalogue = moveCatalogue({ alone, team, viewer, batch, isReturn })
  await each(contactKind, (contacts) => {
    const fresh = contacts.map((contact) => ({
      ...catalogue.contact(contact),
      responsible: mine(contact.responsible),
      ...(contact.wonBy ? { wonBy: mine(contact.wonBy) } : {}),
    }))
    for (const contact of fresh) noteDuplicates(contact)
    let gathered: Contact[] = []
    let size = 0
    const write = () => {
      if (gathered.length > 0) store.mutate(importContacts, { contacts: gathered }, context(), batch)
      moved.contacts += gathered.length
      gathered = []
      size = 0
    }
    for (const contact of fresh) {
      const length = JSON.stringify(contact).length
      if (size + length > largest) write()
      gathered.push(contact)
      size += length
    }
    write()
  })
  const refuse = (_: number, error: Error) => {
    throw error
  }
  await each(callKind, (calls) =>
    store.mutateMany(
      recordCall,
      calls.map((call) => callReportSchema.parse(call)),
      context(),
      batch,
      refuse,
    ),
  )
  await each(noteKind, (notes) =>
    store.mutateMany(
      writeNote,
      notes.map((note) => writeNoteSchema.parse({ ...note, mentions: note.mentions?.map(memberNow) })),
      context(),
      batch,
      refuse,
    ),
  )
  await each(taskKind, (tasks) => {
    for (const task of tasks) {
      // It is as old as it was.
      const at = (time: number) => ({ ...context(), now: Math.min(time, context().now) })
      store.mutate(createTask, createTask.args.parse({ ...task, responsible: mine(task.responsible) }), at(task.createdAt), batch)
      if (task.completedAt === null) continue
      store.mutate(completeTask, { id: task.id, done: true, comment: task.completedComment }, at(task.completedAt), batch)
    }
  })
  await each(savedFilterKind, (filters) => {
    for (const { id, name, query, noContactDays } of filters) {
      const read = contactQuerySchema.safeParse(query)
      if (!read.success) continue
      const own = catalogue.query(read.data)
      const responsible = own.filters.responsible.map(memberNow)
      store.mutate(saveFilter, { id, name, query: { ...own, filters: { ...own.filters, responsible } }, noContactDays }, context(), batch)
    }
  })
  return moved
}
