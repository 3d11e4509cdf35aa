import { allPhones, type Contact } from '../../src-shared/contacts/contact-kind.ts'
import { fold, sortKey } from '../../src-shared/lib/fold.ts'
import type { Projection } from '../db/projection.ts'
import { contactTable, contactTextTable } from './contact-tables.ts'

/** Everything by which a contact is found: names, companies, people, addresses; phones as bare digits, each on a line of its own. */
export const searchTextOf = (contact: Contact): string =>
  [
    contact.name,
    contact.company,
    ...contact.persons.flatMap((person) => [person.name, person.email ?? '']),
    ...contact.emails.map((email) => email.address),
    ...contact.messengers.map((messenger) => messenger.value),
    contact.city,
    contact.address,
    contact.zip,
    contact.website,
  ]
    .filter((line) => line !== '')
    .map(fold)
    .concat(allPhones(contact).map((phone) => phone.digits))
    .join('\n')

export const contactProjection: Projection<Contact> = {
  kind: 'contact',
  number: 1,
  tables: [contactTable, contactTextTable],
  extra: {
    // Trigrams without positions: a third of the size; what is found is rechecked against the text.
    create: [
      "create virtual table contact_search using fts5(text, content='contact_text', content_rowid='rid', tokenize='trigram', detail=none)",
    ],
    drop: ['drop table if exists contact_search'],
  },
  prepare: (database) => {
    const upsert = database.prepare(
      `insert into contact (rid, id, stage, responsible, name_sort, name_fold, status, type, country, created_at, last_contact_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (rid) do update set stage = excluded.stage, responsible = excluded.responsible, name_sort = excluded.name_sort,
         name_fold = excluded.name_fold, status = excluded.status, type = excluded.type, country = excluded.country`,
    )
    const lastContact = database.prepare<[string], number | null>('select max(occurred_at) from feed where contact_id = ?').pluck()
    const remove = database.prepare('delete from contact where rid = ?')
    const insertText = database.prepare('insert into contact_text (rid, text) values (?, ?)')
    const updateText = database.prepare('update contact_text set text = ? where rid = ?')
    const deleteText = database.prepare('delete from contact_text where rid = ?')
    const insertSearch = database.prepare('insert into contact_search (rowid, text) values (?, ?)')
    const deleteSearch = database.prepare("insert into contact_search (contact_search, rowid, text) values ('delete', ?, ?)")

    const projectText = (rid: number, old: string | undefined, fresh: string | undefined) => {
      if (old === fresh) return
      if (old !== undefined) deleteSearch.run(rid, old)
      if (fresh !== undefined) insertSearch.run(rid, fresh)
      if (fresh === undefined) deleteText.run(rid)
      else if (old === undefined) insertText.run(rid, fresh)
      else updateText.run(fresh, rid)
    }

    return ({ rid, before, after }) => {
      projectText(rid, before && searchTextOf(before), after && searchTextOf(after))
      if (!after) {
        remove.run(rid)
        return
      }
      const fields = [after.responsible ?? '', sortKey(after.name), fold(after.name), after.status, after.type, after.country ?? '']
      upsert.run(rid, after.id, after.stage, ...fields, after.createdAt, before ? 0 : (lastContact.get(after.id) ?? 0))
    }
  },
}
