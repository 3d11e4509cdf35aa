import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { contactKind } from '../../src-shared/contacts/contact-kind.ts'
import type { ImportProgress } from '../../src-shared/import/import-contract.ts'
import type { Encoding, ImportField } from '../../src-shared/import/import-fields.ts'
import { backwards } from '../../src-shared/lib/digits.ts'
import { contactQueries } from '../contacts/contact-queries.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { createHistoryService } from '../history/history-service.ts'
import { silentLog } from '../platform/log.ts'
import { createImportService, type ImportService } from './import-service.ts'

let test: TestWorkspace
let imports: ImportService
let onTold: (progress: ImportProgress) => void

const open = () => {
  onTold = () => {}
  const { workspace, device, folder } = test
  return createImportService({
    workspace,
    device,
    dataFolder: folder,
    history: createHistoryService(workspace),
    log: silentLog,
    tell: (progress) => onTold(progress),
  })
}

beforeEach(() => {
  test = createTestWorkspace()
  imports = open()
})
afterEach(async () => {
  await imports.close()
  test.close()
})

const bring = async (bytes: Uint8Array) => {
  const { importId } = await imports.begin({ name: 'klienci.csv', bytes: bytes.length })
  const piece = 300_000
  for (let offset = 0; offset < bytes.length; offset += piece) {
    await imports.append({ importId, offset, base64: Buffer.from(bytes.subarray(offset, offset + piece)).toString('base64') })
  }
  return importId
}

const ended = async (importId: string): Promise<ImportProgress> => {
  while (imports.progress(importId).state === 'running') await new Promise((resolve) => setTimeout(resolve, 10))
  return imports.progress(importId)
}

const importWhole = async (text: string, mapping?: (ImportField | null)[]) => {
  const importId = await bring(Buffer.from(text))
  const preview = await imports.preview({ importId })
  const { batch } = await imports.start({ importId, stage: 'client', mapping: mapping ?? preview.mapping })
  return { importId, batch, progress: await ended(importId) }
}

const contactCount = () => test.workspace.store.database.prepare('select count(*) from contact').pluck().get()
const rowCount = () => test.workspace.store.database.prepare("select count(*) from row where kind = 'contact'").pluck().get()
const found = (text: string) => contactQueries['contacts.suggest'](test.workspace.store.database, { text, limit: 10 })

describe('importing a table', () => {
  it('S15.2 phones become international; several in one cell all arrive; plus and zeros survive', async () => {
    const { progress } = await importWhole(
      'Nazwa;Telefon;E-mail\nŁucja Żółć;"601 234 567, 0048 22 555 18 04";lucja@swit.example\nBecker;+49 30 9182 4471;\n',
    )
    expect(progress).toMatchObject({ state: 'done', created: 2, bad: 0, rows: 2 })
    const [id] = found('zolc').map((row) => row.id)
    const phones = test.workspace.store.rows.read('contact', id ?? '')?.document.phones as { typed: string; e164: string }[]
    expect(phones.map(({ typed, e164 }) => [typed, e164])).toEqual([
      ['601 234 567', '+48601234567'],
      ['0048 22 555 18 04', '+48225551804'],
    ])
    expect(found('9182 44').map((row) => row.name)).toEqual(['Becker'])
  })

  it('S15.4 lists bad rows with line and reason, and keeps the good ones', async () => {
    const { importId, progress } = await importWhole(
      'name,phone,email\nJan,601111111,\n"Dwa\nwiersze",602222222,\n,603333333,\nEwa,brak,\nOla,,to nie adres\nKuba,604444444,kuba@x.example\n',
    )
    expect(progress).toMatchObject({ created: 3, bad: 3 })
    expect((await imports.badRows(importId)).rows.map(({ line, field, rule, value }) => [line, field, rule, value])).toEqual([
      [5, 'name', 'required', ''],
      [6, 'phone', 'not_a_phone', 'brak'],
      [7, 'email', 'invalid_format', 'to nie adres'],
    ])
  })

  it('S15.3 is taken back whole, and what was edited since stays and is listed', async () => {
    const { batch } = await importWhole(`name\n${Array.from({ length: 1200 }, (_, index) => `Osoba ${index}`).join('\n')}\n`)
    expect(contactCount()).toBe(1200)
    const { kept } = await createHistoryService(test.workspace).undo(batch)
    expect([contactCount(), kept]).toEqual([0, []])
  })

  it('an import that had come to its end stays, where the process was killed before it could say so', async () => {
    const { batch } = await importWhole('name\nJan\nEwa\n')
    test.device.set('import.running', [batch])
    imports = open()
    await imports.recovered
    expect([contactCount(), imports.isRunning()]).toEqual([2, false])
  })

  it('cancelling takes back what was made', async () => {
    const text = `name\n${Array.from({ length: 3000 }, (_, index) => `Osoba ${index}`).join('\n')}\n`
    const importId = await bring(Buffer.from(text))
    const { mapping } = await imports.preview({ importId })
    const cancelled = new Promise<void>((resolve) => {
      onTold = ({ state, created }) => {
        if (state === 'running' && created > 0) resolve(imports.cancel(importId))
      }
    })
    await imports.start({ importId, stage: 'client', mapping })
    await cancelled
    expect([contactCount(), imports.progress(importId).state]).toEqual([0, 'cancelled'])
  })
})

