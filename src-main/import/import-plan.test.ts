import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { propertyKind, sourceKind, tagKind } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { directoryKind } from '../../src-shared/contacts/directory-kind.ts'
import type { ImportTarget } from '../../src-shared/import/import-contract.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { addMember } from '../../src-shared/team/team-mutators.ts'
import { createContactService } from '../contacts/contact-service.ts'
import { createTestImports, type TestImports } from './test-imports.ts'

let one: TestImports
beforeEach(() => {
  one = createTestImports()
})
afterEach(() => one.close())

const add = (name: string, phone: string, email = '', more: Partial<Contact> = {}): string => {
  const { store, context } = one.test.workspace
  const { id } = createContactService(one.test.workspace).create({
    stage: 'client',
    name,
    phones: phone === '' ? [] : [{ type: 'work', typed: phone }],
    emails: email === '' ? [] : [{ type: 'email_work', address: email }],
    messengers: [],
    persons: [],
    ...(more as object),
  } as never)
  expect(store && context).toBeTruthy()
  return id
}

const contact = (id: string) => createContactService(one.test.workspace).get(id)
const named = (name: string) => one.contacts().filter((known) => known.name === name)

describe('rows of somebody who is here already', () => {
  const table = [
    'Nazwa;Telefon;E-mail;Miasto;Uwagi;Tagi',
    'Jan z pliku;+48 601-111-111;nowy@firma.example;Łódź;;VIP',
    'Ewa;602222222;EWA@FIRMA.example;;;',
    'Nowy;603333333;;Gdynia;;',
    'Nowy drugi raz;0048 603 333 333;nowy2@firma.example;Sopot;;',
    'Brak numeru;;;;;',
    'Zły;abc;;;;',
    '',
  ].join('\n')

  it('S15.4 are skipped by phone or e-mail, also where they stand further up in the file', async () => {
    const jan = add('Jan', '601 111 111')
    add('Ewa Nowak', '', 'ewa@firma.example')
    const { progress } = await one.importWhole(table)
    expect(progress).toMatchObject({ state: 'done', rows: 6, created: 2, updated: 0, skipped: 3, bad: 1 })
    expect(contact(jan)).toMatchObject({ name: 'Jan', city: '' })
    expect(one.contacts()).toHaveLength(4)
  })

  it('S15.4 are updated: cells that are not empty replace, numbers, addresses and tags are added', async () => {
    const jan = add('Jan', '601 111 111', 'jan@firma.example', { comment: 'stary', city: 'Zgierz' })
    const { progress } = await one.importWhole(table, { duplicates: 'update' })
    expect(progress).toMatchObject({ created: 3, updated: 2, skipped: 0, bad: 1 })
    const changed = contact(jan)
    expect(changed).toMatchObject({ name: 'Jan z pliku', city: 'Łódź', comment: 'stary' })
    expect(changed.phones.map(({ e164 }) => e164)).toEqual(['+48601111111'])
    expect(changed.emails.map(({ address }) => address)).toEqual(['jan@firma.example', 'nowy@firma.example'])
    expect(changed.tags).toEqual([one.test.workspace.store.find(tagKind, 'name', 'vip')[0]])
    // The fourth row is the same as the third, which the import has made itself.
    const [fresh] = named('Nowy drugi raz')
    expect(fresh).toMatchObject({ city: 'Sopot', emails: [{ address: 'nowy2@firma.example' }] })
    expect(fresh?.phones).toHaveLength(1)
  })

  it('S15.4 are added where that is wished, and by the key that is wished alone', async () => {
    add('Jan', '601 111 111', 'ewa@firma.example')
    expect((await one.importWhole(table, { duplicates: 'add' })).progress).toMatchObject({ created: 5, skipped: 0 })
    expect((await one.importWhole('Nazwa;E-mail\nX;ewa@firma.example\n', { duplicatesBy: ['phone'] })).progress).toMatchObject({
      created: 1,
    })
  })

  it('S15.4 two rows of one contact change it one after the other', async () => {
    const jan = add('Jan', '601 111 111')
    const { progress } = await one.importWhole('Nazwa,Telefon,Miasto\nA,601111111,Łódź\nB,601111111,\n', { duplicates: 'update' })
    expect(progress).toMatchObject({ created: 0, updated: 2 })
    expect(contact(jan)).toMatchObject({ name: 'B', city: 'Łódź' })
  })

  it('S15.4 a short number that many share makes nobody the same', async () => {
    add('Recepcja', '104')
    expect((await one.importWhole('Nazwa,Telefon\nA,104\nB,104\n')).progress).toMatchObject({ created: 2, skipped: 0 })
  })

  const hide = (digits: string) => {
    const hidden = { id: newId(), name: 'Ukryty', company: '', stage: 'client', responsible: newId() } as const
    const entry = { ...hidden, phones: [{ typed: `+${digits}`, e164: `+${digits}`, digits }] }
    const { database, rows } = one.test.workspace.store
    database.transaction(() => rows.writeArrived(directoryKind as never, entry.id, entry.id, 1, entry, JSON.stringify(entry)))()
  }

  /** What the check says, and what becomes of the rows. */
  const checkedAndDone = async (text: string, duplicates: 'skip' | 'update') => {
    const importId = await one.bring(text)
    const { mapping } = await one.imports().preview({ importId })
    const plan = { importId, stage: 'lead', mapping, duplicates } as const
    const counts = ({ created, updated, skipped, bad }: Record<'created' | 'updated' | 'skipped' | 'bad', number>) =>
      ({ created, updated, skipped, bad }) as const
    const check = counts(await one.imports().check(plan))
    await one.imports().start(plan)
    return { check, done: counts(await one.ended(importId)), importId }
  }

  it('S15.4 somebody who is known by their name alone is skipped, and never changed, also through another row', async () => {
    hide('48601111111')
    const rows = 'Nazwa,Telefon\nA,"601111111, 602222222"\nB,602222222\nC,602222222\n'
    const { check, done } = await checkedAndDone(rows, 'update')
    expect(done).toEqual({ created: 1, updated: 1, skipped: 1, bad: 0 })
    expect(check).toEqual(done)
  })

  it('S15.4 a row that is skipped makes nobody known: somebody else of its other number is made', async () => {
    add('Jan', '601111111')
    const rows = 'Nazwa,Telefon\nJan,"601111111, 602222222"\nEwa,602222222\nOla,602222222\nZły mail,abc\n'
    const { check, done } = await checkedAndDone(rows, 'skip')
    expect(done).toEqual({ created: 1, updated: 0, skipped: 2, bad: 1 })
    expect(check).toEqual(done)
    expect(named('Ewa')).toHaveLength(1)
  })

  it('S15.4 leads that somebody else has are refused by the check already, those that the file gives to others too', async () => {
    const { me, document, store, context } = one.test.workspace
    const colleague = newId()
    store.mutate(
      addMember,
      { ...me(), id: colleague, name: 'Ewa', email: 'ewa@swit.example', extension: null } as never,
      context(),
      newId(),
    )
    const mine = add('Mój', '601111111', '', { stage: 'lead', responsible: me().id })
    const theirs = add('Cudzy', '602222222', '', { stage: 'lead', responsible: colleague })
    // A manager sees the leads of others, and does not work on them.
    const write = store.database.prepare('update row set data = ? where id = ?')
    write.run(JSON.stringify({ ...me(), groupId: groupIds.manager }), me().id)
    write.run(JSON.stringify({ ...document(), ownerId: colleague }), document().id)
    const rows = 'Nazwa,Telefon,Opiekun\nA,601111111,\nB,602222222,\nC,603333333,Ewa\nD,603333333,\n'
    const { check, done, importId } = await checkedAndDone(rows, 'update')
    expect(check).toEqual({ created: 1, updated: 1, skipped: 0, bad: 2 })
    expect(done).toEqual(check)
    expect((await one.imports().badRows(importId)).rows.map(({ line, rule }) => [line, rule])).toEqual([
      [3, 'held'],
      [5, 'held'],
    ])
    expect([contact(mine).name, contact(theirs).name]).toEqual(['A', 'Cudzy'])
  })
})

