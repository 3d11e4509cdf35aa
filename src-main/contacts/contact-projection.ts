import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import type { Projection } from '../db/projection.ts'
import { type ContactFields, contactFieldsOf } from './contact-fields.ts'
import { contactCountTable, contactOwnerTable, contactTable, contactTextTable } from './contact-tables.ts'

export const contactProjection: Projection<Contact, ContactFields> = {
  kind: 'contact',
  number: 2,
  tables: [contactOwnerTable, contactTable, contactCountTable, contactTextTable],
  extra: {
    // Trigrams without positions: a third of the size; what is found is rechecked against the text. More of them in memory: fewer merges.
    create: [
      "create virtual table contact_search using fts5(text, content='contact_text', content_rowid='rid', tokenize='trigram', detail=none)",
      "insert into contact_search (contact_search, rank) values ('hashsize', 8388608)",
    ],
    drop: ['drop table if exists contact_search'],
  },
  fieldsOf: contactFieldsOf,
  prepare: (database) => {
    const insertOwner = database.prepare('insert into contact_owner (member_id) values (?)')
    const selectOwner = database.prepare<[string], number>('select owner from contact_owner where member_id = ?').pluck()
    const insert = database.prepare(
      `insert into contact (stage, owner, type, status, country, name_sort, created_at, last_contact_at, rid) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    const update = database.prepare(
      'update contact set stage = ?, owner = ?, type = ?, status = ?, country = ?, name_sort = ?, created_at = ? where rid = ?',
    )
    const remove = database.prepare('delete from contact where rid = ?')
    const lastContact = database.prepare<[string], number | null>('select max(occurred_at) from feed where contact_id = ?').pluck()
    // No upsert: see `createHistoryKeeper`.
    const addToCount = database.prepare(
      'update contact_count set total = total + ? where stage = ? and owner = ? and type = ? and status = ? and country = ?',
    )
    const insertCount = database.prepare('insert into contact_count (total, stage, owner, type, status, country) values (?, ?, ?, ?, ?, ?)')
    const insertText = database.prepare('insert into contact_text (text, rid) values (?, ?)')
    const updateText = database.prepare('update contact_text set text = ? where rid = ?')
    const deleteText = database.prepare('delete from contact_text where rid = ?')
    const insertSearch = database.prepare('insert into contact_search (rowid, text) values (?, ?)')
    const deleteSearch = database.prepare("insert into contact_search (contact_search, rowid, text) values ('delete', ?, ?)")

    // A number that was given in a transaction which failed afterwards may go to another: only what the table says counts.
    const ownerOf = (memberId: string | null): number => {
      if (memberId === null) return 0
      return selectOwner.get(memberId) ?? Number(insertOwner.run(memberId).lastInsertRowid)
    }

    const projectText = (rid: number, old: string | undefined, fresh: string | undefined) => {
      if (old === fresh) return
      if (old !== undefined) deleteSearch.run(rid, old)
      if (fresh !== undefined) insertSearch.run(rid, fresh)
      if (fresh === undefined) deleteText.run(rid)
      else if (old === undefined) insertText.run(fresh, rid)
      else updateText.run(fresh, rid)
    }

    return (rows) => {
      const owners = new Map<string | null, number>()
      const facetsOf = ({ stage, responsible, type, status, country }: ContactFields) => {
        const owner = owners.get(responsible) ?? ownerOf(responsible)
        owners.set(responsible, owner)
        return [stage, owner, type, status, country] as const
      }
      const counts = new Map<string, { readonly facets: ReturnType<typeof facetsOf>; total: number }>()
      const count = (facets: ReturnType<typeof facetsOf>, by: number) => {
        const key = facets.join('\n')
        const counted = counts.get(key)
        if (counted) counted.total += by
        else counts.set(key, { facets, total: by })
      }

      for (const { rid, before, after, isNew } of rows) {
        if (before) count(facetsOf(before), -1)
        if (after) {
          const facets = facetsOf(after)
          count(facets, 1)
          if (before) update.run(...facets, after.nameSort, after.createdAt, rid)
          else insert.run(...facets, after.nameSort, after.createdAt, isNew ? 0 : (lastContact.get(after.id) ?? 0), rid)
        } else if (before) {
          remove.run(rid)
        }
        projectText(rid, before?.text, after?.text)
      }
      for (const { facets, total } of counts.values()) {
        if (total !== 0 && addToCount.run(total, ...facets).changes === 0) insertCount.run(total, ...facets)
      }
    }
  },
}
