import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import { callKind } from '../calls/call-kind.ts'
import { type Contact, contactKind } from '../contacts/contact-kind.ts'
import { noteKind } from '../notes/note-kind.ts'
import type { Kind, RowDocument } from '../rows/kind.ts'
import { testCall, testContact } from '../rows/test-documents.ts'
import type { StoredRow } from '../rows/transaction.ts'
import { workspaceKind } from '../settings/workspace-kind.ts'
import { builtInGroups, groupIds, groupKind } from './group-kind.ts'
import { memberKind } from './member-kind.ts'
import { type Permission, permissionNames } from './permissions.ts'
import { checkChange, checkManaging, mayGive } from './rights.ts'
import type { SeenRow } from './sight.ts'
import { type Viewer, viewerOf } from './viewer.ts'

const other = newId()
const workspace = { ownerId: newId(), directory: true }

const memberOf = (groupId: string, id = newId()): Viewer => viewerOf({ id, groupId }, undefined, workspace)

const people = {
  administrator: memberOf(groupIds.administrator),
  manager: memberOf(groupIds.manager),
  trainee: memberOf(groupIds.trainee),
}

const having = (...permissions: Permission[]): Viewer =>
  viewerOf({ id: newId(), groupId: other }, { id: other, type: 'custom', name: 'Nocna zmiana', permissions }, workspace)

const without = (permission: Permission): Viewer => having(...permissionNames.filter((name) => name !== permission))

const contact = (change: Partial<Contact>): Contact => testContact(newId(), change)
const seen = (kind: Kind<never>, document: unknown): SeenRow => ({ kind: kind.name, document: document as RowDocument })
const stored = (document: unknown, deleted = false): StoredRow => ({ document: document as RowDocument, deleted })

interface Act {
  readonly mutation?: string
  readonly root?: SeenRow
  readonly deletes?: boolean
  readonly restores?: boolean
}