describe('looking before it is done', () => {
  it('S15.1 S15.4 tells what would be made, changed and skipped, with samples and warnings, and writes nothing', async () => {
    const jan = add('Jan', '601 111 111')
    const text = [
      'Nazwa;Telefon',
      'Jan;601111111',
      'Ala;4,86E+10',
      'Ola;493091824471',
      'Ula;48602222222',
      'Zły;abc',
      ...Array.from({ length: 30 }, (_, at) => `Osoba ${at};6034444${String(at).padStart(2, '0')}`),
    ].join('\n')
    const importId = await one.bring(text)
    const { mapping } = await one.imports().preview({ importId })
    const check = await one.imports().check({ importId, stage: 'client', mapping })
    expect(check).toMatchObject({ created: 33, updated: 0, skipped: 1, bad: 1 })
    expect(check.warnings).toEqual([
      { rule: 'phone_in_exponent', column: 'Telefon', rows: 1, sample: '4,86E+10', readAs: '' },
      { rule: 'lost_plus', column: 'Telefon', rows: 2, sample: '493091824471', readAs: '+493091824471' },
    ])
    expect(check.samples.length).toBeLessThanOrEqual(20)
    expect(check.samples.slice(0, 3)).toEqual([
      { line: 2, becomes: 'skipped', name: 'Jan', phone: '+48601111111', email: '', contactId: jan, bad: null },
      { line: 3, becomes: 'created', name: 'Ala', phone: '', email: '', contactId: null, bad: null },
      { line: 4, becomes: 'created', name: 'Ola', phone: '+493091824471', email: '', contactId: null, bad: null },
    ])
    expect(check.samples.find(({ becomes }) => becomes === 'bad')).toMatchObject({ line: 6, name: 'Zły', bad: { rule: 'not_a_phone' } })
    expect(one.contacts()).toHaveLength(1)
    await one.imports().start({ importId, stage: 'client', mapping })
    expect(await one.ended(importId)).toMatchObject({ created: 33, skipped: 1, bad: 1 })
  })

  it('S15.1 a check can be cancelled, and one that is asked for anew replaces the one before', async () => {
    const text = `Nazwa;Tagi\n${Array.from({ length: 20_000 }, (_, at) => `Osoba ${at};Tag ${at % 500}`).join('\n')}`
    const importId = await one.bring(text)
    const { mapping } = await one.imports().preview({ importId })
    const first = one.imports().check({ importId, stage: 'client', mapping })
    const refused = expect(first).rejects.toMatchObject({ code: 'busy' })
    const second = one.imports().check({ importId, stage: 'lead', mapping })
    await refused
    expect(await second).toMatchObject({ created: 20_000 })
    const third = expect(one.imports().check({ importId, stage: 'lead', mapping })).rejects.toMatchObject({ code: 'busy' })
    await one.imports().cancel(importId)
    await third
    expect(one.imports().progress(importId).state).toBe('cancelled')
  })
})

