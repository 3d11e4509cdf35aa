import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { ServerStore } from '../db/store.ts'
import type { Identity } from '../sync/sync-service.ts'
import { readStanding, type Standing } from '../team/standing.ts'
import type { Accounts } from './accounts.ts'

/** Milliseconds during which an answer of the database counts again; so long a block may come late. */
const remembered = 2000
/** Answers kept at most. */
const mostKept = 20_000

/** Whoever has signed in, in the session in which they ask. */
export interface SignedIn extends Identity {
  readonly sessionId: string
  readonly token: string
}

type Headers = Readonly<Record<string, string | string[] | undefined>>

const createMemory = <Value>(now: () => number) => {
  const kept = new Map<string, { readonly value: Value; readonly until: number }>()
  let forgotten = 0
  return {
    get: async (key: string, ask: () => Promise<Value>): Promise<Value> => {
      const known = kept.get(key)
      if (known && known.until > now()) return known.value
      const before = forgotten
      const value = await ask()
      // What was asked before something was forgotten may be what was meant.
      if (before !== forgotten) return value
      if (kept.size >= mostKept) kept.clear()
      kept.set(key, { value, until: now() + remembered })
      return value
    },
    /** Forgets what these hold of. */
    forget: (isMeant: (value: Value, key: string) => boolean) => {
      forgotten += 1
      for (const [key, { value }] of kept) if (isMeant(value, key)) kept.delete(key)
    },
  }
}

const tokenIn = ({ authorization }: Headers): string | null => {
  const [, token] = /^bearer +(\S+)$/i.exec(authorization?.toString() ?? '') ?? []
  return token ?? null
}

const unauthorized = () => new LeadlineError('unauthorized', 'This session has ended')

interface Dependencies {
  readonly accounts: Pick<Accounts, 'sessionOf'>
  readonly store: Pick<ServerStore, 'membershipOf' | 'rows'>
  readonly now: () => number
}

/** Tells from the bearer of a request who asks. Answers of the database are remembered for a moment. */
export const createIdentify = ({ accounts, store, now }: Dependencies) => {
  const sessions = createMemory<SignedIn>(now)
  const standings = createMemory<Standing>(now)

  const ask = async (token: string): Promise<SignedIn> => {
    const session = await accounts.sessionOf(token)
    const membership = session && (await store.membershipOf(session.userId))
    if (!session || !membership) throw unauthorized()
    const { userId, memberId, organisationId } = membership
    return { userId, memberId, organisationId, sessionId: session.id, token }
  }

  const standingOf = ({ organisationId, memberId }: Identity): Promise<Standing> =>
    standings.get(`${organisationId}/${memberId}`, () => readStanding(store, { organisationId, memberId }))

  const sessionIn = async (headers: Headers): Promise<SignedIn | null> => {
    const token = tokenIn(headers)
    if (token === null) {
      if (headers.authorization !== undefined) throw unauthorized()
      return null
    }
    return sessions.get(token, () => ask(token))
  }

  return {
    /**
     * Whose session it is, blocked or not; null where nobody says who they are.
     * @throws LeadlineError `unauthorized` where the token is forged or its session has ended
     */
    sessionIn,
    standingOf,
    /**
     * Who asks.
     * @throws LeadlineError `unauthorized` or `blocked`
     */
    identify: async (headers: Headers): Promise<SignedIn | null> => {
      const signedIn = await sessionIn(headers)
      if (signedIn && (await standingOf(signedIn)).member.blocked) throw new LeadlineError('blocked', 'This account is blocked')
      return signedIn
    },
    /** Of a member nothing that is remembered counts any more: their sessions or their rights have changed. */
    forget: (organisationId: string, memberId: string): void => {
      sessions.forget((session) => session.memberId === memberId)
      standings.forget((_, key) => key === `${organisationId}/${memberId}`)
    },
  }
}

export type Identify = ReturnType<typeof createIdentify>
