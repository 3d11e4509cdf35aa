import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import type { Group } from '../../src-shared/team/group-kind.ts'
import type { managedFieldsSchema } from '../../src-shared/team/member-kind.ts'
import { checkManaging, demand } from '../../src-shared/team/rights.ts'
import { blockMember, deleteGroup, handOverWorkspace, saveGroup, updateMember } from '../../src-shared/team/team-mutators.ts'
import type { AccountService } from '../accounts/account-service.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { createOneAtATime } from '../db/one-at-a-time.ts'
import type { ServerStore } from '../db/store.ts'
import type { Asked, Identity, SyncService } from '../sync/sync-service.ts'
import { readStanding } from './standing.ts'

interface Dependencies {
  readonly store: Pick<ServerStore, 'membershipOfMember' | 'rows'>
  readonly sync: Pick<SyncService, 'command'>
  readonly accounts: Pick<Accounts, 'emailOf' | 'setEmail' | 'setPassword' | 'endSessions'>
  readonly accountService: Pick<AccountService, 'makeResetCode' | 'endCodes'>
  /** The sessions, the rights or the block of a member have changed. */
  readonly changed: (organisationId: string, memberId: string) => Promise<void>
}

type Fields = z.infer<typeof managedFieldsSchema> & { readonly email?: string | undefined }

const administratorsOnly = async ({ me }: Asked) => {
  if (!me.administrator) throw new LeadlineError('forbidden', 'Only an administrator may do this')
}

/** What members with the right to do to others, and to groups. Everything is checked in the transaction that does it. */
export const createTeamCommands = ({ store, sync, accounts, accountService, changed }: Dependencies) => {
  const updating = createOneAtATime()

  const managing =
    (memberId: string, groupId: string | undefined, change: { readonly blocked?: boolean; readonly access?: boolean }) =>
    async (asked: Asked) => {
      const target = await asked.standingOf(memberId).catch(absent(memberId))
      const isMoved = groupId !== undefined && groupId !== target.member.groupId
      const group: Group | undefined = isMoved ? await asked.groupOf(groupId) : undefined
      if (isMoved && !group) throw new LeadlineError('not_found', 'There is no such group', [{ path: 'groupId', rule: 'gone' }])
      checkManaging(asked.me, target.viewer, { ...change, ...(group ? { group } : {}) })
    }

  /** Whoever asks has a session: that somebody else belongs to nobody here says nothing of it. */
  const absent = (memberId: string) => (error: unknown) => {
    throw error instanceof LeadlineError && error.code === 'unauthorized' ? notFound('member', memberId) : error
  }

  const userOf = async ({ organisationId }: Identity, memberId: string): Promise<string> => {
    const membership = await store.membershipOfMember(organisationId, memberId)
    if (!membership) throw new LeadlineError('not_found', 'There is no such member')
    return membership.userId
  }

  const emailTaken = (error: unknown): unknown =>
    error instanceof LeadlineError && error.code === 'conflict'
      ? new LeadlineError('conflict', error.message, [{ path: 'email', rule: 'taken' }])
      : error

  return {
    update: (identity: Identity, memberId: string, { email, ...fields }: Fields): Promise<void> =>
      // Two who change one address at once would leave the account with one and its row with the other.
      updating.run(memberId, async () => {
        const { organisationId } = identity
        const before = (await readStanding(store, { organisationId, memberId }).catch(absent(memberId))).member.email
        const fresh = email?.toLowerCase()
        const membership = fresh === undefined ? undefined : await store.membershipOfMember(organisationId, memberId)
        const known = membership ? await accounts.emailOf(membership.userId) : null
        // A change that was cut off in its middle has left them apart: the next one brings them together.
        const isApart = known !== null && known !== before
        const isNew = fresh !== undefined && (fresh !== before || isApart)
        const check = managing(memberId, fields.groupId, isNew ? { access: true } : {})
        if (!isNew) await sync.command(identity, updateMember, { id: memberId, fields }, check)
        else {
          // The account first: that the address is free can be known nowhere else. Nothing is changed before the right to is sure.
          await sync.command(identity, updateMember, { id: memberId, fields: {} }, check)
          if (!membership || known === null) throw notFound('member', memberId)
          await accounts.setEmail(membership.userId, fresh).catch((error: unknown) => {
            throw emailTaken(error)
          })
          try {
            await sync.command(identity, updateMember, { id: memberId, fields: { ...fields, email: fresh } }, check)
          } catch (error) {
            await accounts.setEmail(membership.userId, known)
            throw error
          }
          // Codes lie in the mailbox that was left.
          await accountService.endCodes(membership)
        }
        await changed(organisationId, memberId)
      }),
    setBlocked: async (identity: Identity, memberId: string, blocked: boolean): Promise<void> => {
      await sync.command(identity, blockMember, { id: memberId, blocked }, managing(memberId, undefined, { blocked }))
      await changed(identity.organisationId, memberId)
    },
    /** Their sessions end and their password counts no more; a code lets them set a new one. */
    resetAccess: async (identity: Identity, memberId: string, language: 'pl' | 'en') => {
      const { organisationId } = identity
      await sync.command(identity, updateMember, { id: memberId, fields: {} }, managing(memberId, undefined, { access: true }))
      const userId = await userOf(identity, memberId)
      // Whoever knows the old password has no access either.
      await accounts.setPassword(userId, randomBytes(32).toString('base64url'))
      await accounts.endSessions(userId)
      const made = await accountService.makeResetCode({ organisationId, memberId, language })
      await changed(organisationId, memberId)
      return made
    },
    handOver: async (identity: Identity, memberId: string): Promise<void> => {
      const { organisationId } = identity
      await sync.command(identity, handOverWorkspace, { id: organisationId, memberId }, async ({ me }) => {
        if (!me.owner) throw new LeadlineError('forbidden', 'Only the owner of the CRM may do this')
      })
      await changed(organisationId, memberId)
      await changed(organisationId, identity.memberId)
    },
    saveGroup: (identity: Identity, group: Pick<Group, 'id' | 'name' | 'permissions'>): Promise<void> =>
      sync.command(identity, saveGroup, group, administratorsOnly),
    deleteGroup: (identity: Identity, id: string): Promise<void> => sync.command(identity, deleteGroup, { id }, administratorsOnly),
    /** For whoever lists or takes back invitations. */
    demandAdding: async (identity: Identity): Promise<void> => {
      const { viewer } = await readStanding(store, identity)
      demand(viewer, 'team_add')
    },
  }
}

export type TeamCommands = ReturnType<typeof createTeamCommands>
