import { beforeEach, expect, it } from 'vitest'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import type { Session } from './accounts.ts'
import { createIdentify, type Identify } from './identify.ts'

const rowOf = (kind: string, id: string, document: object) => ({
  kind,
  id,
  root: id,
  version: 1,
  deleted: false,
  data: JSON.stringify({ id, ...document }),
})
const membership = { userId: 'u', organisationId: 'o', memberId: 'm' }

let now: number
let sessions: Map<string, Session>
let member: { groupId: string; blocked: boolean }
let asked: number
let identify: Identify

beforeEach(() => {
  now = 0
  asked = 0
  sessions = new Map([['good', { id: 's', userId: 'u' }]])
  member = { groupId: groupIds.manager, blocked: false }
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
      rows: async (_, ids) =>
        [rowOf('member', 'm', member), rowOf('workspace', 'o', { ownerId: null })].filter(({ id }) => ids.includes(id)),
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
  await identify.identify(bearer('good'))
  sessions.clear()
  identify.forget('o', 'm')
  await expect(identify.identify(bearer('good'))).rejects.toMatchObject({ code: 'unauthorized' })
})

it('S8.2 a block counts at once where it was told, also for whoever was being looked up just then', async () => {
  await identify.identify(bearer('good'))
  now += 2000
  const asking = identify.identify(bearer('good'))
  member.blocked = true
  identify.forget('o', 'm')
  await asking.catch(() => {})
  await expect(identify.identify(bearer('good'))).rejects.toMatchObject({ code: 'blocked' })
})
