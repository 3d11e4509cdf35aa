import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { CatalogueName } from '../../src-shared/catalogue/catalogue-kinds.ts'
import type { CatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { useAct } from '../app/use-act.ts'
import { useViewer } from '../app/use-viewer.ts'
import { toast } from '../ui/toasts.tsx'

/** On how many contacts each item hangs, by its id; undefined until that is counted, and where it cannot be. */
export const useCatalogueCounts = (kind: CatalogueName): Readonly<Record<string, number>> | undefined => {
  const { client } = useApi()
  const { data } = useQuery({
    queryKey: [...queryKeys.catalogueCounts, kind],
    queryFn: ({ signal }) => client.catalogue.counts({ kind }, { signal }),
  })
  return data?.counts
}

/** Items of one kind that are shown in a list. */
export interface Named {
  readonly id: string
  readonly name: string
}

/** Writes that touch what everybody chooses from, each with undo in its toast. */
export const useCatalogueActs = (kind: CatalogueName) => {
  const { client } = useApi()
  const { t } = useTranslation('catalogue')
  const { act, tellDone } = useAct()
  const { administrator } = useViewer()

  /** Makes an item or changes it. Throws where it is refused: the form says why. */
  const save = useCallback(
    async (item: CatalogueItem, isNew: boolean) => {
      const { batch } = await client.catalogue.put(item)
      const said = t(isNew ? 'made' : 'saved', { name: item.name })
      // What is there is everybody's by then: administrators alone take it away.
      if (administrator) tellDone(batch, said)
      else toast(said)
    },
    [client, t, tellDone, administrator],
  )
  const move = useCallback(
    (item: CatalogueItem) => act(() => client.catalogue.put(item), t('moved', { name: item.name })),
    [client, act, t],
  )
  const merge = useCallback(
    (items: readonly Named[], into: Named) =>
      act(
        () => client.catalogue.merge({ kind, ids: items.map(({ id }) => id).filter((id) => id !== into.id), into: into.id }),
        t('merged', { name: into.name }),
      ),
    [client, act, kind, t],
  )
  /** Of statuses none goes without another one for its leads: they are merged instead. */
  const remove = useCallback(
    async (items: readonly Named[]) =>
      kind !== 'status' &&
      act(
        () => client.catalogue.delete({ kind, ids: items.map(({ id }) => id) }),
        items.length === 1 ? t('deleted_one_named', { name: items[0]?.name ?? '' }) : t('deleted', { count: items.length }),
      ),
    [client, act, kind, t],
  )
  return { save, move, merge, remove }
}
