import type { ContactFields } from '../contacts/contact-fields.ts'
import type { PreparedRow } from '../db/bulk-writer.ts'
import { columnOf, columnsOf, type PackedEntries } from '../db/packed-rows.ts'

/** Entries of one message. The program does nothing else while it writes them. */
const slice = 500

const byText = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0)

/** What contacts are ordered by: one list for each field. Objects would be ten times as many, and live long enough to be in the way. */
const createOrder = () => ({ stage: [] as string[], nameSort: [] as string[], responsible: [] as (string | null)[], rid: [] as number[] })

const createLookups = () => ({ name: [] as string[], text: [] as string[], rid: [] as number[] })

/** Places in the lists, in slices, as `compare` wants them. */
function* sortedPlaces(count: number, compare: (left: number, right: number) => number): Generator<number[]> {
  const places = Uint32Array.from({ length: count }, (_, at) => at).sort(compare)
  for (let from = 0; from < count; from += slice) yield [...places.subarray(from, from + slice)]
}

const kind = 'contact'

function* slicesOf(order: ReturnType<typeof createOrder>, lookups: ReturnType<typeof createLookups>): Generator<PackedEntries> {
  const { stage, nameSort, responsible } = order
  const picked = <Item>(list: readonly Item[], places: readonly number[]) => places.map((place) => list[place] as Item)
  const byName = (left: number, right: number) =>
    byText(stage[left] ?? '', stage[right] ?? '') || byText(nameSort[left] ?? '', nameSort[right] ?? '')
  for (const places of sortedPlaces(order.rid.length, byName)) {
    const values = [picked(stage, places), picked(nameSort, places), picked(responsible, places)]
    yield { kind, type: 'ordered', fields: columnsOf(['stage', 'nameSort', 'responsible'], values), rids: picked(order.rid, places) }
  }
  const { name, text } = lookups
  const byKey = (left: number, right: number) => byText(name[left] ?? '', name[right] ?? '') || byText(text[left] ?? '', text[right] ?? '')
  for (const places of sortedPlaces(lookups.rid.length, byKey)) {
    yield { kind, type: 'lookups', names: columnOf(picked(name, places)), texts: picked(text, places), rids: picked(lookups.rid, places) }
  }
}

/** How rows are found and ordered whose numbers are not known yet; nothing else of them stays in memory. */
export type ComingEntries = readonly Pick<PreparedRow, 'lookups' | 'fields'>[]

export const comingEntries = (rows: readonly PreparedRow[]): ComingEntries =>
  rows.map(({ lookups, fields }) => {
    const { stage, nameSort, responsible } = fields as ContactFields
    return { lookups, fields: { stage, nameSort, responsible } }
  })

/** Gathers how contacts are found and ordered, until there are so many that sorting them pays: a table that is full is then passed through once. */
export const createSortedEntries = () => {
  let order = createOrder()
  let lookups = createLookups()
  return {
    count: () => order.rid.length,
    /** The rows follow each other from this number on. */
    add: (firstRid: number, rows: ComingEntries): void => {
      for (const [at, { lookups: found, fields }] of rows.entries()) {
        const rid = firstRid + at
        for (const [name, text] of found) {
          lookups.name.push(name)
          lookups.text.push(text)
          lookups.rid.push(rid)
        }
        const { stage, nameSort, responsible } = fields as ContactFields
        order.stage.push(stage)
        order.nameSort.push(nameSort)
        order.responsible.push(responsible)
        order.rid.push(rid)
      }
    },
    /** All that have been added up to now, sorted as their tables are. */
    take: (): Generator<PackedEntries> => {
      const slices = slicesOf(order, lookups)
      order = createOrder()
      lookups = createLookups()
      return slices
    },
  }
}
