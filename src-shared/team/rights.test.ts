import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import { callKind } from '../calls/call-kind.ts'
import { type Contact, contactKind } from '../contacts/contact-kind.ts'
import { noteKind } from '../notes/note-kind.ts'
import type { Kind, RowDocument } from '../rows/kind.ts'
import { testCall, testContact } from '../rows/test-documents.ts'
import type { StoredRow } from '../rows/transaction.ts'
import { workspaceKind } from '../settings/workspace-kind.ts'
import { memberKind } from './member-kind.ts'
import { checkChange, maySee, type SeenRow, type Viewer } from './rights.ts'

const other = newId()
const people = {
  administrator: { id: newId(), group: 'administrator' },
  manager: { id: newId(), group: 'manager' },
  trainee: { id: newId(), group: 'trainee' },
} as const satisfies Record<string, Viewer>

const contact = (change: Partial<Contact>): Contact => testContact(newId(), change)
const seen = (kind: Kind<never>, document: unknown): SeenRow => ({ kind: kind.name, document: document as RowDocument })
const stored = (document: unknown): StoredRow => ({ document: document as RowDocument, deleted: false })

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

  it('colleagues and the workspace are seen by everybody, and what hangs on nothing by who sees everything', () => {
    for (const me of Object.values(people)) {
      const colleague = seen(memberKind as never, { id: other })
      expect(maySee(me, colleague, colleague)).toBe(true)
    }
    const adrift = seen(noteKind as never, { id: newId(), memberId: other })
    expect(Object.values(people).map((me) => maySee(me, adrift, undefined))).toEqual([true, true, false])
  })
})

const codeOf = (me: Viewer, kind: Kind<never>, before: unknown, after: unknown, root?: SeenRow): string => {
  try {
    const change = {
      kind: kind as unknown as Kind,
      id: newId(),
      before: before === null ? undefined : stored(before),
      after: stored(after),
    }
    checkChange(me, change, (row) => root ?? row)
    return 'may'
  } catch (error) {
    return (error as { code: string }).code
  }
}

const pool = seen(contactKind as never, contact({ stage: 'lead', responsible: null }))
const theirCall = testCall(newId(), { memberId: other })

/** Each act, and what administrator, manager and trainee hear. */
const acts: readonly [string, (me: Viewer) => string, readonly [string, string, string]][] = [
  ['add a client', (me) => codeOf(me, contactKind as never, null, contact({})), ['may', 'may', 'may']],
  [
    'edit my lead',
    (me) => codeOf(me, contactKind as never, contact({ stage: 'lead', responsible: me.id }), contact({})),
    ['may', 'may', 'may'],
  ],
  [
    'take a lead of the pool',
    (me) => codeOf(me, contactKind as never, contact({ stage: 'lead' }), contact({ stage: 'lead', responsible: me.id })),
    ['may', 'may', 'may'],
  ],
  [
    'work somebody else’s lead',
    (me) => codeOf(me, contactKind as never, contact({ stage: 'lead', responsible: other }), contact({})),
    ['may', 'forbidden', 'not_found'],
  ],
  [
    'edit somebody else’s client',
    (me) => codeOf(me, contactKind as never, contact({ stage: 'client', responsible: other }), contact({})),
    ['may', 'may', 'not_found'],
  ],
  [
    'rename the CRM',
    (me) => codeOf(me, workspaceKind as never, { id: other, name: 'a' }, { id: other, name: 'b' }),
    ['may', 'forbidden', 'forbidden'],
  ],
  ['change my name', (me) => codeOf(me, memberKind as never, { ...me, name: 'a' }, { ...me, name: 'b' }), ['may', 'may', 'may']],
  [
    'change my own group',
    (me) => codeOf(me, memberKind as never, { ...me, group: 'trainee' }, { ...me, group: 'administrator' }),
    ['may', 'forbidden', 'forbidden'],
  ],
  [
    'unblock myself',
    (me) => codeOf(me, memberKind as never, { ...me, blocked: true }, { ...me, blocked: false }),
    ['may', 'forbidden', 'forbidden'],
  ],
  [
    'change a colleague',
    (me) => codeOf(me, memberKind as never, { id: other, name: 'a' }, { id: other, name: 'b' }),
    ['may', 'forbidden', 'forbidden'],
  ],
  [
    'I9 note something on a lead that somebody else has',
    (me) =>
      codeOf(
        me,
        noteKind as never,
        null,
        { id: newId(), memberId: me.id },
        seen(contactKind as never, contact({ stage: 'lead', responsible: other })),
      ),
    ['may', 'may', 'may'],
  ],
  [
    'make somebody else’s note mine',
    (me) => codeOf(me, noteKind as never, { id: other, memberId: other }, { id: other, memberId: me.id }, pool),
    ['may', 'forbidden', 'forbidden'],
  ],
  [
    'say whom somebody else’s call was with',
    (me) => codeOf(me, callKind as never, theirCall, { ...theirCall, contactId: newId() }, pool),
    ['may', 'may', 'may'],
  ],
  [
    'rewrite somebody else’s call',
    (me) => codeOf(me, callKind as never, theirCall, { ...theirCall, result: 'failed' }, pool),
    ['may', 'forbidden', 'forbidden'],
  ],
  [
    'write in somebody else’s name',
    (me) => codeOf(me, noteKind as never, null, { id: newId(), memberId: other }),
    ['may', 'forbidden', 'forbidden'],
  ],
]

describe('who may do what', () => {
  it.each(acts)('%s', (_, act, expected) => {
    expect(Object.values(people).map(act)).toEqual(expected)
  })
})
