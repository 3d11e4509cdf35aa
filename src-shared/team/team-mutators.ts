import { z } from 'zod'
import { LeadlineError, notFound } from '../lib/errors.ts'
import { fold } from '../lib/fold.ts'
import { givenFields } from '../lib/json.ts'
import { emailSchema, idSchema } from '../lib/schemas.ts'
import { defineMutator } from '../rows/mutator.ts'
import type { Transaction } from '../rows/transaction.ts'
import { workspaceKind } from '../settings/workspace-kind.ts'
import { groupIds, groupKind, groupOf, groupSchema, isBuiltIn } from './group-kind.ts'
import { type Member, managedFieldsSchema, memberFieldsSchema, memberKind, newMemberSchema } from './member-kind.ts'

const existing = (tx: Transaction, id: string): Member => {
  const member = tx.get(memberKind, id)
  if (!member) throw notFound('member', id)
  return member
}

/** A call goes to one telephone: an extension is one person's. Those of blocked people are free. */
const refuseTaken = (tx: Transaction, extension: string | null | undefined, id: string) => {
  if (!extension) return
  const isTaken = tx.find(memberKind, 'extension', extension).some((other) => other !== id && tx.get(memberKind, other)?.blocked === false)
  if (isTaken) throw new LeadlineError('conflict', 'Somebody else has this extension', [{ path: 'extension', rule: 'taken' }])
}

const demandGroup = (tx: Transaction, groupId: string) => {
  if (!groupOf(groupId, tx.get(groupKind, groupId))) throw notFound('group', groupId)
}

export const addMember = defineMutator({
  name: 'member.add',
  args: newMemberSchema,
  run: (tx, member, context) => {
    if (tx.get(memberKind, member.id)) throw new LeadlineError('conflict', 'This id is taken')
    demandGroup(tx, member.groupId)
    refuseTaken(tx, member.extension, member.id)
    tx.put(memberKind, { ...member, createdAt: context.now })
  },
})

/** What somebody changes of themself. */
export const patchMember = defineMutator({
  name: 'member.patch',
  args: z.object({ id: idSchema, fields: memberFieldsSchema }),
  run: (tx, { id, fields }) => {
    const member = existing(tx, id)
    if (fields.extension !== member.extension) refuseTaken(tx, fields.extension, id)
    tx.put(memberKind, { ...member, ...givenFields(fields) })
  },
})

/** What somebody with the right to changes of a colleague; the server checks that right, and that the address is that of the account. */
export const updateMember = defineMutator({
  name: 'member.update',
  args: z.object({ id: idSchema, fields: managedFieldsSchema.extend({ email: emailSchema.optional() }) }),
  run: (tx, { id, fields }) => {
    const member = existing(tx, id)
    if (fields.groupId !== undefined) demandGroup(tx, fields.groupId)
    if (fields.extension !== member.extension && !member.blocked) refuseTaken(tx, fields.extension, id)
    tx.put(memberKind, { ...member, ...givenFields(fields) })
  },
})

/** Whoever is unblocked gets the extension back, unless somebody else has it by now. */
export const blockMember = defineMutator({
  name: 'member.block',
  args: z.object({ id: idSchema, blocked: z.boolean() }),
  run: (tx, { id, blocked }) => {
    const member = existing(tx, id)
    if (member.blocked && !blocked) refuseTaken(tx, member.extension, id)
    tx.put(memberKind, { ...member, blocked })
  },
})

/** Makes a group, or changes one. The administrators' stays as it is. Names that are read alike (`Łódź`, `lodz`) are the same. */
export const saveGroup = defineMutator({
  name: 'group.save',
  args: groupSchema.pick({ id: true, name: true, permissions: true }).strip(),
  run: (tx, { id, name, permissions }) => {
    const known = groupOf(id, tx.get(groupKind, id))
    const type = known?.type ?? 'custom'
    if (id === groupIds.administrator) throw new LeadlineError('conflict', 'Administrators have all permissions')
    if (type === 'custom' && name === '') throw new LeadlineError('bad_input', 'A group needs a name', [{ path: 'name', rule: 'required' }])
    const others = tx.find(groupKind, 'everyone', 'yes').flatMap((other) => (other === id ? [] : (tx.get(groupKind, other) ?? [])))
    const isTaken = others.some((other) => other.type === 'custom' && fold(other.name) === fold(name))
    if (type === 'custom' && isTaken) throw new LeadlineError('conflict', 'A group has this name', [{ path: 'name', rule: 'taken' }])
    tx.put(groupKind, { ...known, id, type, name: type === 'custom' ? name : '', permissions: [...new Set(permissions)].toSorted() })
  },
})

/** Only an empty group goes: its people would be nowhere. */
export const deleteGroup = defineMutator({
  name: 'group.delete',
  args: z.object({ id: idSchema }),
  run: (tx, { id }) => {
    const group = tx.get(groupKind, id)
    if (!group) throw notFound('group', id)
    if (isBuiltIn(id)) throw new LeadlineError('conflict', 'Every CRM has this group')
    const members = tx.find(memberKind, 'group', id).length
    if (members > 0)
      throw new LeadlineError('conflict', 'Somebody is in this group', [{ path: 'id', rule: 'group_in_use', limit: members }])
    tx.delete(groupKind, id)
  },
})

/** The CRM gets another owner, who becomes an administrator. */
export const handOverWorkspace = defineMutator({
  name: 'workspace.hand-over',
  args: z.object({ id: idSchema, memberId: idSchema }),
  run: (tx, { id, memberId }) => {
    const workspace = tx.get(workspaceKind, id)
    const member = existing(tx, memberId)
    if (!workspace) throw notFound('workspace', id)
    if (member.blocked) throw new LeadlineError('conflict', 'Whoever is blocked cannot own the CRM')
    tx.put(memberKind, { ...member, groupId: groupIds.administrator })
    tx.put(workspaceKind, { ...workspace, ownerId: memberId })
  },
})
