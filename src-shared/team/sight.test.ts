import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import { callKind } from '../calls/call-kind.ts'
import { propertyKind, sourceKind, statusKind, tagKind } from '../catalogue/catalogue-kinds.ts'
import { type Contact, contactKind } from '../contacts/contact-kind.ts'
import { savedFilterKind } from '../filters/filter-kind.ts'
import { importKind } from '../import/import-kind.ts'
import { parsePhoneNumber } from '../lib/phone-numbers.ts'
import { noteKind } from '../notes/note-kind.ts'
import type { Kind, RowDocument } from '../rows/kind.ts'
import { testCall, testContact } from '../rows/test-documents.ts'
import { taskKind } from '../tasks/task-kind.ts'
import { groupIds } from './group-kind.ts'
import { memberKind } from './member-kind.ts'
import { type Permission, permissionNames } from './permissions.ts'
import { changesView, directoryEntryOf, maySee, rootAmong, type SeenRow, seesEverything, viewOf } from './sight.ts'
import { type Viewer, viewerOf } from './viewer.ts'

const other = newId()
const workspace = { ownerId: newId(), directory: true }
const memberOf = (groupId: string): Viewer => viewerOf({ id: newId(), groupId }, undefined, workspace)
const people = {
  administrator: memberOf(groupIds.administrator),
  manager: memberOf(groupIds.manager),
  trainee: memberOf(groupIds.trainee),
}
const without = (permission: Permission): Viewer =>
  viewerOf(
    { id: newId(), groupId: other },
    { id: other, type: 'custom', name: 'Inni', permissions: permissionNames.filter((name) => name !== permission) },
    workspace,
  )

const contact = (change: Partial<Contact>): Contact => testContact(newId(), change)
const seen = (kind: Kind<never>, document: unknown): SeenRow => ({ kind: kind.name, document: document as RowDocument })

/** Each thing, and who of administrator, manager and trainee sees it. */
const sights: readonly [string, (me: Viewer) => Contact, readonly [boolean, boolean, boolean]][] = [
  ['my client', (me) => contact({ stage: 'client', responsible: me.id }), [true, true, true]],
  ['somebody else’s client', () => contact({ stage: 'client', responsible: other }), [true, true, false]],
  ['a client for whom nobody is responsible', () => contact({ stage: 'client', responsible: null }), [true, true, false]],
  ['my lead', (me) => contact({ stage: 'lead', responsible: me.id }), [true, true, true]],
  ['a lead of the unsorted pool', () => contact({ stage: 'lead', responsible: null }), [true, true, true]],
  ['somebody else’s lead', () => contact({ stage: 'lead', responsible: other }), [true, true, false]],
]