describe('what a row says besides names and numbers', () => {
  it('S15.1 tags, sources and options are made where nothing is called so yet; values are read by their type', async () => {
    const { store, context, me } = one.test.workspace
    const ids = { trade: newId(), since: newId(), size: newId(), vat: newId() }
    const property = { kind: 'property' as const, order: 1, options: [] }
    const option = { id: newId(), name: 'Budowa', mergedInto: null, removed: false }
    const put = (item: object) => store.mutate(putCatalogueItem, item as never, context(), newId())
    put({ ...property, id: ids.trade, name: 'Branża', type: 'multi_list', options: [option] })
    put({ ...property, id: ids.since, name: 'Od kiedy', type: 'date' })
    put({ ...property, id: ids.size, name: 'Obrót', type: 'number' })
    put({ ...property, id: ids.vat, name: 'VAT', type: 'boolean' })
    put({ kind: 'tag', id: newId(), name: 'Hurt', colour: null })
    const text = [
      'Nazwa;Tagi;Źródło;Opiekun;Data dodania;Pracownicy;Branża;Od kiedy;Obrót;VAT;Osoba kontaktowa;Telefon osoby kontaktowej',
      'Świt;"hurt, Nowy tag";Targi;ANNA;2024-03-01;120;budowa, Transport;1.02.2020;1 234,50;tak;Ewa Lis;601 000 111',
      'Gęś;nowy TAG;targi;;;;transport;;;nie;;',
      'Zły;;;Nikt;;;;;;;;',
      'Też zły;;;;kiedyś;;;;;;;',
      'I ten;;;;;;;;dużo;;;',
    ].join('\n')
    const { progress, importId } = await one.importWhole(text)
    expect(progress).toMatchObject({ created: 2, bad: 3 })
    expect((await one.imports().badRows(importId)).rows.map(({ line, field, rule }) => [line, field, rule])).toEqual([
      [4, 'responsible', 'unknown_member'],
      [5, 'created_at', 'not_a_date'],
      [6, `property:${ids.size}`, 'not_a_number'],
    ])
    const [swit] = named('Świt')
    const [ges] = named('Gęś')
    const tagNames = (tags: readonly string[] = []) => tags.map((id) => store.get(tagKind, id)?.name)
    expect([tagNames(swit?.tags), tagNames(ges?.tags)]).toEqual([['Hurt', 'Nowy tag'], ['Nowy tag']])
    expect(swit?.sources).toEqual(ges?.sources)
    const options = store.get(propertyKind, ids.trade)?.options ?? []
    expect(options.map(({ name }) => name)).toEqual(['Budowa', 'Transport'])
    expect(swit).toMatchObject({
      responsible: me().id,
      employeesCount: '50_250',
      createdAt: new Date(2024, 2, 1).getTime(),
      properties: { [ids.trade]: options.map(({ id }) => id), [ids.since]: '2020-02-01', [ids.size]: 1234.5, [ids.vat]: true },
      persons: [{ name: 'Ewa Lis', phone: { e164: '+48601000111' } }],
    })
    expect(ges?.properties[ids.vat]).toBe(false)
  })

  it('S15.1 tags, a source and somebody responsible for all rows come to each', async () => {
    const { store, context, me } = one.test.workspace
    const [tag, source] = [newId(), newId()]
    store.mutate(putCatalogueItem, { kind: 'tag', id: tag, name: 'Targi 2026', colour: null }, context(), newId())
    store.mutate(putCatalogueItem, { kind: 'source', id: source, name: 'Targi', param: 'custom', value: '' }, context(), newId())
    await one.importWhole('Nazwa\nJan\nEwa\n', { stage: 'lead', tags: [tag], source, responsible: me().id })
    for (const lead of one.contacts()) {
      expect(lead).toMatchObject({
        stage: 'lead',
        tags: [tag],
        sources: [source],
        responsible: me().id,
        leadStatus: 'in_progress',
        leadSource: 'import',
      })
    }
  })

  it('S15.1 how and when a lead came and why it is none come along, and sources stand for what the file says', async () => {
    const { store } = one.test.workspace
    const text = [
      'Nazwa;Status leada;Powód utraty;Lead channel;Lead created;Data dodania;Źródło',
      'Jan;lost;za drogo;formularz;2024-03-02;2024-03-01;Google (utm_source=google)',
      'Ewa;;za drogo;;;2024-03-01;"google; Targi"',
      'Ola;;;pocztą;;;',
    ].join('\n')
    const { progress, importId } = await one.importWhole(text, { stage: 'lead' })
    expect(progress).toMatchObject({ created: 2, bad: 1 })
    expect((await one.imports().badRows(importId)).rows).toEqual([expect.objectContaining({ line: 4, rule: 'unknown_lead_source' })])
    const [jan, ewa] = ['Jan', 'Ewa'].map((name) => named(name)[0])
    const [first, second] = [1, 2].map((day) => new Date(2024, 2, day).getTime())
    expect(jan).toMatchObject({ leadStatus: 'unsuitable', unsuitableReason: 'za drogo', leadSource: 'form', leadCreatedAt: second })
    expect(ewa).toMatchObject({ leadStatus: 'not_processed', leadSource: 'import', leadCreatedAt: first, createdAt: first })
    expect(ewa?.unsuitableReason).toBeUndefined()
    const sources = (ewa?.sources ?? []).map((id) => store.get(sourceKind, id))
    expect(sources).toMatchObject([
      { name: 'Google', param: 'utm_source', value: 'google' },
      { name: 'Targi', param: 'custom', value: 'Targi' },
    ])
    expect(jan?.sources).toEqual([sources[0]?.id])
  })

  it('S15.1 a column of too many different words makes no tags of them: the check says so, and nothing starts', async () => {
    const { store } = one.test.workspace
    const textOf = (words: number) =>
      `Nazwa;Uwagi\n${Array.from({ length: words + 1 }, (_, at) => `Osoba ${at};Słowo ${at % words}`).join('\n')}`
    const mapping: ImportTarget[] = ['name', 'tags']
    const importId = await one.bring(textOf(9800))
    await one.imports().preview({ importId })
    const plan = { importId, stage: 'client', mapping } as const
    const check = await one.imports().check(plan)
    expect(check.warnings).toEqual([{ rule: 'too_many_names', column: 'Uwagi', rows: 9800, sample: 'Słowo 0', readAs: '' }])
    await expect(one.imports().start(plan)).rejects.toMatchObject({
      code: 'bad_input',
      problems: [{ path: 'mapping', rule: 'too_many_names', limit: 500 }],
    })
    expect([one.contacts(), store.find(tagKind, 'everyone', 'yes')]).toEqual([[], []])
    // As many as there may be are made, and taken back with the import.
    const whole = await one.importWhole(textOf(500), { mapping })
    expect([whole.progress.created, store.find(tagKind, 'everyone', 'yes').length]).toEqual([501, 500])
    await one.imports().undo(whole.importId)
    expect(store.find(tagKind, 'everyone', 'yes')).toEqual([])
  })

  it('S15.1 a list takes as many new values as it has room for', async () => {
    const { store, context } = one.test.workspace
    const id = newId()
    const options = Array.from({ length: 499 }, (_, at) => ({ id: newId(), name: `Wartość ${at}`, mergedInto: null, removed: false }))
    store.mutate(putCatalogueItem, { kind: 'property', id, name: 'Branża', type: 'list', order: 1, options }, context(), newId())
    const start = async (text: string) => one.importWhole(text)
    await expect(start('Nazwa;Branża\nA;Budowa\nB;Handel\n')).rejects.toMatchObject({ problems: [{ rule: 'too_many_names', limit: 1 }] })
    expect((await start('Nazwa;Branża\nA;Budowa\nB;budowa\nC;wartość 7\n')).progress).toMatchObject({ created: 3 })
    expect(store.get(propertyKind, id)?.options).toHaveLength(500)
  })

  it('S15.1 leads go to the unsorted ones, with the status that the file gives them', async () => {
    await one.importWhole('Nazwa,Lead status\nJan,\nEwa,odłożony\nOla,Nie wiadomo\n', { stage: 'lead' })
    expect(one.contacts().map(({ name, responsible, leadStatus }) => [name, responsible, leadStatus])).toEqual([
      ['Jan', null, 'not_processed'],
      ['Ewa', null, 'deferred'],
    ])
  })
})

