import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import type { SavedFilter } from '../../src-shared/filters/filter-kind.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { useAct } from '../app/use-act.ts'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import { type ContactListView, queryOf, useContactListViews } from './contact-list-view.ts'
import { isAsSaved, noContactDaysOf, viewOfSaved } from './saved-filter-view.ts'

/** My saved filters of one list, and what can be done with them; each act can be taken back. */
export const useSavedFilters = (stage: Contact['stage']) => {
  const { client } = useApi()
  const { act } = useAct()
  const { t } = useTranslation('clients')
  const { periods, timeZone } = useOwnCalendar()
  const { data } = useQuery({ queryKey: queryKeys.filters, queryFn: ({ signal }) => client.filters.list(undefined, { signal }) })
  const view = useContactListViews((views) => views[stage])
  const change = useContactListViews((views) => views.change)
  const filters = useMemo(() => (data?.filters ?? []).filter(({ query }) => query.stage === stage), [data, stage])
  const { today } = periods

  const current = filters.find(({ id }) => id === view.savedId)
  const save = async (id: string, name: string, shown: ContactListView, text: string): Promise<boolean> => {
    const noContactDays = noContactDaysOf(shown.filters.noContactSince, today, timeZone)
    const saved = await act(() => client.filters.save({ id, name, query: queryOf(stage, shown, shown.search), noContactDays }), text)
    if (saved) change(stage, { savedId: id })
    return saved
  }
  return {
    filters,
    /** The one from which the list came; undefined where it came from none. */
    current,
    /** Whether the list is looked at otherwise than that one was saved. */
    isChanged: current !== undefined && !isAsSaved(view, current, today, timeZone),
    show: (saved: SavedFilter) => change(stage, { ...viewOfSaved(saved, today, timeZone), active: 0, savedId: saved.id }),
    saveAs: (name: string) => save(newId(), name, view, t('saved_filter.saved', { name })),
    saveAgain: () => current && save(current.id, current.name, view, t('saved_filter.saved', { name: current.name })),
    rename: ({ id, query, noContactDays }: SavedFilter, name: string) =>
      act(
        () => client.filters.save({ id, name, query, ...(noContactDays === undefined ? {} : { noContactDays }) }),
        t('saved_filter.renamed', { name }),
      ),
    remove: ({ id, name }: SavedFilter) => act(() => client.filters.delete({ id }), t('saved_filter.deleted', { name })),
  }
}
