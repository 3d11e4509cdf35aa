import { z } from 'zod'
import { LeadlineError, notFound } from '../lib/errors.ts'
import { givenFields } from '../lib/json.ts'
import { countrySchema, idSchema, nameSchema } from '../lib/schemas.ts'
import { defineMutator } from '../rows/mutator.ts'
import { memberKind, newMemberSchema } from '../team/member-kind.ts'
import { workspaceKind, workspaceSchema } from './workspace-kind.ts'

/** The first mutation of a workspace of one's own: itself and its only member. */
export const foundWorkspace = defineMutator({
  name: 'workspace.found',
  args: z.object({ id: idSchema, name: nameSchema, country: countrySchema, member: newMemberSchema }),
  run: (tx, { id, name, country, member }, context) => {
    if (tx.get(workspaceKind, id)) throw new LeadlineError('conflict', 'This workspace exists')
    const usual = { directory: true, propertiesBy: 'everyone', offlineDays: null } as const
    tx.put(workspaceKind, { id, name, country, ownerId: member.id, ...usual, createdAt: context.now })
    tx.put(memberKind, { ...member, createdAt: context.now })
  },
})

export const patchWorkspace = defineMutator({
  name: 'workspace.patch',
  args: z.object({
    id: idSchema,
    fields: workspaceSchema.pick({ name: true, country: true, directory: true, propertiesBy: true, offlineDays: true }).partial(),
  }),
  run: (tx, { id, fields }) => {
    const workspace = tx.get(workspaceKind, id)
    if (!workspace) throw notFound('workspace', id)
    tx.put(workspaceKind, { ...workspace, ...givenFields(fields) })
  },
})
