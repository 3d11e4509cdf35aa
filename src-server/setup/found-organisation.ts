import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { foundWorkspace } from '../../src-shared/settings/settings-mutators.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { type MemberAccounts, memberOf, type Person } from '../accounts/member-accounts.ts'
import type { ServerStore } from '../db/store.ts'
import type { SyncService } from '../sync/sync-service.ts'

interface Dependencies {
  readonly store: ServerStore
  readonly sync: Pick<SyncService, 'run'>
  readonly members: MemberAccounts
  readonly newId: () => string
  /** UTC milliseconds. */
  readonly now: () => number
}

interface Founding {
  readonly name: string
  readonly country: string
  readonly person: Person
}

const nameTaken = () => new LeadlineError('name_taken', 'There is a CRM with this name')

/** Whether a name is free, and making the CRM that takes it. */
export const createFounding = ({ store, sync, members, newId, now }: Dependencies) => {
  /** One whose founding was cut off has no rows: whoever holds a code may found it again. */
  const unfounded = async (name: string): Promise<string | null> => {
    const known = await store.organisationNamed(name)
    if (!known) return null
    if (known.version > 0) throw nameTaken()
    return known.id
  }

  return {
    isFree: async (name: string): Promise<boolean> => {
      const known = await store.organisationNamed(name)
      return !known || known.version === 0
    },
    /** @throws LeadlineError `name_taken`, or `conflict` where the e-mail has an account */
    found: async ({ name, country, person }: Founding): Promise<void> => {
      await unfounded(name)
      await members.make(person, async (userId) => {
        const memberId = newId()
        const leftBehind = await unfounded(name)
        const id = leftBehind ?? newId()
        if (leftBehind === null) await store.createOrganisation({ id, name, createdAt: now() })
        await store.addMembership({ userId, organisationId: id, memberId })
        const member = memberOf(memberId, person, groupIds.administrator)
        await sync.run(id, foundWorkspace, { id, name, country: country.toUpperCase(), member }, memberId).catch((error) => {
          throw error instanceof LeadlineError && error.code === 'conflict' ? nameTaken() : error
        })
      })
    },
  }
}

export type FoundingService = ReturnType<typeof createFounding>
