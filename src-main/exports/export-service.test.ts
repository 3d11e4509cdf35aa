import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Workbook from 'xlsx'
import type { z } from 'zod'
import { type CatalogueItem, mergeCatalogueItems, putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { contactInputSchema, contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { exportInputSchema } from '../../src-shared/exports/export-contract.ts'
import { saveFilter } from '../../src-shared/filters/filter-mutators.ts'
import { unguardedCell } from '../../src-shared/import/export-headings.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { createTask } from '../../src-shared/tasks/task-mutators.ts'
import { type ContactService, createContactService } from '../contacts/contact-service.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { createFileService, type FileService } from '../files/file-service.ts'
import { silentLog } from '../platform/log.ts'
import { createWorkService, type WorkService } from '../work/work-service.ts'
import { exportQueries } from './export-queries.ts'
import { createExportService, type ExportService } from './export-service.ts'

let test: TestWorkspace
let contacts: ContactService
let files: FileService
let work: WorkService
let exports: ExportService

const open = () => createExportService({ workspace: test.workspace, work, files, dataFolder: test.folder, log: silentLog })

beforeEach(() => {
  test = createTestWorkspace()
  contacts = createContactService(test.workspace)
  const { database } = test.workspace.store
  files = createFileService({
    folder: test.folder,
    database,
    transport: null,
    now: () => test.workspace.context().now,
    log: silentLog,
    tell: () => {},
  })
  work = createWorkService(() => {}, silentLog)
  exports = open()
})
afterEach(async () => {
  await work.close()
  await exports.close()
  await files.close()
  test.close()
})

const put = (item: CatalogueItem): string => {
  test.workspace.store.mutate(putCatalogueItem, item, test.workspace.context(), newId())
  return item.id
}
const tag = (name: string) => put({ kind: 'tag', id: newId(), name, colour: null })

const make = (input: Partial<z.input<typeof contactInputSchema>>) =>
  contacts.create(contactInputSchema.parse({ stage: 'client', name: 'Jan', ...input })).id

const begin = (input: z.input<typeof exportInputSchema>) => exports.start(exportInputSchema.parse(input)).id

const ended = async (id: string) => {
  await expect.poll(() => work.get(id).state, { timeout: 60_000, interval: 10 }).not.toBe('running')
  return work.get(id)
}

const written = async (input: z.input<typeof exportInputSchema>) => {
  const id = begin(input)
  expect(await ended(id)).toMatchObject({ state: 'done', error: null, batch: null })
  const told = exports.file(id)
  const pieces: Buffer[] = []
  for (let offset = 0; offset < told.bytes; offset += 700) {
    pieces.push(Buffer.from((await exports.read({ id, offset, length: 700 })).base64, 'base64'))
  }
  return { ...told, content: Buffer.concat(pieces), id }
}

const clients = { query: { stage: 'client' } } as const
const csvOf = async (selection: z.input<typeof exportInputSchema> & object) => {
  const { content } = await written(selection)
  return Papa.parse<Record<string, string>>(content.toString('utf8').replace(/^\ufeff/, ''), { header: true, skipEmptyLines: true }).data
}

/** What a ZIP holds, by path. */
const unzipped = (content: Buffer): Map<string, Buffer> => {
  const { FullPaths, FileIndex } = Workbook.CFB.read(content, { type: 'buffer' })
  return new Map(
    FullPaths.map(
      (path: string, at: number) => [path.replace('Root Entry/', ''), Buffer.from((FileIndex[at]?.content ?? []) as Uint8Array)] as const,
    ),
  )
}
const linesIn = (entry: Buffer | undefined) =>
  (entry?.toString('utf8') ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

describe('B9 taking contacts out', () => {
  it('CSV opens in a spreadsheet as it is: its mark, its lines, words of whoever asks in place of ids, and no cell that is a formula', async () => {
    const colour = newId()
    const vip = tag('VIP, ważny')
    const property = put({
      kind: 'property',
      id: newId(),
      name: 'Kolor',
      type: 'list',
      order: 1,
      options: [{ id: colour, name: 'czerwony', mergedInto: null, removed: false }],
    })
    make({
      name: '=HYPERLINK("http://zly.example")',
      city: 'Łódź',
      phones: [{ typed: '+48 601 234 567' }, { typed: '22 555 18 04' }, { typed: '501 502 503', type: 'personal' }],
      persons: [
        { name: 'Ewa', position: 'ceo' },
        { name: 'Ola', email: 'ola@swit.example' },
      ],
      tags: [vip, tag('stały')],
      properties: { [property]: colour },
      comment: 'pierwsza\n"druga"',
    })
    const { content, name, mediaType } = await written({ what: 'contacts', selection: clients, format: 'csv' })
    const text = content.toString('utf8')
    expect(name).toBe('leadline-klienci-2026-11-23.csv')
    expect(mediaType).toBe('text/csv; charset=utf-8')
    expect(text.startsWith('\ufeffNazwa,Firma,Osoba czy firma,Typ,Telefon,')).toBe(true)
    expect(text.endsWith('\r\n')).toBe(true)
    const [row] = Papa.parse<Record<string, string>>(text.slice(1), { header: true }).data
    expect(row).toMatchObject({
      Nazwa: '\'=HYPERLINK("http://zly.example")',
      'Osoba czy firma': 'Osoba',
      Typ: 'Potencjalny',
      Miasto: 'Łódź',
      Telefon: "'+48 601 234 567, 22 555 18 04",
      'Telefon prywatny': '501 502 503',
      Tagi: '"VIP, ważny", stały',
      Kolor: 'czerwony',
      Komentarz: 'pierwsza\n"druga"',
      'Osoba kontaktowa': 'Ewa',
      'Stanowisko osoby kontaktowej': 'Prezes',
      'Osoba kontaktowa 2': 'Ola',
      'E-mail osoby kontaktowej 2': 'ola@swit.example',
      'Osoba odpowiedzialna': 'Anna',
      'Data dodania': '2026-11-23T12:00:00.000Z',
    })
    expect(unguardedCell(row?.Telefon ?? '')).toBe('+48 601 234 567, 22 555 18 04')
  })

  it('a workbook holds the same as text in the language that is asked for, numbers as numbers, and what no cell takes in one goes on in the next column', async () => {
    const property = put({ kind: 'property', id: newId(), name: 'Obrót', type: 'number', order: 1, options: [] })
    const long = `${'a'.repeat(30_000)}\n${'b'.repeat(30_000)}`
    make({ name: '=1+1', phones: [{ typed: '0048601234567' }], comment: `<&>\u0001_x0041_\r.`, properties: { [property]: -1.5 } })
    make({ name: 'Zofia', comment: long })
    const { content, name } = await written({ what: 'contacts', selection: clients, format: 'xlsx', language: 'en' })
    expect(name).toBe('leadline-clients-2026-11-23.xlsx')
    const book = Workbook.read(content, { type: 'buffer' })
    expect(book.SheetNames).toEqual(['Contacts'])
    const sheet = book.Sheets[book.SheetNames[0] ?? '']
    expect(sheet?.A2).toMatchObject({ t: 's', v: '=1+1' })
    expect(sheet?.A2?.f).toBeUndefined()
    const rows = Workbook.utils.sheet_to_json<Record<string, unknown>>(sheet ?? {})
    expect(rows[0]).toMatchObject({ Phone: '0048601234567', Type: 'Potential', Comment: '<&>\u0001_x0041_\r.', Obrót: -1.5 })
    expect(rows[1]).toMatchObject({ Comment: 'a'.repeat(30_000), 'Comment 2': 'b'.repeat(30_000) })
  })

  it('JSON holds the documents as they are, what hangs on them, the words they are written in, and the files', async () => {
    const id = make({ tags: [tag('VIP')] })
    const other = make({ name: 'Ewa' })
    const content = Buffer.from('umowa')
    const { uploadId } = await files.begin({ name: '../umowa?.pdf', type: 'application/pdf', size: content.length })
    await files.append({ uploadId, offset: 0, piece: content.toString('base64') })
    const file = await files.finish({ uploadId })
    const gone = { ...file, id: newId(), hash: createHash('sha256').update('nigdzie').digest('hex') }
    const { store, context } = test.workspace
    store.mutate(
      writeNote,
      { id: newId(), contactId: id, callId: null, text: 'Oddzwonić', revision: 1, files: [file, gone] },
      context(),
      newId(),
    )
    store.mutate(writeNote, { id: newId(), contactId: other, callId: null, text: 'O Ewie', revision: 1 }, context(), newId())

    const task = { id: newId(), type: 'task' as const, title: 'Spotkanie', startsAt: null, responsible: test.workspace.me().id }
    store.mutate(createTask, { ...task, contactIds: [other, id] }, context(), newId())
    const colleague = { memberId: newId(), now: context().now }
    const query = contactQuerySchema.parse({ stage: 'client' })
    store.mutate(saveFilter, { id: newId(), name: 'Moje', query }, context(), newId())
    store.mutate(saveFilter, { id: newId(), name: 'Ewy', query }, colleague, newId())

    const one = unzipped((await written({ what: 'contacts', selection: { ids: [id] }, format: 'json' })).content)
    expect(linesIn(one.get('task.jsonl')).map(({ title }) => title)).toEqual(['Spotkanie'])
    const both = unzipped((await written({ what: 'contacts', selection: { ids: [id, other] }, format: 'json' })).content)
    expect(linesIn(both.get('task.jsonl'))).toHaveLength(1)
    expect(linesIn(one.get('contact.jsonl'))).toEqual([contacts.get(id)])
    expect(linesIn(one.get('note.jsonl')).map(({ text }) => text)).toEqual(['Oddzwonić'])
    expect(linesIn(one.get('tag.jsonl'))).toMatchObject([{ name: 'VIP' }])
    const path = `files/${file.hash}/__umowa_.pdf`
    expect(one.get(path)).toEqual(content)
    expect(linesIn(one.get('files.jsonl'))).toMatchObject([
      { hash: file.hash, path },
      { hash: gone.hash, path: null },
    ])

    const all = unzipped((await written({ what: 'everything', format: 'json' })).content)
    expect(linesIn(all.get('contact.jsonl'))).toHaveLength(2)
    expect(linesIn(all.get('note.jsonl'))).toHaveLength(2)
    // What a colleague has saved for themself is nobody else's to take out.
    expect(linesIn(all.get('filter.jsonl')).map(({ name }) => name)).toEqual(['Moje'])
    for (const kind of ['workspace', 'member', 'tag']) expect(linesIn(all.get(`${kind}.jsonl`)).length).toBeGreaterThan(0)
    expect(all.get(path)).toEqual(content)
  })

  it('what was merged, renamed or deleted is written as the cards show it', async () => {
    const old = tag('stary')
    const fresh = tag('nowy')
    make({ tags: [old, fresh] })
    const { store, context } = test.workspace
    store.mutate(mergeCatalogueItems, { kind: 'tag' as const, ids: [old], into: fresh }, context(), newId())
    expect(await csvOf({ what: 'contacts', selection: clients, format: 'csv' })).toMatchObject([{ Tagi: 'nowy' }])
  })

  it('a selection keeps the order of its list, and leaves out what is left out', async () => {
    for (const name of ['Zofia', 'Łucja', 'Adam', 'Lena']) make({ name })
    const lucja = test.workspace.store.database.prepare("select id from row where data ->> 'name' = 'Łucja'").pluck().get() as string
    const named = async (selection: object) =>
      (await csvOf({ what: 'contacts', selection: selection as typeof clients, format: 'csv' })).map(({ Nazwa }) => Nazwa)
    expect(await named(clients)).toEqual(['Adam', 'Lena', 'Łucja', 'Zofia'])
    expect(await named({ query: { stage: 'client', descending: true }, except: [lucja] })).toEqual(['Zofia', 'Lena', 'Adam'])
    expect(await named({ ids: [lucja, newId()] })).toEqual(['Łucja'])
    expect(await named({ query: { stage: 'lead' } })).toEqual([])
  })
})

describe('B9 the file of an export', () => {
  it('is its owner’s alone, and gone once it was fetched, is not wanted, or the program ends', async () => {
    make({})
    const folder = join(test.folder, 'exports')
    const input = { what: 'contacts', selection: clients, format: 'csv' } as const
    const kept = begin(input)
    await ended(kept)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, kept)).mode & 0o777).toBe(0o600)

    const { id } = await written(input)
    expect(readdirSync(folder)).toEqual([kept])
    expect(() => exports.file(id)).toThrow()
    await exports.discard(kept)
    await exports.discard(kept)
    expect(readdirSync(folder)).toEqual([])

    await ended(begin(input))
    await exports.close()
    expect(existsSync(folder)).toBe(false)

    mkdirSync(folder)
    writeFileSync(join(folder, 'left'), 'by a program that died')
    exports = open()
    await ended(begin(input))
    expect(existsSync(join(folder, 'left'))).toBe(false)
  })

  it('is not there when the export was stopped or failed', async () => {
    for (let index = 0; index < 300; index++) make({ name: `Jan ${index}` })
    const id = begin({ what: 'contacts', selection: clients, format: 'xlsx' })
    expect(await work.cancel(id)).toMatchObject({ state: 'cancelled' })
    expect(() => exports.file(id)).toThrow()
    expect(readdirSync(join(test.folder, 'exports'))).toEqual([])
  })

  it('what is written meanwhile does not wait for it', async () => {
    for (let index = 0; index < 300; index++) make({ name: `Jan ${index}` })
    const id = begin({ what: 'contacts', selection: clients, format: 'xlsx' })
    make({ name: 'Ewa' })
    expect(work.get(id).state).toBe('running')
    expect((await ended(id)).state).toBe('done')
  })
})

it('what somebody may export is known by the stages of what they have chosen, what is gone left out', () => {
  const [client, lead, gone] = [make({}), make({ stage: 'lead' }), make({ stage: 'lead' })]
  contacts.delete([gone])
  const stages = (ids: readonly string[]) => exportQueries['exports.stages'](test.workspace.store.database, ids)
  expect(stages([client, gone, newId()])).toEqual(['client'])
  expect(stages([client, lead, client]).toSorted()).toEqual(['client', 'lead'])
})