describe('who sees what', () => {
  it.each(sights)('%s', (_, make, expected) => {
    const answers = Object.values(people).map((me) => {
      const document = make(me)
      const root = seen(contactKind as never, document)
      const note = seen(noteKind as never, { id: newId(), contactId: document.id, callId: null, memberId: other })
      // What hangs on it is seen by whoever sees it.
      expect(maySee(me, note, root)).toBe(maySee(me, root, root))
      return maySee(me, root, root)
    })
    expect(answers).toEqual(expected)
  })

  it('a note and a call are seen by who wrote and who spoke, whoever has the contact', () => {
    const root = seen(contactKind as never, contact({ stage: 'lead', responsible: other }))
    const me = people.trainee
    expect(maySee(me, seen(noteKind as never, { id: newId(), memberId: me.id }), root)).toBe(true)
    expect(maySee(me, seen(callKind as never, testCall(newId(), { memberId: me.id })), root)).toBe(true)
    expect(maySee(me, seen(callKind as never, testCall(newId(), { memberId: other })), root)).toBe(false)
  })

  it('I3 a task is seen with the contact that it is about first, and by who made it and who is to do it in any case', () => {
    const [mine, theirs] = [contact({ responsible: people.trainee.id }), contact({ responsible: other })]
    const task = (contactIds: string[], createdBy = other, responsible = other) =>
      seen(taskKind as never, { id: newId(), contactIds, createdBy, responsible })
    const rootOf = rootAmong((kind, id) => {
      const document = [mine, theirs].find((one) => one.id === id)
      return kind === contactKind.name && document ? { document, deleted: false } : undefined
    })
    const seenBy = (row: SeenRow) => Object.values(people).map((me) => maySee(me, row, rootOf(row)))
    expect(seenBy(task([theirs.id, mine.id]))).toEqual([true, true, false])
    expect(seenBy(task([mine.id, theirs.id]))).toEqual([true, true, true])
    expect(seenBy(task([theirs.id], people.trainee.id))).toEqual([true, true, true])
    expect(seenBy(task([theirs.id], other, people.trainee.id))).toEqual([true, true, true])
    expect(seenBy(task([]))).toEqual([true, true, false])
    expect(seenBy(task([newId()]))).toEqual([true, true, false])
  })

  it('I5 a contact that changes hands or stage takes what hangs on it along; another field does not', () => {
    const before = contact({ responsible: other })
    const changes = (change: Partial<Contact>) =>
      changesView(contactKind as never, { document: before, deleted: false }, { document: { ...before, ...change }, deleted: false })
    expect([changes({ responsible: newId() }), changes({ stage: 'lead' }), changes({ city: 'Łódź', tags: [newId()] })]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('what everybody chooses from is seen by everybody; filters by their authors alone, imports by administrators too', () => {
    for (const kind of [tagKind, sourceKind, propertyKind, statusKind]) {
      const item = seen(kind as never, { id: newId(), name: 'VIP', mergedInto: null })
      expect(Object.values(people).map((me) => maySee(me, item, item))).toEqual([true, true, true])
    }
    for (const kind of [savedFilterKind, importKind]) {
      const [mine, theirs] = [people.trainee.id, other].map((memberId) => seen(kind as never, { id: newId(), memberId })) as [
        SeenRow,
        SeenRow,
      ]
      const isAdministrators = kind === importKind
      expect(Object.values(people).map((me) => maySee(me, theirs, theirs))).toEqual([isAdministrators, false, false])
      expect([maySee(people.trainee, mine, mine), maySee(people.manager, mine, mine)]).toEqual([true, false])
    }
  })

  it('a note about nothing is seen by who wrote it, and by who sees everything', () => {
    const note = seen(noteKind as never, { id: newId(), contactId: null, callId: null, memberId: people.trainee.id })
    expect(maySee(people.trainee, note, note)).toBe(true)
    expect(maySee(people.manager, note, note)).toBe(true)
    expect(maySee(without('leads_view'), note, note)).toBe(false)
  })

  it('S14.2 calls of others are seen with the right to, and with a person with whom one works oneself', () => {
    const me = without('calls_other_users_access')
    const call = testCall(newId(), { memberId: other })
    const theirs = seen(callKind as never, call)
    const sees = (viewer: Viewer, responsible: string | null) =>
      maySee(viewer, theirs, seen(contactKind as never, contact({ stage: 'client', responsible })))
    expect(sees(me, other)).toBe(false)
    expect(sees(me, me.id)).toBe(true)
    expect(maySee(me, theirs, theirs)).toBe(false)
    expect(maySee(me, seen(noteKind as never, { id: newId(), memberId: other, callId: call.id }), theirs)).toBe(false)
    expect(sees(people.manager, other)).toBe(true)
  })

  it('colleagues and the workspace are seen by everybody, and what hangs on nothing by who sees everything', () => {
    for (const me of Object.values(people)) {
      const colleague = seen(memberKind as never, { id: other })
      expect(maySee(me, colleague, colleague)).toBe(true)
    }
    const adrift = seen(noteKind as never, { id: newId(), memberId: other })
    expect(Object.values(people).map((me) => maySee(me, adrift, undefined))).toEqual([true, true, false])
  })

  it('what somebody sees has a name that changes with each permission to see, and is one for all who see everything alike', () => {
    const rights = ['customers_view_all', 'leads_view', 'calls_other_users_access'] as const
    const names = rights.map((permission) => viewOf({ ...without(permission), id: other }))
    expect(new Set(names).size).toBe(3)
    expect(rights.some((permission) => seesEverything(without(permission)))).toBe(false)
    expect(viewOf(people.manager)).toBe(viewOf({ ...people.manager, id: other }))
    // Imports of others come and go with it.
    expect(viewOf(people.administrator)).not.toBe(viewOf(people.manager))
    expect(viewOf(people.trainee)).not.toBe(viewOf({ ...people.trainee, directory: false }))
  })
})

describe('what everybody may know of a contact that they may not see', () => {
  const phone = parsePhoneNumber('601 234 567', 'PL') as NonNullable<ReturnType<typeof parsePhoneNumber>>
  const theirs = contact({
    name: 'Zofia Wójcik',
    company: 'Tartak Bory',
    comment: 'Tajne',
    responsible: other,
    phones: [{ id: newId(), type: 'work', ...phone }],
  })

  it('is name, company, phones and who is responsible, and nothing else', () => {
    const { id } = theirs
    expect(directoryEntryOf(people.trainee, seen(contactKind as never, theirs), false)).toEqual({
      id,
      name: 'Zofia Wójcik',
      company: 'Tartak Bory',
      stage: 'client',
      responsible: other,
      phones: [phone],
    })
  })

  it('is nothing where it is deleted, where it is no contact, and where the organisation forbids it', () => {
    expect(directoryEntryOf(people.trainee, seen(contactKind as never, theirs), true)).toBeNull()
    expect(directoryEntryOf(people.trainee, seen(noteKind as never, { id: newId() }), false)).toBeNull()
    expect(directoryEntryOf({ ...people.trainee, directory: false }, seen(contactKind as never, theirs), false)).toBeNull()
  })
})