const codeOf = (
  me: Viewer,
  kind: Kind<never>,
  before: unknown,
  after: unknown,
  { mutation = 'x', root, deletes = false, restores = false }: Act = {},
): string => {
  try {
    const change = {
      kind: kind as unknown as Kind,
      id: newId(),
      before: before === null ? undefined : stored(before, restores),
      after: stored(after, deletes),
    }
    checkChange(me, mutation, change, (row) => root ?? row)
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
    'import clients',
    (me) => codeOf(me, contactKind as never, null, contact({}), { mutation: 'contact.import' }),
    ['may', 'may', 'forbidden'],
  ],
  [
    'delete my client',
    (me) => codeOf(me, contactKind as never, contact({ responsible: me.id }), contact({ responsible: me.id }), { deletes: true }),
    ['may', 'may', 'forbidden'],
  ],
  [
    'edit my lead',
    (me) => codeOf(me, contactKind as never, contact({ stage: 'lead', responsible: me.id }), contact({ stage: 'lead' })),
    ['may', 'may', 'may'],
  ],
  [
    'delete my lead',
    (me) => {
      const lead = contact({ stage: 'lead', responsible: me.id })
      return codeOf(me, contactKind as never, lead, lead, { deletes: true })
    },
    ['may', 'may', 'may'],
  ],
  [
    'delete a lead of the pool that somebody else has made',
    (me) => codeOf(me, contactKind as never, contact({ stage: 'lead' }), contact({ stage: 'lead' }), { deletes: true }),
    ['may', 'forbidden', 'forbidden'],
  ],
  [
    'make myself the author of a lead of the pool',
    (me) => codeOf(me, contactKind as never, contact({ stage: 'lead' }), contact({ stage: 'lead', createdBy: me.id })),
    ['may', 'forbidden', 'forbidden'],
  ],
  [
    'bring my own lead back as a lead of another city',
    (me) => {
      const lead = contact({ stage: 'lead', responsible: me.id })
      return codeOf(me, contactKind as never, lead, { ...lead, city: 'Łódź' }, { restores: true })
    },
    ['may', 'may', 'may'],
  ],
  [
    'take a lead of the pool',
    (me) => codeOf(me, contactKind as never, contact({ stage: 'lead' }), contact({ stage: 'lead', responsible: me.id })),
    ['may', 'may', 'may'],
  ],
  [
    'work somebody else’s lead',
    (me) => codeOf(me, contactKind as never, contact({ stage: 'lead', responsible: other }), contact({ stage: 'lead' })),
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
  [
    'make oneself the owner of the CRM',
    (me) => codeOf(me, workspaceKind as never, { id: other, ownerId: other }, { id: other, ownerId: me.id }),
    ['forbidden', 'forbidden', 'forbidden'],
  ],
  [
    'change my name',
    (me) => codeOf(me, memberKind as never, { id: me.id, groupId: other, name: 'a' }, { id: me.id, groupId: other, name: 'b' }),
    ['may', 'may', 'may'],
  ],
  [
    'take a change of my own account back, to whatever it says it was',
    (me) => {
      const [before, after] = ['102', '101'].map((extension) => ({ id: me.id, groupId: other, extension }))
      return codeOf(me, memberKind as never, before, after, { mutation: 'history.revert' })
    },
    ['forbidden', 'forbidden', 'forbidden'],
  ],
  [
    'change my address beside the server',
    (me) => codeOf(me, memberKind as never, { id: me.id, groupId: other, email: 'a@b.pl' }, { id: me.id, groupId: other, email: 'c@d.pl' }),
    ['forbidden', 'forbidden', 'forbidden'],
  ],
  [
    'change my own group',
    (me) => codeOf(me, memberKind as never, { id: me.id, groupId: other }, { id: me.id, groupId: groupIds.administrator }),
    ['forbidden', 'forbidden', 'forbidden'],
  ],
  [
    'unblock myself',
    (me) => codeOf(me, memberKind as never, { id: me.id, groupId: other, blocked: true }, { id: me.id, groupId: other, blocked: false }),
    ['forbidden', 'forbidden', 'forbidden'],
  ],
  [
    'change a colleague beside the server',
    (me) => codeOf(me, memberKind as never, { id: other, groupId: other, name: 'a' }, { id: other, groupId: other, name: 'b' }),
    ['forbidden', 'forbidden', 'forbidden'],
  ],
  [
    'change what a group may do beside the server',
    (me) => codeOf(me, groupKind as never, builtInGroups[1], { ...builtInGroups[1], permissions: [...permissionNames] }),
    ['forbidden', 'forbidden', 'forbidden'],
  ],
  [
    'I9 note something on a lead that somebody else has',
    (me) =>
      codeOf(
        me,
        noteKind as never,
        null,
        { id: newId(), memberId: me.id },
        {
          root: seen(contactKind as never, contact({ stage: 'lead', responsible: other })),
        },
      ),
    ['may', 'may', 'may'],
  ],
  [
    'make somebody else’s note mine',
    (me) => codeOf(me, noteKind as never, { id: other, memberId: other }, { id: other, memberId: me.id }, { root: pool }),
    ['may', 'forbidden', 'forbidden'],
  ],
  [
    'say whom somebody else’s call was with',
    (me) => codeOf(me, callKind as never, theirCall, { ...theirCall, contactId: newId() }, { root: pool }),
    ['may', 'may', 'may'],
  ],
  [
    'rewrite somebody else’s call',
    (me) => codeOf(me, callKind as never, theirCall, { ...theirCall, result: 'failed' }, { root: pool }),
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

const theirs = contact({ stage: 'client', responsible: other })
const theirLead = contact({ stage: 'lead', responsible: other })
const finished = (me: Viewer) => {
  const lead = contact({ stage: 'lead', responsible: me.id })
  return codeOf(me, contactKind as never, lead, { ...lead, stage: 'client' })
}
const on = (before: Contact | null, after: Contact, act?: Act) => (me: Viewer) => codeOf(me, contactKind as never, before, after, act)

/** What each permission opens, and what whoever has all others hears. */
const opened: readonly [Permission, string, (me: Viewer) => string, string][] = [
  ['customers_create', 'add a client', on(null, contact({})), 'forbidden'],
  ['customers_create', 'make a client of a lead', finished, 'forbidden'],
  ['customers_edit', 'bring a client back as another one', on(theirs, { ...theirs, city: 'Łódź' }, { restores: true }), 'forbidden'],
  [
    'customers_create',
    'bring a lead back as a client',
    (me) => {
      const lead = contact({ stage: 'lead', responsible: me.id })
      return codeOf(me, contactKind as never, lead, { ...lead, stage: 'client' }, { restores: true })
    },
    'forbidden',
  ],
  ['customers_edit', 'edit a client', on(theirs, { ...theirs, city: 'Łódź' }), 'forbidden'],
  ['customers_delete', 'delete a client', on(theirs, theirs, { deletes: true }), 'forbidden'],
  ['customers_delete', 'make a lead of a client', on(theirs, { ...theirs, stage: 'lead' }), 'forbidden'],
  ['customers_import_export', 'import clients', on(null, contact({}), { mutation: 'contact.import' }), 'forbidden'],
  ['customers_view_all', 'edit the client of somebody else', on(theirs, { ...theirs, city: 'Łódź' }), 'not_found'],
  ['leads_view', 'edit the lead of somebody else', on(theirLead, { ...theirLead, city: 'Łódź' }), 'not_found'],
  ['leads_edit', 'edit the lead of somebody else', on(theirLead, { ...theirLead, city: 'Łódź' }), 'forbidden'],
  ['leads_delete', 'delete the lead of somebody else', on(theirLead, theirLead, { deletes: true }), 'forbidden'],
  ['leads_import_export', 'import leads', on(null, contact({ stage: 'lead' }), { mutation: 'contact.import' }), 'forbidden'],
]

describe('S14.2 each permission opens what it names, and nothing else does', () => {
  it.each(opened)('%s: %s', (permission, _, act, refusal) => {
    expect(act(having(...permissionNames))).toBe('may')
    expect(act(without(permission))).toBe(refusal)
  })
})

const managed = (viewer: Viewer, target: Viewer, change: Parameters<typeof checkManaging>[2] = {}): string => {
  try {
    checkManaging(viewer, target, change)
    return 'may'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a client that becomes a lead again', () => {
  const me = having('customers_edit', 'customers_create')
  const client = (wonBy: string | null) => contact({ stage: 'client', responsible: me.id, wonBy })
  const become = (before: Contact, change: Partial<Contact>) => codeOf(me, contactKind as never, before, { ...before, ...change })

  it('S7.4 whoever has made it a client may take that back, and nobody else without the right to delete clients', () => {
    expect(become(client(me.id), { stage: 'lead', wonBy: null })).toBe('may')
    expect(become(client(other), { stage: 'lead', wonBy: null })).toBe('forbidden')
    expect(become(client(null), { stage: 'lead' })).toBe('forbidden')
  })

  it('who made it one is not for others to say', () => {
    for (const wonBy of [other, me.id]) expect(become(client(null), { wonBy })).toBe('forbidden')
    const lead = contact({ stage: 'lead', responsible: me.id })
    expect(become(lead, { stage: 'client', wonBy: other })).toBe('forbidden')
    expect(become(lead, { stage: 'client', wonBy: me.id })).toBe('may')
  })
})

describe('whoever manages colleagues', () => {
  const owner = viewerOf({ id: workspace.ownerId, groupId: groupIds.trainee }, undefined, workspace)

  it('the owner has all rights, whatever their group, and cannot be locked out', () => {
    expect(owner.administrator).toBe(true)
    const [, , trainee] = builtInGroups
    for (const change of [{ blocked: true }, { group: trainee }, { access: true }]) {
      expect(managed(people.administrator, owner, change as never)).toBe('forbidden')
    }
    expect(managed(owner, owner, { blocked: true })).toBe('forbidden')
    expect(managed(people.administrator, owner)).toBe('may')
    expect(managed(owner, owner, { access: true })).toBe('may')
  })

  it('needs the right to, and rules over nobody who has more', () => {
    const lead = having('team_edit', 'customers_edit', 'customers_create')
    expect(managed(people.manager, people.trainee, { blocked: true })).toBe('forbidden')
    expect(managed(lead, people.trainee, { blocked: true })).toBe('may')
    expect(managed(lead, people.manager, { blocked: true })).toBe('forbidden')
    expect(managed(lead, people.administrator)).toBe('forbidden')
    expect(managed(people.administrator, people.administrator, { blocked: true })).toBe('conflict')
  })

  it('gives nobody more than they have', () => {
    const [administrators, managers, trainees] = builtInGroups as [never, never, never]
    const lead = having('team_edit', 'team_add', 'customers_edit', 'customers_create')
    expect([administrators, managers, trainees].map((group) => mayGive(lead, group))).toEqual([false, false, true])
    expect(managed(lead, people.trainee, { group: managers })).toBe('forbidden')
    expect(mayGive(people.administrator, administrators)).toBe(true)
    // All thirteen permissions are not yet those of an administrator.
    expect(mayGive(having(...permissionNames), administrators)).toBe(false)
  })
})
