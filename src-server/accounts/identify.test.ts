import { beforeEach, expect, it } from 'vitest'
import type { Session } from './accounts.ts'
import { createIdentify, type Identify } from './identify.ts'

const row = { kind: 'member', id: 'm', root: 'm', version: 1, deleted: false }
const membership = { userId: 'u', organisationId: 'o', memberId: 'm' }

let now: number
let sessions: Map<string, Session>
let member: { group: string; blocked: boolean }
let asked: number
let identify: Identify

beforeEach(() => {
  now = 0
  asked = 0
  sessions = new Map([['good', { id: 's', userId: 'u' }]])
  member = { group: 'manager', blocked: false }
  identify = createIdentify({
    now: () => now,
    accounts: {
      sessionOf: async (token) => {
        asked += 1
        return sessions.get(token) ?? null
      },
    },
    store: {
      membershipOf: async (userId) => (userId === 'u' ? membership : undefined),
      rows: async () => [{ ...row, data: JSON.stringify(member) }],
    },
  })
})

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

it('tells who asks, and remembers it for a moment', async () => {
  expect(await identify.identify(bearer('good'))).toEqual({ ...membership, sessionId: 's', token: 'good' })
  await identify.identify(bearer('good'))
  expect(asked).toBe(1)
  sessions.clear()
  now += 2000
  await expect(identify.identify(bearer('good'))).rejects.toMatchObject({ code: 'unauthorized' })
})

it('who says nothing is nobody; what is no session, or belongs to no member, is refused', async () => {
  sessions.set('stray', { id: 't', userId: 'nobody' })
  expect(await identify.identify({})).toBeNull()
  for (const headers of [bearer('forged'), bearer('stray'), { authorization: 'Basic eA==' }, bearer('')]) {
    await expect(identify.identify(headers)).rejects.toMatchObject({ code: 'unauthorized' })
  }
})

it('who is blocked has a session and may not use it', async () => {
  member.blocked = true
  await expect(identify.identify(bearer('good'))).rejects.toMatchObject({ code: 'blocked' })
  expect(await identify.sessionIn(bearer('good'))).toMatchObject(membership)
  member.blocked = false
  now += 2000
  expect(await identify.identify(bearer('good'))).toMatchObject(membership)
})

it('what was remembered of a session that has ended is forgotten at once', async () => {
  const signedIn = await identify.identify(bearer('good'))
  sessions.clear()
  if (signedIn) identify.forget(signedIn)
  await expect(identify.identify(bearer('good'))).rejects.toMatchObject({ code: 'unauthorized' })
})
