import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import { callKind } from '../calls/call-kind.ts'
import { propertyKind, sourceKind, statusKind, tagKind } from '../catalogue/catalogue-kinds.ts'
import { type Contact, contactKind } from '../contacts/contact-kind.ts'
import { savedFilterKind } from '../filters/filter-kind.ts'
import { importKind } from '../import/import-kind.ts'
import { noteKind } from '../notes/note-kind.ts'
import type { Kind, RowDocument } from '../rows/kind.ts'
import { testCall, testContact } from '../rows/test-documents.ts'
import type { StoredRow } from '../rows/transaction.ts'
import { workspaceKind } from '../settings/workspace-kind.ts'
import { taskKind } from '../tasks/task-kind.ts'
import { builtInGroups, groupIds, groupKind } from './group-kind.ts'
import { memberKind } from './member-kind.ts'
import { type Permission, permissionNames } from './permissions.ts'
import { checkChange, checkManaging, demandEverything, mayGive } from './rights.ts'
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

const everybody = (act: (me: Viewer) => string) => Object.values(people).map(act)

describe('what everybody chooses from', () => {
  const item = { id: newId(), name: 'VIP', mergedInto: null }

  it('S3.5 tags and sources are added by anybody, and changed, merged, deleted and brought back by administrators alone', () => {
    for (const kind of [tagKind, sourceKind, propertyKind]) {
      expect(everybody((me) => codeOf(me, kind as never, null, item))).toEqual(['may', 'may', 'may'])
      for (const change of [{ name: 'Ważny' }, { mergedInto: newId() }]) {
        expect(everybody((me) => codeOf(me, kind as never, item, { ...item, ...change }))).toEqual(['may', 'forbidden', 'forbidden'])
      }
      for (const act of [{ deletes: true }, { restores: true }, { deletes: true, mutation: 'history.revert' }]) {
        expect(everybody((me) => codeOf(me, kind as never, item, item, act))).toEqual(['may', 'forbidden', 'forbidden'])
      }
    }
  })

  it('S3.6 where the workspace says so, administrators alone add custom properties; tags are added by anybody all the same', () => {
    const strict = { ...workspace, propertiesBy: 'administrators' } as const
    const manager = viewerOf({ id: newId(), groupId: groupIds.manager }, undefined, strict)
    const administrator = viewerOf({ id: newId(), groupId: groupIds.administrator }, undefined, strict)
    expect(codeOf(manager, propertyKind as never, null, item)).toBe('forbidden')
    expect(codeOf(manager, tagKind as never, null, item)).toBe('may')
    expect(codeOf(administrator, propertyKind as never, null, item)).toBe('may')
  })

  it('S7.5 statuses of leads are for administrators', () => {
    expect(everybody((me) => codeOf(me, statusKind as never, null, item))).toEqual(['may', 'forbidden', 'forbidden'])
    expect(codeOf(having(...permissionNames), statusKind as never, null, item)).toBe('forbidden')
  })
})

describe('tasks', () => {
  const task = (createdBy: string, responsible: string) => ({ id: newId(), createdBy, responsible, title: 'Oddzwonić', contactIds: [] })
  const edit = (me: Viewer, before: ReturnType<typeof task>, change: object, act?: Act) =>
    codeOf(me, taskKind as never, before, { ...before, ...change }, { root: pool, ...act })

  it('S3.4 are made for anybody, and never in the name of somebody else', () => {
    expect(everybody((me) => codeOf(me, taskKind as never, null, task(me.id, other)))).toEqual(['may', 'may', 'may'])
    expect(everybody((me) => codeOf(me, taskKind as never, null, task(other, other)))).toEqual(['may', 'forbidden', 'forbidden'])
    const me = people.manager
    expect(edit(me, task(me.id, me.id), { createdBy: other })).toBe('forbidden')
    expect(edit(me, task(other, me.id), { createdBy: me.id })).toBe('forbidden')
  })

  it('are changed by who made them, by who is to do them, and with the right to by others', () => {
    const me = people.trainee
    for (const own of [task(me.id, other), task(other, me.id)]) {
      expect(edit(me, own, { title: 'Napisać' })).toBe('may')
      expect(edit(me, own, { responsible: other })).toBe('may')
      expect(edit(me, own, {}, { deletes: true })).toBe('may')
    }
    const theirs = task(other, other)
    for (const change of [{ title: 'Napisać' }, { responsible: me.id }]) expect(edit(me, theirs, change)).toBe('forbidden')
    expect(edit(me, theirs, {}, { deletes: true })).toBe('forbidden')
    expect(edit(having('calendar_other_users_access'), theirs, { title: 'Napisać' })).toBe('may')
    expect(edit(without('calendar_other_users_access'), theirs, { title: 'Napisać' })).toBe('forbidden')
  })

  it('that somebody does not see they do not change, whatever else they may', () => {
    const hidden = seen(contactKind as never, contact({ stage: 'client', responsible: other }))
    const act = { root: hidden }
    expect(edit(having('calendar_other_users_access'), task(other, other), { title: 'Napisać' }, act)).toBe('not_found')
  })
})

