import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportProgress } from '../../src-shared/import/import-contract.ts'
import type { Encoding, ImportField } from '../../src-shared/import/import-fields.ts'
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
    expect(imports.badRows(importId).rows.map(({ line, field, rule, value }) => [line, field, rule, value])).toEqual([
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

  it('an import that a killed process left half done is taken back at the next start', async () => {
    const { batch } = await importWhole('name\nJan\nEwa\n')
    test.device.set('import.running', [batch])
    imports = open()
    await imports.recovered
    expect(contactCount()).toBe(0)
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
