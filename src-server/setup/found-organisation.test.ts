import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { createMemberAccounts } from '../accounts/member-accounts.ts'
import { openSqliteStore } from '../db/sqlite-store.ts'
import type { ServerStore } from '../db/store.ts'
import { silentLog } from '../log.ts'
import { createSyncService } from '../sync/create-sync-service.ts'
import type { SyncService } from '../sync/sync-service.ts'
import { createFounding } from './found-organisation.ts'

let store: ServerStore
let users: Map<string, string>
let sync: SyncService
beforeEach(() => {
  store = openSqliteStore(':memory:')
  users = new Map()
  sync = createSyncService({ store, now: () => Date.now(), newId, log: silentLog })
})
afterEach(async () => {
  await sync.close()
  await store.close()
})

/** As a process has it; `run` may be one that never comes to its end. */
const begin = (run: SyncService['run'] = sync.run, now = () => Date.now()) => {
  const accounts: Parameters<typeof createMemberAccounts>[0]['accounts'] = {
    userNamed: async (email) => {
      const id = users.get(email.toLowerCase())
      return id === undefined ? null : { id, createdAt: new Date() }
    },
    create: async ({ email }) => {
      const id = newId()
      users.set(email.toLowerCase(), id)
      return { id }
    },
    remove: async (userId) => {
      for (const [email, id] of users) if (id === userId) users.delete(email)
    },
    signIn: () => Promise.reject(new Error('Nobody signs in here')),
    signOut: () => Promise.reject(new Error('Nobody signs out here')),
  }
  const members = createMemberAccounts({ accounts, store, sync: { run }, newId, now })
  return createFounding({ store, sync: { run }, members, newId, now })
}

const person = {
  name: 'Anna',
  email: 'Anna@firma.example',
  password: 'correct horse',
  extension: null,
  language: 'pl' as const,
  timeZone: 'Europe/Warsaw',
}
const wish = { name: 'firma', country: 'pl', person }

it('a CRM has its workspace and its administrator, and its name is taken from then on', async () => {
  const founding = begin()
  expect(await founding.isFree('firma')).toBe(true)
  await founding.found(wish)
  const membership = await store.membershipOf(users.get('anna@firma.example') as string)
  const rows = await store.rows(membership?.organisationId as string, [membership?.organisationId, membership?.memberId] as string[])
  expect(rows.map(({ data }) => JSON.parse(data))).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'firma', country: 'PL', ownerId: membership?.memberId }),
      expect.objectContaining({ email: 'anna@firma.example', groupId: groupIds.administrator, blocked: false }),
    ]),
  )
  expect(await founding.isFree('firma')).toBe(false)
  const another = { ...person, email: 'olga@firma.example' }
  await expect(founding.found({ ...wish, person: another })).rejects.toMatchObject({ code: 'name_taken' })
  await expect(founding.found({ ...wish, name: 'inna' })).rejects.toMatchObject({ code: 'conflict' })
  expect(await founding.isFree('inna')).toBe(true)
  expect([...users.keys()]).toEqual(['anna@firma.example'])
})

it('a founding that was cut off by the end of its process can be done again, with the same name and e-mail', async () => {
  let cutOff = false
  void begin(() => {
    cutOff = true
    return new Promise(() => {})
  }).found(wish)
  await expect.poll(() => cutOff).toBe(true)
  // It may still be going on, in another process: nobody takes its account away at once.
  await expect(begin().found(wish)).rejects.toMatchObject({ code: 'conflict' })
  const again = begin(sync.run, () => Date.now() + 180_000)
  expect(await again.isFree('firma')).toBe(true)
  await again.found(wish)
  expect(await store.organisationNamed('firma')).toMatchObject({ version: 1 })
  await expect(begin().found(wish)).rejects.toMatchObject({ code: 'name_taken' })
})

it('a founding that fails leaves no account behind', async () => {
  const failing = begin(async () => {
    throw new Error('The disk is full')
  })
  await expect(failing.found(wish)).rejects.toThrow('full')
  expect(users.size).toBe(0)
  await begin().found(wish)
  expect(users.size).toBe(1)
})
