import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordCall } from '../../src-shared/calls/call-mutators.ts'
import { type CatalogueItem, putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { builtInStatuses } from '../../src-shared/catalogue/lead-statuses.ts'
import { contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { contactKind, newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { createContact, deleteContacts } from '../../src-shared/contacts/contact-mutators.ts'
import { saveFilter } from '../../src-shared/filters/filter-mutators.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import type { Mutator } from '../../src-shared/rows/mutator.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { completeTask, createTask } from '../../src-shared/tasks/task-mutators.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { viewerOf } from '../../src-shared/team/viewer.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { createFileService, type FileService } from '../files/file-service.ts'
import { createHistoryService } from '../history/history-service.ts'
import { silentLog } from '../platform/log.ts'
import { createWorkService, type WorkService } from '../work/work-service.ts'
import { createBringBack } from './bring-back.ts'
import { createExportService } from './export-service.ts'
import { writeZip } from './zip-file.ts'

interface Place extends TestWorkspace {
  readonly files: FileService
  readonly work: WorkService
}

const open = (): Place => {
  const test = createTestWorkspace()
  const { workspace, folder } = test
  const files = createFileService({
    ...{ folder, database: workspace.store.database, transport: null, log: silentLog },
    now: () => workspace.context().now,
    tell: () => {},
  })
  return { ...test, files, work: createWorkService(() => {}, silentLog) }
}

let from: Place
let to: Place
beforeEach(() => {
  from = open()
  to = open()
  to.pass(3_600_000)
})
afterEach(async () => {
  for (const { work, files, close } of [from, to]) {
    await work.close()
    await files.close()
    close()
  }
})

const write = <Args>({ workspace }: Place, mutator: Mutator<Args>, args: NoInfer<Args>) =>
  workspace.store.mutate(mutator, args, workspace.context(), newId())
const put = (at: Place, item: Record<string, unknown>): string => {
  const id = newId()
  write(at, putCatalogueItem, { id, ...item } as unknown as CatalogueItem)
  return String(item.id ?? id)
}
const tag = (at: Place, name: string) => put(at, { kind: 'tag', name, colour: 120 })

const ended = async ({ work }: Place, id: string) => {
  await expect.poll(() => work.get(id).state, { timeout: 60_000, interval: 10 }).not.toBe('running')
  return work.get(id)
}

const exported = async (
  input: Parameters<ReturnType<typeof createExportService>['start']>[0] = { what: 'everything', format: 'json' },
): Promise<string> => {
  const { workspace, files, work, folder } = from
  const exports = createExportService({ workspace, work, files, dataFolder: folder, log: silentLog })
  const { id } = exports.start(input)
  expect(await ended(from, id)).toMatchObject({ state: 'done' })
  return join(folder, 'exports', id)
}

/** Brings a copy of the file, for what is brought is removed. */
const bring = async (at: Place, content: Buffer) => {
  const path = join(at.folder, newId())
  writeFileSync(path, content)
  const { workspace, work, folder } = at
  const id = workspace.me().id
  const { start } = createBringBack({
    ...{ workspace, work, dataFolder: folder, log: silentLog, history: createHistoryService(workspace) },
    viewer: () => viewerOf({ id, groupId: groupIds.administrator }, undefined, { ownerId: id, directory: true, propertiesBy: 'everyone' }),
    takeFile: () => path,
    bringFiles: at.files.bringIn,
  })
  const result = await ended(at, start('').id)
  expect(existsSync(path)).toBe(false)
  expect(readdirSync(join(folder, 'exports'))).toEqual([])
  return result
}

const kinds = ['contact', 'call', 'note', 'task', 'tag', 'source', 'property', 'status', 'filter']
/** Everything that is there by kind and id, with one name for whoever works there. */
const documents = ({ workspace }: Place) => {
  const rows = workspace.store.database
    .prepare<[], { kind: string; data: string }>('select kind, data from row where deleted = 0 order by kind, id')
    .all()
    .filter(({ kind }) => kinds.includes(kind))
  return rows.map(({ kind, data }) => [kind, JSON.parse(data.replaceAll(workspace.me().id, 'me'))])
}

const fill = () => {
  const { workspace, folder } = from
  const me = workspace.me().id
  const option = { id: newId(), name: 'Kuchnie', mergedInto: null, removed: false }
  const vip = tag(from, 'VIP')
  const source = put(from, { kind: 'source', name: 'Targi', param: 'custom', value: 'jesień' })
  const trade = put(from, { kind: 'property', name: 'Branża', type: 'list', options: [option], order: 3 })
  const offer = put(from, { kind: 'status', name: 'Oferta', key: null, category: 'open', order: 5 })
  const { id: worked, key, category, order } = builtInStatuses[1] as (typeof builtInStatuses)[number]
  put(from, { kind: 'status', id: worked, name: 'W pracy', key, category, order })
  const [client, lead] = [newId(), newId()]
  const make = (id: string, change: object) =>
    write(from, createContact, newContactSchema.parse(testContact(id, { responsible: me, ...change })))
  make(client, { name: 'Łucja', tags: [vip], sources: [source], properties: { [trade]: option.id } })
  make(lead, { name: 'Jan', stage: 'lead', leadStatus: offer, responsible: null })
  const call = newId()
  write(from, recordCall, {
    ...{ id: call, contactId: client, deviceId: newId(), direction: 'incoming', displayName: '', revision: 3 },
    number: { typed: '+48601234567', e164: '+48601234567', digits: '48601234567' },
    ...{ startedAt: 1000, answeredAt: 2000, endedAt: 3000, result: 'answer', sipStatus: 200, sipReason: 'OK', sipCallId: 'a' },
  })
  const content = Buffer.from('Umowa, „druga”')
  const hash = createHash('sha256').update(content).digest('hex')
  mkdirSync(join(folder, 'blobs', hash.slice(0, 2)), { recursive: true })
  writeFileSync(join(folder, 'blobs', hash.slice(0, 2), hash.slice(2)), content)
  const file = { id: newId(), hash, name: 'umowa.txt', size: content.length, type: 'text/plain' }
  write(from, writeNote, { id: newId(), contactId: client, callId: call, text: 'Oddzwonić', revision: 2, files: [file], mentions: [me] })
  write(from, writeNote, { id: newId(), contactId: lead, callId: null, text: 'Zimny', revision: 1, occurredAt: 5000 })
  const task = newId()
  write(from, createTask, { id: task, type: 'call', title: 'Zadzwonić', startsAt: 9000, responsible: me, contactIds: [client, lead] })
  from.pass(1000)
  write(from, completeTask, { id: task, done: true, comment: 'Umówione' })
  const query = contactQuerySchema.parse({ stage: 'client', filters: { tag: [vip], responsible: [me, 'nobody'] } })
  write(from, saveFilter, { id: newId(), name: 'Ważni', query, noContactDays: 30 })
  return { client, lead, vip, hash, content }
}

const archive = async (entries: Readonly<Record<string, string>>): Promise<Buffer> => {
  const path = join(from.folder, newId())
  const list = async function* () {
    for (const [name, content] of Object.entries(entries)) yield { path: name, content: [content] }
  }
  await writeZip(path, list())
  return readFile(path)
}

describe('B9 what was exported as JSON comes back', () => {
  it('nothing of it is lost in an empty workspace, files included; one undo takes all of it back, and it can come again', async () => {
    const { hash, content } = fill()
    const file = await readFile(await exported())
    const work = await bring(to, file)
    expect(work).toMatchObject({ state: 'done', error: null, refused: 0, total: 7, done: 7, batch: expect.any(String) })
    const before = documents(from)
    expect(before).toHaveLength(12)
    expect(documents(to)).toEqual(before)
    const { piece } = await to.files.read({ hash, offset: 0, length: 1000 })
    expect(Buffer.from(piece, 'base64')).toEqual(content)

    await createHistoryService(to.workspace).undo(String(work.batch))
    expect(documents(to)).toEqual([])
    await bring(to, file)
    expect(documents(to)).toEqual(before)
  })

  it('what is here stays as it is, what was deleted returns, nothing is doubled, and names are matched', async () => {
    const { client, lead, vip } = fill()
    const file = await readFile(await exported())
    const theirs = tag(to, 'vip')
    await bring(to, file)
    const { store } = to.workspace
    expect(store.get(contactKind, client)?.tags).toEqual([theirs])
    expect(store.rows.whole(vip)).toBeUndefined()
    const before = documents(to)

    expect(await bring(to, file)).toMatchObject({ state: 'done', batch: null })
    expect(documents(to)).toEqual(before)

    write(to, deleteContacts, { ids: [lead] })
    expect(await bring(to, file)).toMatchObject({ state: 'done', batch: expect.any(String) })
    expect(documents(to)).toEqual(before)
  })

  it('an export of single cards comes back with what hangs on them', async () => {
    const { lead } = fill()
    await bring(to, await readFile(await exported({ what: 'contacts', selection: { ids: [lead] }, format: 'json' })))
    const taken = documents(to).filter(([kind]) => ['contact', 'call', 'note', 'task'].includes(String(kind)))
    expect(taken.map(([kind, { id, name, text, title }]) => [kind, name ?? text ?? title, id === lead])).toEqual([
      ['contact', 'Jan', true],
      ['note', 'Zimny', false],
      ['task', 'Zadzwonić', false],
    ])
  })

  it('who is not here is whoever brings it', async () => {
    const [gone, id] = [newId(), newId()]
    const contact = { ...testContact(id, { responsible: gone }) }
    await bring(to, await archive({ 'contact.jsonl': `${JSON.stringify(contact)}\n` }))
    expect(to.workspace.store.get(contactKind, id)?.responsible).toBe(to.workspace.me().id)
  })

  it('one that fails on the way is taken back whole', async () => {
    const lines = {
      'tag.jsonl': JSON.stringify({ id: newId(), name: 'VIP', colour: null, mergedInto: null, createdAt: 1 }),
      // Nobody makes a status in which work ends: the archive was written by hand.
      'status.jsonl': JSON.stringify({ id: newId(), name: 'Po', key: null, category: 'won', order: 9, mergedInto: null, createdAt: 1 }),
    }
    const work = await bring(to, await archive(lines))
    expect(work).toMatchObject({ state: 'failed', batch: null, error: { problems: [{ rule: 'closing_status' }] } })
    const everMade = to.workspace.store.database.prepare("select count(*) from row where kind = 'tag' and deleted = 1").pluck().get()
    expect([documents(to), everMade]).toEqual([[], 1])
  })

  it.each<[string, Record<string, string>, object[]]>([
    ['no export', { 'readme.txt': 'a' }, [{ path: 'file', rule: 'not_an_export' }]],
    ['of a newer program', { 'contact.jsonl': '', 'deal.jsonl': '{}' }, [{ path: 'deal.jsonl', rule: 'newer_export' }]],
    [
      'cut off',
      { 'tag.jsonl': `${JSON.stringify({ id: newId(), name: 'A', colour: null })}\n\n{"id":` },
      [{ path: 'tag.jsonl:3', rule: 'export_line' }, { rule: 'invalid' }],
    ],
    [
      'with a wrong field',
      { 'contact.jsonl': JSON.stringify({ ...testContact(newId()), name: 5 }) },
      [
        { path: 'contact.jsonl:1', rule: 'export_line' },
        { path: 'name', rule: 'invalid_type' },
      ],
    ],
    [
      'with another file than the one that was attached',
      { 'contact.jsonl': JSON.stringify(testContact(newId())), [`files/${'a'.repeat(64)}/x`]: 'b' },
      [{ path: `files/${'a'.repeat(64)}/x`, rule: 'unreadable' }],
    ],
  ])('a file is refused whole, and told why: %s', async (_, entries, problems) => {
    const work = await bring(to, await archive(entries))
    expect(work).toMatchObject({ state: 'failed', batch: null, error: { code: 'unreadable_file', problems } })
    expect(documents(to)).toEqual([])
  })
})
