import type { LeadlineError } from '../../src-shared/lib/errors.ts'
import { workspaceKind } from '../../src-shared/settings/workspace-kind.ts'
import type { InvitationResult } from '../../src-shared/sync/server-contract.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import type { ServerStore } from '../db/store.ts'
import { holdsForAll, isMailRefused, type Mailer, mailServerAway, mostMailsAtOnce } from '../mail/mailer.ts'
import { type InvitationWords, invitationText, type Language } from '../mail/texts.ts'
import { documentIn } from '../team/standing.ts'

export interface Letter extends Pick<InvitationWords, 'name' | 'link' | 'days'> {
  /** Of the invitation. */
  readonly id: string
  readonly email: string
}

interface Dependencies {
  readonly store: Pick<ServerStore, 'rows'>
  readonly mailer: Mailer | null
}

/** Runs at most so many pieces of work at once. */
const createLanes = (most: number) => {
  const waiting: (() => void)[] = []
  let free = most
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}

/** Sends invitations, and says of each whether it went out. Where it did not, its link is to be passed on. */
export const createInvitationMail = ({ store, mailer }: Dependencies) => ({
  /** Letters of one member, in one language. */
  begin: async (organisationId: string, memberId: string, language: Language) => {
    const rows = await store.rows(organisationId, [organisationId, memberId])
    const rowOf = (id: string) => rows.find((row) => row.id === id)
    const crm = documentIn(workspaceKind, rowOf(organisationId))?.name ?? ''
    const invitedBy = documentIn(memberKind, rowOf(memberId))?.name ?? ''
    const inLane = createLanes(mostMailsAtOnce)
    /** Once the mail server is away, or lets nobody in, the rest of a long list does not wait for it one by one. */
    let away: LeadlineError | null = null

    return {
      post: ({ id, email, name, link, days }: Letter): Promise<InvitationResult> =>
        inLane(async () => {
          const result = { id, email }
          if (!mailer) return { ...result, outcome: 'link', link, problem: null }
          try {
            if (away) throw away
            await mailer.send({ to: email, ...invitationText(language, { crm, invitedBy, name, link, days }) })
            return { ...result, outcome: 'sent', link: null, problem: null }
          } catch (error) {
            if (!isMailRefused(error)) throw error
            if (holdsForAll(error)) away = error
            return { ...result, outcome: 'mail_refused', link, problem: mailServerAway(error) ? null : error.message }
          }
        }),
    }
  },
})
