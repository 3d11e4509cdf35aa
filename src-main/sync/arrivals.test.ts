import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import type { RowDocument } from '../../src-shared/rows/kind.ts'
import { testCall, testContact } from '../../src-shared/rows/test-documents.ts'
import type { SentRow, SnapshotPage } from '../../src-shared/sync/protocol.ts'
import { openWorkspaceStore, type WorkspaceStore } from '../db/workspace-store.ts'
import type { SyncStore } from './sync-store.ts'

let folder: string
let store: WorkspaceStore
let sync: SyncStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-arrivals-'))
  store = openWorkspaceStore(folder, { team: { newId, onRemoved: () => {} }, durable: false })
  sync = store.sync as SyncStore
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const sent = (kind: string, document: RowDocument, root = document.id, version = 1): SentRow => ({
  kind,
  id: document.id,
  root,
  version,
  deleted: false,
  data: JSON.stringify(document),
})

const page = (rows: SentRow[], next: string | null = null): SnapshotPage => ({
  epoch: 'one',
  version: 9,
  view: 'everything',
  rows,
  changes: [],
  next,
  total: rows.length,
  serverTime: 0,
})

const take = (...pages: SnapshotPage[]) => {
  sync.beginSnapshot(pages[0] as SnapshotPage)
  for (const one of pages) sync.applySnapshotPage(one)
  sync.endSnapshot()
}

const one = <Value>(sql: string, ...values: unknown[]) =>
  store.database
    .prepare(sql)
    .pluck()
    .get(...values) as Value

it('F7 a row of a snapshot is listed, found by its keys and by search, and has the version of the server', () => {
  const contact = testContact(newId(), {
    name: 'Zofia Zając',
    emails: [{ id: newId(), type: 'email_work', address: 'zofia@firma.example' }],
  })
  take(page([sent('contact', contact, contact.id, 7)]))
  expect(store.rows.idsOf('contact', 'email', 'zofia@firma.example')).toEqual([contact.id])
  expect(one('select count(*) from contact_name')).toBe(1)
  expect(one("select count(*) from contact_search where text like '%zajac%'")).toBe(1)
  expect(store.rows.whole(contact.id)).toMatchObject({ version: 7, deleted: false })
})

it('F7 a call that comes pages before its contact counts as the last contact with it', () => {
  const contact = testContact(newId())
  const call = testCall(newId(), { contactId: contact.id, startedAt: 1_700_000_000_000 })
  take(page([sent('call', call, contact.id)], 'more'), page([sent('contact', contact)]))
  expect(one('select last_contact_at from contact')).toBe(call.startedAt)
})

it('F7 what comes once more, and what a write on its way has touched, is neither doubled nor overwritten', () => {
  const contact = testContact(newId(), { city: 'Gdynia' })
  take(page([sent('contact', contact)]))
  store.mutate(patchContact, { id: contact.id, patch: { fields: { city: 'Sopot' } } }, { memberId: newId(), now: 5 }, newId())
  const fresh = testContact(newId())
  take(page([sent('contact', { ...contact, company: 'Nowa' }, contact.id, 8), sent('contact', fresh)]))
  expect(JSON.parse(store.rows.whole(contact.id)?.data as string)).toMatchObject({ city: 'Sopot', company: 'Nowa' })
  expect(one('select count(*) from contact')).toBe(2)
  expect(sync.outbox.pending()).toBe(1)
})
