import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import { propertyKind, sourceKind, tagKind } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { markImportUndone } from '../../src-shared/import/import-mutators.ts'
import { createContactService } from '../contacts/contact-service.ts'
import { createTestImports, type TestImports } from './test-imports.ts'

let one: TestImports
const open = (more: Parameters<typeof createTestImports>[0] = {}) => {
  one = createTestImports(more)
  return one
}
afterEach(() => one.close())

const contacts = () => createContactService(one.test.workspace)
const change = (id: string, fields: object) => contacts().update({ id, fields } as never)
const idOf = (name: string) => one.contacts().find((known) => known.name === name)?.id ?? ''
const tagNames = () => {
  const { store } = one.test.workspace
  return store.find(tagKind, 'everyone', 'yes').map((id) => store.get(tagKind, id)?.name)
}

describe('an import that is taken back', () => {
  it('S15.3 after a restart: made rows go, changed ones get their old values, and what was edited since is kept and named', async () => {
    const { importWhole, restart, test } = open()
    const made = contacts().create({
      stage: 'client',
      name: 'Jan',
      phones: [{ type: 'work', typed: '601111111' }],
      emails: [{ type: 'email_work', address: 'jan@firma.example' }],
      messengers: [],
      persons: [],
      city: 'Zgierz',
      website: 'stara.example',
    } as never)
    const before = contacts().get(made.id)
    const rows = Array.from({ length: 600 }, (_, at) => `Osoba ${at};70${String(at).padStart(7, '0')};;`)
    const { importId, progress } = await importWhole(`Nazwa;Telefon;Miasto;WWW\nJan;601111111;Łódź;nowa.example\n${rows.join('\n')}\n`, {
      duplicates: 'update',
    })
    expect(progress).toMatchObject({ created: 600, updated: 1 })
    change(idOf('Osoba 7'), { comment: 'dzwonił' })
    change(made.id, { city: 'Pabianice' })
    await restart()
    expect(one.imports().history()).toMatchObject([
      { id: importId, fileName: 'klienci.csv', created: 600, updated: 1, canUndo: true, memberName: 'Anna' },
    ])
    const undone = await one.imports().undo(importId)
    expect(undone).toEqual({
      kept: expect.arrayContaining([
        { contactId: idOf('Osoba 7'), name: 'Osoba 7', fields: [] },
        { contactId: made.id, name: 'Jan', fields: ['city'] },
      ]),
      more: 0,
    })
    expect(undone.kept).toHaveLength(2)
    expect(
      one
        .contacts()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Jan', 'Osoba 7'])
    expect(contacts().get(made.id)).toEqual({ ...before, city: 'Pabianice' })
    const [entry] = one.imports().history()
    expect(entry).toMatchObject({ undoneAt: test.workspace.context().now, kept: 2, canUndo: false })
    await expect(one.imports().undo(importId)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('S15.3 takes tags, sources and options with it that nothing else has come to use', async () => {
    const { importWhole, test } = open()
    const { store, context } = test.workspace
    const trade = newId()
    const option = { id: newId(), name: 'Budowa', mergedInto: null, removed: false }
    const put = (item: object) => store.mutate(putCatalogueItem, item as never, context(), newId())
    put({ kind: 'property', id: trade, name: 'Branża', type: 'list', order: 1, options: [option] })
    put({ kind: 'tag', id: newId(), name: 'Hurt', colour: null })
    const { importId } = await importWhole('Nazwa;Tagi;Źródło;Branża\nA;Hurt, Nowy;Targi;Transport\nB;Zajęty;;Handel\n')
    expect(tagNames().toSorted()).toEqual(['Hurt', 'Nowy', 'Zajęty'])
    const other = contacts().create({ stage: 'client', name: 'Inny', phones: [], emails: [], messengers: [], persons: [] } as never)
    const busy = store.find(tagKind, 'name', 'zajety')[0] ?? ''
    const trades = () => store.get(propertyKind, trade)?.options.map(({ name }) => name)
    const handel = store.get(propertyKind, trade)?.options.find(({ name }) => name === 'Handel')?.id ?? ''
    contacts().update({ id: other.id, fields: {}, tags: { add: [busy], remove: [] }, properties: { [trade]: handel } } as never)
    await one.imports().undo(importId)
    expect(one.contacts().map(({ name }) => name)).toEqual(['Inny'])
    expect(tagNames().toSorted()).toEqual(['Hurt', 'Zajęty'])
    expect(store.find(sourceKind, 'everyone', 'yes')).toEqual([])
    expect(trades()).toEqual(['Budowa', 'Handel'])
  })

  it('S15.3 is another’s, and only an administrator may', async () => {
    const { importWhole, test } = open({ isAdministrator: () => false })
    const { importId } = await importWhole('Nazwa\nJan\n')
    expect(one.imports().history()).toMatchObject([{ canUndo: true }])
    const { store } = test.workspace
    const record = store.rows.read('import', importId)?.document
    store.database.prepare('update row set data = ? where id = ?').run(JSON.stringify({ ...record, memberId: newId() }), importId)
    expect(one.imports().history()).toMatchObject([{ canUndo: false }])
    await expect(one.imports().undo(importId)).rejects.toMatchObject({ code: 'forbidden' })
    expect(one.contacts()).toHaveLength(1)
  })

  it('S15.3 one that is cancelled takes back what it has changed and called into being, and has no entry', async () => {
    const { test } = open()
    contacts().create({
      stage: 'client',
      name: 'Jan',
      phones: [{ type: 'work', typed: '601111111' }],
      emails: [],
      messengers: [],
      persons: [],
    } as never)
    const rows = Array.from({ length: 20_000 }, (_, at) => `Osoba ${at};;Nowy`)
    const importId = await one.bring(`Nazwa;Telefon;Tagi\nJan z pliku;601111111;Nowy\n${rows.join('\n')}\n`)
    const { mapping } = await one.imports().preview({ importId })
    await one.imports().start({ importId, stage: 'client', mapping, duplicates: 'update' })
    while (one.imports().progress(importId).updated === 0) await new Promise((resolve) => setImmediate(resolve))
    await one.imports().cancel(importId)
    expect(one.imports().progress(importId)).toMatchObject({ state: 'cancelled', created: 0, updated: 0 })
    expect(one.contacts().map(({ name, tags }) => [name, tags])).toEqual([['Jan', []]])
    expect([tagNames(), one.imports().history(), test.device.get('import.running')]).toEqual([[], [], []])
  })
})

describe('tags that are being made', () => {
  const text = `Nazwa;Tagi\n${Array.from({ length: 500 }, (_, at) => `Osoba ${at};Tag ${at}`).join('\n')}\n`

  /** Starts an import of many tags; comes back when the first of them are there. */
  const startMaking = async () => {
    const importId = await one.bring(text)
    const { mapping } = await one.imports().preview({ importId })
    const plan = { importId, stage: 'client', mapping } as const
    await one.imports().check(plan)
    const started = one.imports().start(plan)
    expect([tagNames().length, one.imports().isRunning()]).toEqual([100, true])
    return { importId, started }
  }

  it('S15.3 go where the import is cancelled meanwhile', async () => {
    open()
    const { importId, started } = await startMaking()
    await one.imports().cancel(importId)
    await started
    while (one.imports().isRunning()) await new Promise((resolve) => setImmediate(resolve))
    expect([tagNames(), one.contacts(), one.imports().progress(importId).state]).toEqual([[], [], 'cancelled'])
  })

  it('S15.3 go with the next start where the program ends meanwhile', async () => {
    open()
    const { started } = await startMaking()
    const refused = expect(started).rejects.toMatchObject({ code: 'shutting_down' })
    await one.restart()
    await refused
    expect([tagNames(), one.contacts(), one.imports().isRunning()]).toEqual([[], [], false])
  })
})

describe('bad rows', () => {
  const text = 'Nazwa;Telefon;Uwagi\nJan;601111111;dobry\n;602222222;"bez ""nazwy"""\nEwa;abc;=1+1\n'

  it('S15.4 are kept as a file, under the headings of their own, also after a restart, and can be mended and imported again', async () => {
    const { importWhole, restart, test } = open()
    const { importId } = await importWhole(text)
    await restart()
    expect(await one.imports().badRows(importId)).toEqual({
      rows: [
        { line: 3, field: 'name', rule: 'required', value: '' },
        { line: 4, field: 'phone', rule: 'not_a_phone', value: 'abc' },
      ],
      more: 0,
    })
    const path = join(test.folder, 'imports-kept', `${importId}.csv`)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const { base64, bytes } = await one.imports().badRowsFile({ importId, offset: 0 })
    const file = Buffer.from(base64, 'base64')
    expect(bytes).toBe(file.length)
    expect(file.toString()).toBe(
      '\ufeffNazwa,Telefon,Uwagi,Line,Field,Reason\r\n,602222222,"bez ""nazwy""",3,name,required\r\nEwa,abc,\'=1+1,4,phone,not_a_phone\r\n',
    )
    expect(one.imports().history()).toMatchObject([{ hasBadRows: true, bad: 2 }])
    const mended = file.toString().replace('abc', '603333333').replace('\n,602222222', '\nOla,602222222')
    expect((await importWhole(mended)).progress).toMatchObject({ created: 2, bad: 0 })
    expect(one.contacts().find(({ name }) => name === 'Ewa')?.comment).toBe('=1+1')
  })

  it('S15.4 go with the import that is taken back', async () => {
    const { importWhole, test } = open()
    const { importId } = await importWhole(text)
    await one.imports().undo(importId)
    expect(await one.imports().badRows(importId)).toEqual({ rows: [], more: 0 })
    expect(one.imports().history()).toMatchObject([{ hasBadRows: false, bad: 2 }])
    expect(readdirSync(join(test.folder, 'imports-kept'))).toEqual([])
  })

  it('S15.4 of an import that was taken back on another computer go with the next start', async () => {
    const { importWhole, restart, test } = open()
    const { importId } = await importWhole(text)
    test.workspace.store.mutate(markImportUndone, { id: importId, kept: 0 }, test.workspace.context(), newId())
    await restart()
    await one.imports().close()
    expect(readdirSync(join(test.folder, 'imports-kept'))).toEqual([])
  })

  it('S15.4 lie in the folder of their workspace, and go with it', async () => {
    const { test, importWhole } = open({ otherDataFolder: true })
    const { importId } = await importWhole(text)
    expect(existsSync(join(test.folder, 'imports-kept', `${importId}.csv`))).toBe(true)
    expect(readdirSync(one.dataFolder)).toEqual(['imports'])
  })

  it('S15.4 all of them stand in the file, however many there are; a thousand are told one by one', async () => {
    const { importWhole } = open()
    const { importId, progress } = await importWhole(
      `Nazwa,Telefon\n${Array.from({ length: 2500 }, (_, at) => `Osoba ${at},brak`).join('\n')}\n`,
    )
    expect(progress).toMatchObject({ created: 0, bad: 2500 })
    const { rows, more } = await one.imports().badRows(importId)
    expect([rows.length, more]).toEqual([1000, 1500])
    const { base64 } = await one.imports().badRowsFile({ importId, offset: 0 })
    expect(Buffer.from(base64, 'base64').toString().trim().split('\r\n')).toHaveLength(2501)
  })

  it('S15.4 there is no file where there are none, and none of an import that nobody knows', async () => {
    const { importWhole, test } = open()
    const { importId } = await importWhole('Nazwa\nJan\n')
    expect(await one.imports().badRows(importId)).toEqual({ rows: [], more: 0 })
    await expect(one.imports().badRowsFile({ importId, offset: 0 })).rejects.toMatchObject({ code: 'not_found' })
    await expect(one.imports().badRowsFile({ importId: '../../device', offset: 0 })).rejects.toMatchObject({ code: 'not_found' })
    await expect(one.imports().badRows(newId())).rejects.toMatchObject({ code: 'not_found' })
    expect(existsSync(join(test.folder, 'imports-kept'))).toBe(false)
  })
})