describe('how columns are read', () => {
  it('S15.1 a mapping is remembered for the same columns, whatever their order, and for no others', async () => {
    await one.importWhole('Kto,Dokąd dzwonić,Kolor\nJan,601111111,biały\n', { mapping: ['name', 'phone', null] })
    const read = async (text: string) => one.imports().preview({ importId: await one.bring(text) })
    expect(await read('Kolor,Kto,Dokąd dzwonić\nczarny,Ewa,602222222\n')).toMatchObject({
      mapping: [null, 'name', 'phone'],
      remembered: true,
    })
    expect(await read('Kto,Dokąd\nEwa,602222222\n')).toMatchObject({ mapping: [null, null], remembered: false })
  })

  it('S15.1 a table without headings is read from its first row on, and a heading can be said to be none', async () => {
    const importId = await one.bring('Jan,601111111\nEwa,602222222\n')
    expect(await one.imports().preview({ importId })).toMatchObject({ heading: false, rows: 2, mapping: ['name', 'phone'] })
    expect(await one.imports().preview({ importId, form: { heading: true } })).toMatchObject({ heading: true, rows: 1 })
    const again = await one.imports().preview({ importId })
    await one.imports().start({ importId, stage: 'client', mapping: again.mapping })
    expect(await one.ended(importId)).toMatchObject({ created: 2 })
  })

  it('S15.1 a column whose words mean something else here is left out of the guess', async () => {
    const preview = await one.imports().preview({ importId: await one.bring('Name,Type,Country\nJan,PROSPECT-7,Polska\nEwa,X,DE\n') })
    expect(preview.mapping).toEqual(['name', null, 'country'])
  })
})