describe('several imports', () => {
  const tableOf = (count: number, name: string, prefix = 601) =>
    Buffer.from(
      `name,phone\n${Array.from({ length: count }, (_, at) => `${name} ${at},${prefix} ${String(at).padStart(6, '0')}`).join('\n')}\n`,
    )

  const begin = async (bytes: Uint8Array) => {
    const importId = await bring(bytes)
    const { mapping } = await imports.preview({ importId })
    await imports.start({ importId, stage: 'client', mapping })
    return importId
  }

  it('come one after the other, and each is whole', async () => {
    const ids = [await begin(tableOf(700, 'Anna')), await begin(tableOf(900, 'Bogdan', 602))]
    expect([await ended(ids[0] ?? ''), await ended(ids[1] ?? '')]).toMatchObject([
      { state: 'done', created: 700 },
      { state: 'done', created: 900 },
    ])
    expect([contactCount(), found('anna 699').length, found('bogdan 899').length]).toEqual([1600, 1, 1])
  })

  it('one that waits is cancelled without waiting for the other', async () => {
    const ids = [await bring(tableOf(20_000, 'Anna')), await bring(tableOf(10, 'Bogdan'))]
    for (const importId of ids) await imports.preview({ importId })
    const [first = '', second = ''] = ids
    await Promise.all(ids.map((importId) => imports.start({ importId, stage: 'client', mapping: ['name', 'phone'] })))
    await imports.cancel(second)
    expect([imports.progress(first).state, imports.progress(second).state]).toEqual(['running', 'cancelled'])
    await ended(first)
    expect([contactCount(), found('bogdan')]).toEqual([20_000, []])
  })

  it('one in which the program ends is taken back by the next start, and its file is gone', async () => {
    const importId = await bring(tableOf(3000, 'Anna'))
    const { mapping } = await imports.preview({ importId })
    const someCame = new Promise<void>((resolve) => {
      onTold = ({ created }) => {
        if (created > 0) resolve()
      }
    })
    await imports.start({ importId, stage: 'client', mapping })
    await someCame
    await imports.close()
    imports = open()
    await imports.recovered
    expect([contactCount(), found('anna')]).toEqual([0, []])
    expect(existsSync(join(test.folder, 'imports', `${importId}.part`))).toBe(false)
  })

  it('B1 everybody is found by name, by number and in the list, the last row as the first', async () => {
    await ended(await begin(tableOf(2600, 'Osoba')))
    const { store, me } = test.workspace
    const query = contactQuerySchema.parse({ stage: 'client' })
    const listed = contactQueries['contacts.list'](store.database, { query, memberId: me().id, offset: 0, limit: 5000 })
    expect(new Set(listed.map(({ id }) => id)).size).toBe(2600)
    for (const at of [0, 249, 250, 2599]) {
      const digits = `48601${String(at).padStart(6, '0')}`
      expect(store.find(contactKind, 'digitsBackwards', backwards(digits))).toHaveLength(1)
    }
    expect(found('os')).toHaveLength(10)
  })
})

