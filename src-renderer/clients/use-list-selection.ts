import { useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkAction, ContactLine, ContactQuery } from '../../src-shared/contacts/contact-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { tellFailure } from '../app/use-act.ts'
import type { RowWindows } from '../app/use-row-windows.ts'
import { mostMerged, openMerge } from '../duplicates/merge-store.ts'
import { openExport } from '../exports/export-store.ts'
import type { ContactListView } from './contact-list-view.ts'
import {
  everything,
  isSelected,
  type ListSelection,
  noSelection,
  selectedCount,
  selectionInput,
  toggled,
  withIds,
} from './list-selection.ts'
import { type ChangeWords, useChangeContacts } from './use-change-contacts.ts'

/** Rows of one question to the core. */
const pageSize = 500
/** Rows of a stretch that is named one by one; everything that a list finds is selected by its query. */
const longestStretch = 20_000

interface Options {
  readonly query: ContactQuery
  readonly rows: Pick<RowWindows<ContactLine>, 'rowAt' | 'count'>
  readonly selection: ListSelection
  readonly change: (part: Partial<ContactListView>) => void
}

/** Whom somebody selects in a list, and what can be done with all of them at once. */
export const useListSelection = ({ query, rows, selection, change }: Options) => {
  const { client } = useApi()
  const { t } = useTranslation('clients')
  const changeContacts = useChangeContacts()
  /** What was selected before the stretch that is being drawn. */
  const before = useRef<ListSelection>(noSelection)
  const latest = useRef({ selection, rowAt: rows.rowAt })
  latest.current = { selection, rowAt: rows.rowAt }
  const stretch = useRef(0)

  const idsBetween = useCallback(
    async (first: number, last: number): Promise<readonly string[]> => {
      const ids: string[] = []
      for (let offset = first; offset <= last; offset += pageSize) {
        const limit = Math.min(pageSize, last - offset + 1)
        ids.push(...(await client.contacts.list({ ...query, offset, limit })).rows.map(({ id }) => id))
      }
      return ids
    },
    [client, query],
  )

  const extend = useCallback(
    async (from: number, to: number, begins: boolean) => {
      if (begins) before.current = latest.current.selection
      stretch.current += 1
      const mine = stretch.current
      const [first, last] = [Math.min(from, to), Math.min(Math.max(from, to), Math.min(from, to) + longestStretch - 1)]
      const places = Array.from({ length: last - first + 1 }, (_, at) => first + at)
      const known = places.flatMap((place) => latest.current.rowAt(place)?.id ?? [])
      const take = (ids: readonly string[]) => change({ selection: withIds(before.current, ids) })
      if (known.length === places.length) return take(known)
      try {
        const ids = await idsBetween(first, last)
        if (stretch.current === mine) take(ids)
      } catch (error) {
        tellFailure(error)
      }
    },
    [change, idsBetween],
  )

  const all = useCallback(() => change({ selection: everything }), [change])
  const clear = useCallback(() => change({ selection: noSelection }), [change])

  const label = t('select_row')
  const grid = useMemo(
    () => ({
      has: (id: string) => isSelected(selection, id),
      toggle: (id: string) => change({ selection: toggled(selection, id) }),
      label: () => label,
      extend: (from: number, to: number, begins: boolean) => void extend(from, to, begins),
      all,
    }),
    [selection, change, label, extend, all],
  )

  const count = selectedCount(selection, rows.count)
  const input = () => selectionInput(selection, query)
  const ids = selection.all ? null : [...selection.ids]
  return {
    grid,
    count,
    all,
    clear,
    change: async (action: BulkAction, words: ChangeWords): Promise<void> => {
      const done = await changeContacts(input(), action, words)
      // Whoever has another tag is still the same; who went elsewhere, or was one of all, is not selected any more.
      if (done && (selection.all || action.type === 'delete' || action.type === 'assign')) clear()
    },
    remove: async (): Promise<boolean> => {
      const done = await changeContacts(input(), { type: 'delete' }, (many) => t('changed.deleted', { ...many }))
      if (done) clear()
      return done
    },
    export: () => openExport({ selection: input(), stage: query.stage, count }),
    merge: ids !== null && ids.length > 1 && ids.length <= mostMerged ? () => openMerge(ids, clear) : null,
  }
}
