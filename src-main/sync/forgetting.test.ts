import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openReader } from '../../src-node/sqlite/database.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import type { LogPage, SentRow, SnapshotPage } from '../../src-shared/sync/protocol.ts'
import { openWorkspaceStore, type WorkspaceStore } from '../db/workspace-store.ts'
import type { SyncStore } from './sync-store.ts'

let folder: string
let store: WorkspaceStore
let sync: SyncStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-forgetting-'))
  store = openWorkspaceStore(folder, { team: { newId, onRemoved: () => {} }, durable: false })
  sync = store.sync as SyncStore
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A letter that no other contact has, so that each trigram with it is of these alone. */
const secret = 'vxqvjxq'
const contacts = (count: number, word: string): SentRow[] =>
  Array.from({ length: count }, (_, at) => {
    const contact = testContact(newId(), { name: `${word} numer ${at}` })
    return { kind: 'contact', id: contact.id, root: contact.id, version: 1, deleted: false, data: JSON.stringify(contact) }
  })

const snapshot = (rows: SentRow[]) => {
  const page: SnapshotPage = { epoch: 'one', version: 9, view: 'v', rows, changes: [], next: null, total: rows.length, serverTime: 0 }
  sync.beginSnapshot(page)
  sync.applySnapshotPage(page)
  sync.endSnapshot()
  sync.sweep(Number.POSITIVE_INFINITY)
}
const pull = (rows: readonly SentRow[], forgotten: readonly SentRow[]) => {
  const from = sync.state().cursor as number
  const page = { type: 'page', epoch: 'one', view: 'v', from, to: from + 1, head: from + 1, changes: [], results: [], checksum: null }
  sync.applyPage({ ...page, rows: [...rows], forgotten: forgotten.map(({ id }) => id), serverTime: 0 } as LogPage)
  sync.sweep()
}
const trigrams = Array.from({ length: secret.length - 2 }, (_, at) => secret.slice(at, at + 3))
/** Trigrams of the secret that lie on the disk. */
const found = (): string[] => {
  const disk = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
  return [secret, ...trigrams].filter((text) => disk.includes(text))
}
const matches = (text: string) =>
  store.database.prepare('select count(*) from contact_search where contact_search match ?').pluck().get(text) as number

it.each([1, 60])('I5 of %i contacts that may not be seen any more not even a trigram stays in the file', (count) => {
  const [lost, kept] = [contacts(count, secret), contacts(100, 'zwyzwy')]
  snapshot([...lost, ...kept])
  expect(found()).toContain(secret)
  expect(matches('vxq')).toBe(count)
  pull([], lost)
  expect(found()).toEqual([])
  expect([matches('vxq'), matches('zwy')]).toEqual([0, 100])
})

it('I5 nor of those that a narrower view leaves out', () => {
  const [lost, kept] = [contacts(60, secret), contacts(40, 'zwyzwy')]
  snapshot([...lost, ...kept])
  expect(found()).toContain(secret)
  snapshot(kept)
  expect(found()).toEqual([])
  expect([matches('vxq'), matches('zwy')]).toEqual([0, 40])
})

it('I5 nor of those that grew before they went, and moved from page to page', () => {
  const [lost, kept] = [contacts(40, secret), contacts(40, 'zwyzwy')]
  snapshot(lost.flatMap((row, at) => [row, kept[at] as SentRow]))
  const grown = lost.map((row) => ({
    ...row,
    version: 10,
    data: JSON.stringify({ ...JSON.parse(row.data), address: 'Łódź '.repeat(300) }),
  }))
  for (const row of grown) pull([row], [])
  pull([], lost)
  expect(found()).toEqual([])
})

it('I5 what somebody reads meanwhile is swept the next time', () => {
  const [lost, kept] = [contacts(5, secret), contacts(5, 'zwyzwy')]
  snapshot([...lost, ...kept])
  const reader = openReader(join(folder, 'workspace.sqlite'))
  const reading = reader.prepare('select * from row').iterate()
  reading.next()
  pull([], lost)
  expect(sync.state().isToSweep).toBe(true)
  reading.return?.()
  reader.close()
  sync.sweep()
  expect(sync.state().isToSweep).toBe(false)
  expect(found()).toEqual([])
})
