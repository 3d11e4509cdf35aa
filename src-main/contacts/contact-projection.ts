import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import type { ProjectedRow, Projection } from '../db/projection.ts'
import { lastContactSql } from '../feed/feed-projection.ts'
import { type ContactFields, contactFieldsOf } from './contact-fields.ts'
import { createMarkKeeper, type Marked } from './contact-mark-keeper.ts'
import {
  contactCountTable,
  contactMarkCountTable,
  contactMarkNameTable,
  contactMarkTable,
  contactNameTable,
  contactOwnerTable,
  contactTable,
  contactTextTable,
} from './contact-tables.ts'

const facetColumns = 'stage, owner, type, status, country, employees_count, lead_status, lead_source'
const sameFacets = facetColumns
  .split(', ')
  .map((column) => `${column} = ?`)
  .join(' and ')

export const contactProjection: Projection<Contact, ContactFields> = {
  kind: 'contact',
  number: 4,
  tables: [
    contactOwnerTable,
    contactTable,
    contactNameTable,
    contactCountTable,
    contactMarkNameTable,
    contactMarkTable,
    contactMarkCountTable,
    contactTextTable,
  ],
  extra: {
    // Trigrams without positions and lengths: a third of the size; what is found is rechecked against the text, and never ranked. More of
    // them in memory: fewer merges.
    create: [
      "create virtual table contact_search using fts5(text, content='contact_text', content_rowid='rid', tokenize='trigram', detail=none, columnsize=0)",
      "insert into contact_search (contact_search, rank) values ('hashsize', 8388608)",
    ],
    drop: ['drop table if exists contact_search'],
    // FTS5 notes that a text has gone, and keeps its trigrams until some merge: a number can be read from seven of them. What it calls
    // secure deletion destroys an index without positions.
    sweep: "insert into contact_search (contact_search) values ('optimize')",
  },
  fieldsOf: contactFieldsOf,
  prepare: (database) => {
    const insertOwner = database.prepare('insert into contact_owner (member_id) values (?)')
    const selectOwner = database.prepare<[string], number>('select owner from contact_owner where member_id = ?').pluck()
    const insert = database.prepare(
      `insert into contact (${facetColumns}, name_sort, created_at, marks, last_contact_at, rid) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    const update = database.prepare(
      `update contact set ${sameFacets.replaceAll(' and ', ', ')}, name_sort = ?, created_at = ?, marks = ? where rid = ?`,
    )
    const remove = database.prepare('delete from contact where rid = ?')
    const insertName = database.prepare('insert or ignore into contact_name (stage, name_sort, owner, rid) values (?, ?, ?, ?)')
    const removeName = database.prepare('delete from contact_name where stage = ? and name_sort = ? and owner = ? and rid = ?')
    const lastContact = database.prepare<[string], number>(lastContactSql).pluck()
    // No upsert: see `createHistoryKeeper`.
    const addToCount = database.prepare(`update contact_count set total = total + ? where ${sameFacets}`)
    const insertCount = database.prepare(`insert into contact_count (total, ${facetColumns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    const markKeeper = createMarkKeeper(database)
    const insertText = database.prepare('insert into contact_text (text, rid) values (?, ?)')
    const updateText = database.prepare('update contact_text set text = ? where rid = ?')
    const deleteText = database.prepare('delete from contact_text where rid = ?')
    const insertSearch = database.prepare('insert into contact_search (rowid, text) values (?, ?)')
    const deleteSearch = database.prepare("insert into contact_search (contact_search, rowid, text) values ('delete', ?, ?)")

    // A number that was given in a transaction which failed afterwards may go to another: it is known for one transaction at most.
    const createOwners = () => {
      const known = new Map<string | null, number>([[null, 0]])
      const numberOf = (memberId: string) => selectOwner.get(memberId) ?? Number(insertOwner.run(memberId).lastInsertRowid)
      return {
        get: (memberId: string | null): number => {
          const owner = known.get(memberId) ?? numberOf(memberId as string)
          known.set(memberId, owner)
          return owner
        },
      }
    }

    const projectText = (rid: number, old: string | undefined, fresh: string | undefined) => {
      if (old === fresh) return
      if (old !== undefined) deleteSearch.run(rid, old)
      if (fresh !== undefined) insertSearch.run(rid, fresh)
      if (fresh === undefined) deleteText.run(rid)
      else if (old === undefined) insertText.run(fresh, rid)
      else updateText.run(fresh, rid)
    }

    const project = (rows: readonly ProjectedRow<ContactFields>[]) => {
      const owners = createOwners()
      const marking = markKeeper.begin()
      const facetsOf = ({ stage, responsible, type, status, country, employeesCount, leadStatus, leadSource }: ContactFields) =>
        [stage, owners.get(responsible), type, status, country, employeesCount, leadStatus, leadSource] as const
      const markedOf = (fields: ContactFields | undefined): Marked | undefined =>
        fields && { stage: fields.stage, owner: owners.get(fields.responsible), marks: fields.marks }
      const counts = new Map<string, { readonly facets: ReturnType<typeof facetsOf>; total: number }>()
      const count = (facets: ReturnType<typeof facetsOf>, by: number) => {
        const key = facets.join('\n')
        const counted = counts.get(key)
        if (counted) counted.total += by
        else counts.set(key, { facets, total: by })
      }

      for (const { rid, before, after, isNew, isUnordered } of rows) {
        const hasMoved =
          before?.stage !== after?.stage || before?.nameSort !== after?.nameSort || before?.responsible !== after?.responsible
        const marks = marking.change(rid, markedOf(before), markedOf(after))
        if (before) {
          count(facetsOf(before), -1)
          if (hasMoved) removeName.run(before.stage, before.nameSort, owners.get(before.responsible), rid)
        }
        if (after) {
          const facets = facetsOf(after)
          count(facets, 1)
          if (before) update.run(...facets, after.nameSort, after.createdAt, marks, rid)
          else insert.run(...facets, after.nameSort, after.createdAt, marks, isNew ? 0 : (lastContact.get(after.id) ?? 0), rid)
          if (hasMoved && !isUnordered) insertName.run(after.stage, after.nameSort, owners.get(after.responsible), rid)
        } else if (before) {
          remove.run(rid)
        }
        projectText(rid, before?.text, after?.text)
      }
      for (const { facets, total } of counts.values()) {
        if (total !== 0 && addToCount.run(total, ...facets).changes === 0) insertCount.run(total, ...facets)
      }
      marking.end()
    }

    return {
      project,
      bringOrdered: (entries) => {
        const owners = createOwners()
        for (const { rid, fields } of entries) insertName.run(fields.stage, fields.nameSort, owners.get(fields.responsible), rid)
      },
    }
  },
}
