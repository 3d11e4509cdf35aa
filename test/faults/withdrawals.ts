import { builtInGroups, groupIds } from '../../src-shared/team/group-kind.ts'
import { writeAs } from './authority-sight-rows.ts'
import { type AuthorityWorld, ofSupervisors } from './authority-world.ts'
import type { Loser } from './withdrawn-machine.ts'

/** What somebody works with before. */
export const scopes = ['own client', 'own lead', 'their client', 'their lead'] as const
export type Scope = (typeof scopes)[number]

interface Context {
  readonly world: AuthorityWorld
  /** Whose rights they are. */
  readonly memberId: string
  /** Their contacts. */
  readonly own: readonly string[]
}

/** A way in which a right ends. */
export interface Withdrawal {
  readonly what: string
  /** What may not be on their machine afterwards: whole subtrees, calls of others with others, names in the directory. */
  readonly gone: readonly (Scope | 'calls' | 'names')[]
  readonly withdraw: (context: Context) => Promise<unknown>
  readonly giveBack: (context: Context) => Promise<unknown>
}

const ofManagers = builtInGroups.find(({ id }) => id === groupIds.manager)?.permissions ?? []

/** Takes a permission from a group as it is by then; gives all of them back. */
const take = async ({ world }: Context, id: string, permission: string, all: readonly string[]) => {
  const row = await world.rowOf(id)
  const known: readonly string[] = row && !row.deleted ? JSON.parse(row.data).permissions : all
  await save(
    world,
    id,
    known.filter((name) => name !== permission),
  )
}

const save = (world: AuthorityWorld, id: string, permissions: readonly string[]) =>
  world.api('owner').groups.save({ id, name: id === world.supervisors ? 'Nadzór' : '', permissions: [...permissions] })

const move = ({ world, memberId }: Context, groupId: string) => world.api('owner').members.update({ memberId, fields: { groupId } })

const managersLose = (permission: string, gone: Withdrawal['gone']): Withdrawal => ({
  what: `without ${permission}`,
  gone,
  withdraw: (context) => take(context, groupIds.manager, permission, ofManagers),
  giveBack: ({ world }) => save(world, groupIds.manager, ofManagers),
})

const moved = (from: (world: AuthorityWorld) => string, gone: Withdrawal['gone']): Withdrawal => ({
  what: 'moved to the trainees',
  gone,
  withdraw: (context) => move(context, groupIds.trainee),
  giveBack: (context) => move(context, from(context.world)),
})

const givenAway = (gone: Withdrawal['gone']): Withdrawal => ({
  what: 'contacts given to somebody else',
  gone,
  withdraw: async ({ world, own }) => {
    for (const id of own) await writeAs(world, 'owner', 'contact.patch', { id, patch: { fields: { responsible: world.memberId('adam') } } })
  },
  giveBack: async () => {},
})

const setDirectory = ({ world }: Context, directory: boolean) =>
  writeAs(world, 'owner', 'workspace.patch', { id: world.organisation(), fields: { directory } })

const withoutDirectory: Withdrawal = {
  what: 'no directory',
  gone: ['names'],
  withdraw: (context) => setDirectory(context, false),
  giveBack: (context) => setDirectory(context, true),
}

const withdrawals: Readonly<Record<Loser, readonly Withdrawal[]>> = {
  manager: [
    moved(() => groupIds.manager, ['their client', 'their lead']),
    managersLose('customers_view_all', ['their client']),
    managersLose('leads_view', ['their lead']),
    managersLose('calls_other_users_access', ['calls']),
  ],
  supervisor: [
    moved((world) => world.supervisors, ['their lead']),
    {
      what: 'without leads_view',
      gone: ['their lead'],
      withdraw: (context) => take(context, context.world.supervisors, 'leads_view', ofSupervisors),
      giveBack: ({ world }) => save(world, world.supervisors, ofSupervisors),
    },
    givenAway(['own client']),
    withoutDirectory,
  ],
  trainee: [givenAway(['own client', 'own lead']), withoutDirectory],
}

/** Ways in which this person can lose something that they have. */
export const withdrawalsOf = (who: Loser): readonly Withdrawal[] => withdrawals[who]
