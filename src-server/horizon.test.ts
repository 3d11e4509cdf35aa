import { v7 as newId } from 'uuid'
import { expect, it } from 'vitest'
import { openSqliteStore } from './db/sqlite-store.ts'
import { keepHorizon } from './horizon.ts'

const day = 86_400_000
const nothing = { changes: [], clients: [], results: [], sealed: [], commands: [], touchedRoots: [] }

it('F4 what was deleted ninety days ago is forgotten in every organisation, and nothing else', async () => {
  let now = Date.UTC(2026, 10, 24)
  const store = openSqliteStore(':memory:', { now: () => now, newId, isDurable: false })
  const organisations = [newId(), newId()]
  const row = (id: string, deleted: boolean) => ({ kind: 'contact', id, root: id, deleted, data: '{}', lookups: [] })
  const [gone, stays] = [newId(), newId()]
  for (const [at, id] of organisations.entries()) {
    await store.createOrganisation({ id, name: `firma-${at}`, createdAt: now })
    await store.transact(id, (tx) => tx.write({ ...nothing, rows: [row(gone, true), row(stays, false)] }))
  }
  const horizon = keepHorizon({
    store,
    now: () => now,
    log: { info: () => {}, warn: () => {}, error: (_, error) => expect.fail(String(error)) },
  })
  now += 89 * day
  await horizon.look()
  for (const id of organisations) expect(await store.rows(id, [gone, stays])).toHaveLength(2)
  now += 2 * day
  await horizon.look()
  for (const id of organisations) {
    expect((await store.rows(id, [gone, stays])).map((one) => one.id)).toEqual([stays])
    expect((await store.organisation(id))?.horizon).toBe(1)
  }
  horizon.close()
  await store.close()
})

it('S8.3 invitations and codes that expired more than ninety days ago are forgotten', async () => {
  let now = Date.UTC(2026, 10, 24)
  const store = openSqliteStore(':memory:', { now: () => now, newId, isDurable: false })
  const organisationId = newId()
  await store.createOrganisation({ id: organisationId, name: 'firma', createdAt: now })
  const ticket = {
    organisationId,
    purpose: 'invitation' as const,
    data: '{}',
    createdBy: newId(),
    createdAt: now,
    uses: 0,
    revokedAt: null,
  }
  await store.createTicket({ ...ticket, id: newId(), hash: 'one', expiresAt: now + day, maxUses: null })
  await store.createTicket({ ...ticket, id: newId(), hash: 'other', expiresAt: now + 3 * day, maxUses: 1 })
  const horizon = keepHorizon({
    store,
    now: () => now,
    log: { info: () => {}, warn: () => {}, error: (_, error) => expect.fail(String(error)) },
  })
  now += 92 * day
  await horizon.look()
  expect((await store.tickets(organisationId, 'invitation')).map(({ hash }) => hash)).toEqual(['other'])
  horizon.close()
  await store.close()
})