describe('reading a file', () => {
  const polish = 'Nazwa;Miasto\nŁucja Żółć;Gęś\nŹrebiec;Ćmielów\n'
  const bytes1250 = Buffer.from([
    0x4e, 0x61, 0x7a, 0x77, 0x61, 0x0a, 0xa3, 0x75, 0x63, 0x6a, 0x61, 0x20, 0xaf, 0xf3, 0xb3, 0xe6, 0x20, 0x9c, 0x9f, 0x0a,
  ])
  const cases: [string, Uint8Array, Encoding, string][] = [
    ['UTF-8', Buffer.from(polish), 'utf-8', ';'],
    ['UTF-8 with a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(polish)]), 'utf-8', ';'],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(polish, 'utf16le')]), 'utf-16le', ';'],
    ['Windows-1250', bytes1250, 'windows-1250', ','],
    ['tabs', Buffer.from(polish.replaceAll(';', '\t')), 'utf-8', '\t'],
  ]
  it.each(cases)('S15.1 finds encoding and delimiter of %s', async (_what, bytes, encoding, delimiter) => {
    const preview = await imports.preview({ importId: await bring(bytes) })
    expect(preview).toMatchObject({ encoding, delimiter })
    expect(preview.columns[0]).toMatchObject({
      name: 'Nazwa',
      samples: [expect.stringContaining('Łucja Żółć')].concat(encoding === 'windows-1250' ? [] : ['Źrebiec']),
    })
  })

  it('guesses the fields of the columns', async () => {
    const preview = await imports.preview({
      importId: await bring(Buffer.from('Imię i nazwisko,Firma,Telefon,Adres e-mail,Kod pocztowy,Kolor\na,b,c,d,e,f\n')),
    })
    expect(preview.mapping).toEqual(['name', 'company', 'phone', 'email', 'zip', null])
  })

  const bad: [string, Uint8Array, { code: string; rule: string }][] = [
    [
      'a wrong encoding',
      Buffer.concat([Buffer.from('name\n'.repeat(80_000)), Buffer.from([0xb3, 0xbf, 0x0a])]),
      { code: 'unreadable_file', rule: 'wrong_encoding' },
    ],
    ['no rows', Buffer.from('name,phone\n'), { code: 'empty_file', rule: 'no_rows' }],
    [
      '201 columns',
      Buffer.from(`${Array.from({ length: 201 }, (_, index) => `k${index}`).join(';')}\n${'x;'.repeat(200)}x\n`),
      { code: 'too_large', rule: 'too_many_columns' },
    ],
    [
      '200 columns',
      Buffer.from(`${Array.from({ length: 200 }, (_, index) => `k${index}`).join(',')}\n${'x,'.repeat(199)}x\n`),
      { code: 'too_large', rule: 'too_many_columns' },
    ],
    ['a cell of 10 MB', Buffer.from(`name\nJan\n"${'x'.repeat(10 * 1024 * 1024)}"\n`), { code: 'too_large', rule: 'cell_too_long' }],
    [
      'a binary file',
      Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 37) % 256)),
      { code: 'unreadable_file', rule: 'binary_file' },
    ],
  ]
  it.each(bad)('R8 refuses a file with %s, says why, and keeps nothing', async (_what, bytes, { code, rule }) => {
    const importId = await bring(bytes)
    await expect(imports.preview({ importId })).rejects.toMatchObject({ code, problems: [{ path: 'file', rule }] })
    await expect(imports.start({ importId, stage: 'client', mapping: ['name'] })).rejects.toMatchObject({ code: 'conflict' })
    expect(rowCount()).toBe(0)
  })

  it('refuses an empty file at once', async () => {
    await expect(imports.begin({ name: 'x.csv', bytes: 0 })).rejects.toMatchObject({ code: 'empty_file' })
  })

  const base64 = (text: string) => Buffer.from(text).toString('base64')

  it('pieces that do not fit together are refused, and those that do go on', async () => {
    const { importId } = await imports.begin({ name: 'x.csv', bytes: 9 })
    await imports.append({ importId, offset: 0, base64: base64('name\n') })
    await expect(imports.append({ importId, offset: 6, base64: base64('an\n') })).rejects.toMatchObject({ code: 'bad_input' })
    await expect(imports.append({ importId, offset: 5, base64: base64('Janina\n') })).rejects.toMatchObject({ code: 'bad_input' })
    await imports.append({ importId, offset: 5, base64: base64('Jan\n') })
    expect(await imports.preview({ importId })).toMatchObject({ rows: 1 })
  })

  it('a file of which a part has not come is not read', async () => {
    const { importId } = await imports.begin({ name: 'x.csv', bytes: 9 })
    await imports.append({ importId, offset: 0, base64: base64('name\nJa') })
    await expect(imports.preview({ importId })).rejects.toMatchObject({ code: 'bad_input' })
  })

  it('pieces that are sent without waiting for an answer, one of them twice, come out as one file', async () => {
    const { importId } = await imports.begin({ name: 'x.csv', bytes: 13 })
    const pieces = [0, 5, 5, 9].map((offset) =>
      imports.append({ importId, offset, base64: base64('name\nJan\nEwa\n'.slice(offset, offset + 5)) }),
    )
    await Promise.all(pieces)
    expect(await imports.preview({ importId })).toMatchObject({ rows: 2, columns: [{ name: 'name', samples: ['Jan', 'Ewa'] }] })
  })

  it('a file is read again as somebody else wants it read', async () => {
    const importId = await bring(Buffer.from('name;city\nJan;Łódź\n'))
    expect((await imports.preview({ importId, form: { delimiter: ',' } })).columns).toHaveLength(1)
    expect((await imports.preview({ importId })).columns).toHaveLength(2)
  })

  it('a piece that comes twice is kept once', async () => {
    const bytes = Buffer.from('name\nJan\n')
    const { importId } = await imports.begin({ name: 'x.csv', bytes: bytes.length })
    await imports.append({ importId, offset: 0, base64: bytes.toString('base64') })
    await imports.append({ importId, offset: 0, base64: bytes.toString('base64') })
    expect(await imports.preview({ importId })).toMatchObject({ rows: 1 })
  })
})

it('the file of an import is readable by its owner alone', async () => {
  const importId = await bring(Buffer.from('name\nJan\n'))
  expect(statSync(join(test.folder, 'imports', `${importId}.part`)).mode & 0o777).toBe(0o600)
})