describe('saved filters and imports', () => {
  const filter = (memberId: string) => ({ id: newId(), memberId, name: 'Łódź' })
  const record = (memberId: string, stage = 'client') => ({ id: newId(), memberId, stage, undoneAt: null })
  const allForbidden = ['forbidden', 'forbidden', 'forbidden']

  it('S3.1 a filter is its author’s alone, also where an administrator would take something back', () => {
    for (const act of [{}, { deletes: true }, { restores: true }, { mutation: 'history.revert' }]) {
      const change = (me: Viewer, memberId: string) => codeOf(me, savedFilterKind as never, filter(memberId), filter(memberId), act)
      expect(everybody((me) => change(me, me.id))).toEqual(['may', 'may', 'may'])
      expect(everybody((me) => change(me, other))).toEqual(allForbidden)
    }
    expect(everybody((me) => codeOf(me, savedFilterKind as never, null, filter(other)))).toEqual(allForbidden)
    expect(everybody((me) => codeOf(me, savedFilterKind as never, filter(me.id), filter(other)))).toEqual(allForbidden)
    expect(everybody((me) => codeOf(me, savedFilterKind as never, filter(other), filter(me.id)))).toEqual(allForbidden)
  })

  it('S15.3 the history of imports is written by who imports, and changed by nobody else but administrators', () => {
    expect(everybody((me) => codeOf(me, importKind as never, null, record(me.id)))).toEqual(['may', 'may', 'forbidden'])
    expect(codeOf(having('leads_import_export'), importKind as never, null, record('', 'lead'))).toBe('forbidden')
    const me = having('leads_import_export')
    expect(codeOf(me, importKind as never, null, record(me.id, 'lead'))).toBe('may')
    expect(codeOf(me, importKind as never, null, record(me.id, 'client'))).toBe('forbidden')
    const undone = (viewer: Viewer, memberId: string) =>
      codeOf(viewer, importKind as never, record(memberId), { ...record(memberId), undoneAt: 5 })
    expect(everybody((viewer) => undone(viewer, viewer.id))).toEqual(['may', 'may', 'may'])
    expect(everybody((viewer) => undone(viewer, other))).toEqual(['may', 'not_found', 'not_found'])
  })
})

describe('contacts that are merged', () => {
  const merging = { mutation: 'contact.merge' } as const
  const mergeAway = (me: Viewer, from: Contact, into: Contact) =>
    codeOf(
      me,
      contactKind as never,
      from,
      { ...from, mergedInto: into.id },
      { ...merging, deletes: true, root: seen(contactKind as never, into) },
    )
  const client = (responsible: string | null = other) => contact({ stage: 'client', responsible })

  it('B4 it takes the right to delete the one that goes, and to edit the one that stays', () => {
    expect(everybody((me) => mergeAway(me, client(me.id), client(me.id)))).toEqual(['may', 'may', 'forbidden'])
    expect(mergeAway(without('customers_delete'), client(), client())).toBe('forbidden')
    expect(mergeAway(without('customers_edit'), client(), client())).toBe('forbidden')
    const lead = contact({ stage: 'lead', responsible: other })
    expect(mergeAway(without('leads_edit'), client(), lead)).toBe('forbidden')
    expect(mergeAway(without('leads_view'), client(), lead)).toBe('not_found')
    expect(mergeAway(having('customers_edit', 'customers_delete'), client(), client())).toBe('not_found')
  })

  it('nobody points by other ways to a contact that they do not see', () => {
    const me = having('customers_edit', 'customers_delete')
    const mine = client(me.id)
    const point = (into: Contact) =>
      codeOf(
        me,
        contactKind as never,
        mine,
        { ...mine, mergedInto: into.id },
        { mutation: 'history.revert', root: seen(contactKind as never, into) },
      )
    expect(point(client())).toBe('not_found')
    expect(point(client(me.id))).toBe('may')
    const noContact = seen(taskKind as never, { id: newId() })
    expect(codeOf(me, contactKind as never, mine, { ...mine, mergedInto: newId() }, { root: noContact })).toBe('not_found')
  })

  it('takes along what hangs there, also what its author does not see, and changes nothing of it', () => {
    const me = without('calls_other_users_access')
    const hidden = { root: seen(contactKind as never, client()) }
    const moved = { ...theirCall, contactId: newId() }
    expect(codeOf(me, callKind as never, theirCall, moved, { ...merging, ...hidden })).toBe('may')
    expect(codeOf(me, callKind as never, theirCall, moved, hidden)).toBe('not_found')
    expect(codeOf(me, callKind as never, theirCall, { ...moved, result: 'failed' }, { ...merging, ...hidden })).toBe('not_found')
    expect(codeOf(me, callKind as never, theirCall, moved, { ...merging, ...hidden, deletes: true })).toBe('not_found')
  })
})

it('B9 everything is taken out by whoever may import and export both stages, and sees all of them', () => {
  const needed = ['customers_import_export', 'leads_import_export', 'customers_view_all', 'leads_view'] as const
  expect(() => demandEverything(having(...needed))).not.toThrow()
  for (const one of needed) expect(() => demandEverything(without(one))).toThrow(one)
})
