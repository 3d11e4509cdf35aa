import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tagKind } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { importContacts } from '../../src-shared/contacts/contact-mutators.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { createContactService } from '../contacts/contact-service.ts'
import { feedQueries } from '../feed/feed-queries.ts'
import { createTestImports, type TestImports } from '../import/test-imports.ts'
import { type AskedAudit, auditQueries } from './audit-queries.ts'

let one: TestImports
beforeEach(() => {
  one = createTestImports()
})
afterEach(() => one.close())

const database = () => one.test.workspace.store.database
const list = (asked: Partial<AskedAudit> = {}) => auditQueries['audit.list'](database(), { limit: 100, ...asked }).acts
const mutations = (asked: Partial<AskedAudit> = {}) => list(asked).map(({ mutation }) => mutation)
const rows = (batch: string, offset = 0, limit = 50) => auditQueries['audit.rows'](database(), { batch, offset, limit })
const changesOf = (contactId: string) => {
  const { items } = feedQueries['feed.list'](database(), { contactId, limit: 10 })
  return items.flatMap((item) => (item.type === 'change' ? [[item.act, item.importedFrom]] : []))
}
const idOf = (name: string) => one.contacts().find((known) => known.name === name)?.id ?? ''

describe('B4 S15.3 an import in the audit log', () => {
  it('is one act with the name of its file, which opens to the cards and to what it chose from and had to make', async () => {
    const contacts = createContactService(one.test.workspace)
    const jan = contacts.create(contactInputSchema.parse({ stage: 'client', name: 'Jan', phones: [{ typed: '601111111' }] }))
    one.test.pass(1000)
    const { importId } = await one.importWhole('Nazwa;Telefon;Miasto;Tagi\nJan;601111111;Łódź;\nEwa;602222222;;Targi\nAdam;603333333;;\n', {
      duplicates: 'update',
    })
    one.test.pass(1000)
    contacts.update({ id: idOf('Ewa'), fields: { city: 'Zgierz' } } as never)
    expect(mutations()).toEqual(['contact.patch', 'contact.import', 'contact.create', 'workspace.found'])
    const [, act] = list()
    expect(act).toMatchObject({ batch: importId, subject: 'klienci.csv', contactId: null, rows: 4, memberName: 'Anna' })
    expect(act?.kinds.toSorted()).toEqual(['contact', 'import', 'tag'])
    const made = rows(importId).map(({ kind, act: what, name }) => [kind, what, name])
    expect(made).toHaveLength(4)
    expect(made).toEqual(
      expect.arrayContaining([
        ['tag', 'created', 'Targi'],
        ['contact', 'changed', 'Jan'],
        ['contact', 'created', 'Ewa'],
        ['contact', 'created', 'Adam'],
      ]),
    )
    const paged = [0, 1, 2, 3, 4].flatMap((offset) => rows(importId, offset, 1))
    expect(paged).toEqual(rows(importId))

    // It is found by all that it did.
    const tag = one.test.workspace.store.find(tagKind, 'everyone', 'yes')[0] ?? ''
    for (const asked of [{ kind: 'import' }, { kind: 'tag' }, { rowId: tag }, { rowId: importId }]) {
      expect(list(asked).map(({ batch, mutation }) => [batch, mutation])).toEqual([[importId, 'contact.import']])
    }
    expect(mutations({ kind: 'contact' })).toEqual(['contact.patch', 'contact.import', 'contact.create'])
    expect(mutations({ rowId: jan.id })).toEqual(['contact.import', 'contact.create'])
    expect(mutations({ kind: 'property' })).toEqual([])

    // The cards say where they come from.
    expect(changesOf(idOf('Adam'))).toEqual([['created', 'klienci.csv']])
    expect(changesOf(jan.id)).toEqual([
      ['changed', 'klienci.csv'],
      ['created', undefined],
    ])
    expect(changesOf(idOf('Ewa'))).toEqual([
      ['changed', undefined],
      ['created', 'klienci.csv'],
    ])
  })

  it('stays an act when it is undone, beside that it was; one that wrote no card has its entry alone', async () => {
    const { importId } = await one.importWhole('Nazwa;Telefon\nEwa;602222222\n')
    one.test.pass(1000)
    await one.importWhole('Nazwa;Telefon\nEwa;602222222\n', { duplicates: 'skip' })
    expect(mutations().slice(0, 2)).toEqual(['import.record', 'contact.import'])
    one.test.pass(1000)
    await one.imports().undo(importId)
    expect(mutations().toSorted()).toEqual(['contact.import', 'history.revert', 'import.mark-undone', 'import.record', 'workspace.found'])
  })

  it('of a colleague, whose entry this account has not, is an import from a file that is not named', () => {
    const { store, context } = one.test.workspace
    const contact = testContact(newId())
    store.mutate(importContacts, { contacts: [contact] } as never, context(), newId())
    expect(changesOf(contact.id)).toEqual([['created', '']])
  })
})
