import type { Database } from '../../src-node/sqlite/database.ts'
import { isCounted, type Marks } from './contact-marks.ts'

/** A contact's marks and where it belongs. */
export interface Marked {
  readonly stage: string
  readonly owner: number
  readonly marks: Marks
}

interface Mark {
  readonly number: number
  readonly facet: string
  readonly isCounted: boolean
}

const sameMarks = (one: Marks, other: Marks): boolean => one.length === other.length && one.every((part, at) => part === other[at])

/** The facet and the mark under which all contacts are counted. */
const everyContact: Mark = { number: 0, facet: '', isCounted: true }

/** Keeps the tables of marks in step: which there are, what has them, and how many. */
export const createMarkKeeper = (database: Database) => {
  const selectNumber = database
    .prepare<[string, string | number, string], number>('select mark from contact_mark_name where facet = ? and key = ? and label = ?')
    .pluck()
  const insertName = database.prepare('insert into contact_mark_name (facet, key, label) values (?, ?, ?)')
  const insert = database.prepare('insert into contact_mark (mark, stage, owner, rid) values (?, ?, ?, ?)')
  const remove = database.prepare('delete from contact_mark where mark = ? and stage = ? and owner = ? and rid = ?')
  // No upsert: see `createHistoryKeeper`.
  const addToCount = database.prepare(
    'update contact_mark_count set total = total + ? where facet = ? and stage = ? and mark = ? and owner = ?',
  )
  const insertCount = database.prepare('insert into contact_mark_count (total, facet, stage, mark, owner) values (?, ?, ?, ?, ?)')
  const deleteEmpty = database.prepare(
    'delete from contact_mark_count where facet = ? and stage = ? and mark = ? and owner = ? and total = 0',
  )
  const deleteUnused = database.prepare(
    'delete from contact_mark_name where mark = ? and not exists (select 1 from contact_mark where contact_mark.mark = contact_mark_name.mark)',
  )

  return {
    /** For the rows of one transaction: a number that is given in one that fails goes to another mark later. */
    begin: () => {
      const known = new Map<string, Mark>()
      const counts = new Map<string, { readonly mark: Mark; readonly stage: string; readonly owner: number; total: number }>()
      const left = new Set<number>()

      const markOf = (facet: string, key: string | number, label: string): Mark => {
        const place = `${facet}\n${typeof key}${key}\n${label}`
        const found = known.get(place)
        if (found) return found
        const number = selectNumber.get(facet, key, label) ?? Number(insertName.run(facet, key, label).lastInsertRowid)
        const mark = { number, facet, isCounted: isCounted(facet, key) }
        known.set(place, mark)
        return mark
      }

      const listOf = (marks: Marks): Mark[] => {
        const list: Mark[] = []
        for (let at = 0; at < marks.length; at += 3)
          list.push(markOf(marks[at] as string, marks[at + 1] as string, marks[at + 2] as string))
        return list
      }

      const count = (mark: Mark, { stage, owner }: Marked, by: number) => {
        if (!mark.isCounted) return
        const place = `${mark.number}\n${stage}\n${owner}`
        const counted = counts.get(place)
        if (counted) counted.total += by
        else counts.set(place, { mark, stage, owner, total: by })
      }

      return {
        /** Answers with what the contact's own row holds of its marks. */
        change: (rid: number, before: Marked | undefined, after: Marked | undefined): string => {
          const stays = before?.stage === after?.stage && before?.owner === after?.owner
          const old = before ? listOf(before.marks) : []
          const fresh = before && after && sameMarks(before.marks, after.marks) ? old : after ? listOf(after.marks) : []
          if (!stays || old !== fresh) {
            if (before) {
              count(everyContact, before, -1)
              for (const mark of old) {
                count(mark, before, -1)
                if (stays && fresh.includes(mark)) continue
                remove.run(mark.number, before.stage, before.owner, rid)
                left.add(mark.number)
              }
            }
            if (after) {
              count(everyContact, after, 1)
              for (const mark of fresh) {
                count(mark, after, 1)
                if (!stays || !old.includes(mark)) insert.run(mark.number, after.stage, after.owner, rid)
              }
            }
          }
          return fresh.length === 0 ? ',' : `,${fresh.map(({ number }) => number).join(',')},`
        },
        /** Writes what has been counted; what no contact has any more is forgotten, its words too. */
        end: () => {
          for (const { mark, stage, owner, total } of counts.values()) {
            if (total === 0) continue
            if (addToCount.run(total, mark.facet, stage, mark.number, owner).changes === 0) {
              insertCount.run(total, mark.facet, stage, mark.number, owner)
            } else if (total < 0) deleteEmpty.run(mark.facet, stage, mark.number, owner)
          }
          for (const mark of left) deleteUnused.run(mark)
        },
      }
    },
  }
}
