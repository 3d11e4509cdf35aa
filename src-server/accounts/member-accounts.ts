import type { z } from 'zod'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { isTimeZone } from '../../src-shared/lib/periods.ts'
import { workspaceKind } from '../../src-shared/settings/workspace-kind.ts'
import type { SignedIn as SignedInOutput } from '../../src-shared/sync/server-contract.ts'
import { groupKind } from '../../src-shared/team/group-kind.ts'
import { type Member, memberKind, type newMemberSchema } from '../../src-shared/team/member-kind.ts'
import { addMember } from '../../src-shared/team/team-mutators.ts'
import type { ServerStore } from '../db/store.ts'
import type { SyncService } from '../sync/sync-service.ts'
import type { Accounts, KnownUser } from './accounts.ts'

/** A person as the contract has them. */
export interface Person {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly extension: string | null
  readonly language: 'pl' | 'en'
  readonly timeZone: string
}

interface Dependencies {
  readonly accounts: Pick<Accounts, 'userNamed' | 'create' | 'remove' | 'signIn' | 'signOut'>
  readonly store: ServerStore
  readonly sync: Pick<SyncService, 'run'>
  readonly newId: () => string
  /** UTC milliseconds. */
  readonly now: () => number
}

const emailTaken = () => new LeadlineError('conflict', 'This e-mail has an account already', [{ path: 'person.email', rule: 'taken' }])

/** The row that says who somebody is in the team and what they may do. */
export const memberOf = (id: string, person: Person, groupId: string): z.infer<typeof newMemberSchema> => ({
  id,
  name: person.name,
  email: person.email.toLowerCase(),
  extension: person.extension,
  position: '',
  language: person.language,
  timeZone: person.timeZone,
  firstDay: 1,
  groupId,
  blocked: false,
})

/** Milliseconds after which an account without a member has been left behind by a process that ended. */
const longestMaking = 120_000

/** Accounts and the members that they belong to. */
export const createMemberAccounts = ({ accounts, store, sync, newId, now }: Dependencies) => {
  const inTheMaking = new Set<string>()

  /**
   * An account whose making was cut off belongs to nobody and gives its e-mail back; a young one may still be in the making, in another
   * process.
   */
  const isOrphan = async ({ id, createdAt }: KnownUser): Promise<boolean> => {
    if (createdAt.getTime() + longestMaking > now()) return false
    const membership = await store.membershipOf(id)
    if (!membership) return true
    return (await store.rows(membership.organisationId, [membership.memberId])).length === 0
  }

  const createUser = async (person: Person): Promise<string> => {
    const known = await accounts.userNamed(person.email)
    if (known) {
      if (!(await isOrphan(known))) throw emailTaken()
      await accounts.remove(known.id)
    }
    try {
      return (await accounts.create(person)).id
    } catch (error) {
      // Another process may have been faster.
      throw (await accounts.userNamed(person.email)) ? emailTaken() : error
    }
  }

  /**
   * Makes an account, and what `finish` makes for it; if that fails, the account goes again.
   * @throws LeadlineError `conflict` where the e-mail has one, `bad_input` for a zone that there is not
   */
  const make = async <Result>(person: Person, finish: (userId: string) => Promise<Result>): Promise<Result> => {
    if (!isTimeZone(person.timeZone)) {
      throw new LeadlineError('bad_input', 'The input is wrong', [{ path: 'person.timeZone', rule: 'invalid_value' }])
    }
    const email = person.email.toLowerCase()
    if (inTheMaking.has(email)) throw emailTaken()
    inTheMaking.add(email)
    try {
      const userId = await createUser(person)
      return await finish(userId).catch(async (error) => {
        await accounts.remove(userId)
        throw error
      })
    } finally {
      inTheMaking.delete(email)
    }
  }

  return {
    make,
    /** Whether an address has an account that belongs to somebody, of whatever organisation. */
    hasAccount: async (email: string): Promise<boolean> => {
      const known = await accounts.userNamed(email)
      return known !== null && !(await isOrphan(known))
    },
    /**
     * Makes an account and its member in one group; answers with the id of the member.
     * @throws LeadlineError as `make`, `conflict` where somebody else has the extension, `not_found` where the group is gone
     */
    add: (organisationId: string, person: Person, groupId: string, authorId: string): Promise<string> =>
      make(person, async (userId) => {
        const memberId = newId()
        await store.addMembership({ userId, organisationId, memberId })
        await sync.run(organisationId, addMember, memberOf(memberId, person, groupId), authorId)
        return memberId
      }),

    /** @throws LeadlineError `wrong_password`, `unauthorized` or `blocked` */
    signIn: async (email: string, password: string): Promise<SignedInOutput> => {
      const { token, userId } = await accounts.signIn(email, password)
      const membership = await store.membershipOf(userId)
      const rows = membership ? await firstRows(store, membership.organisationId) : []
      const own = rows.find(({ id }) => id === membership?.memberId)
      const refusal = !own
        ? new LeadlineError('unauthorized', 'This account belongs to nobody here')
        : (JSON.parse(own.data) as Member).blocked
          ? new LeadlineError('blocked', 'This account is blocked')
          : null
      if (!membership || refusal) {
        await accounts.signOut(token)
        throw refusal
      }
      return { token, workspaceId: membership.organisationId, memberId: membership.memberId, epoch: await store.epoch(), rows: [...rows] }
    },
  }
}

/** The rows without which no screen can be shown. */
const firstRows = async (store: ServerStore, organisationId: string) => {
  const rows = await Promise.all(
    [workspaceKind.name, groupKind.name, memberKind.name].map((kind) => store.rowsOfKind(organisationId, kind)),
  )
  return rows.flat().filter(({ deleted }) => !deleted)
}

export type MemberAccounts = ReturnType<typeof createMemberAccounts>
