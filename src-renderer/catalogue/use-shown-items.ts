import { useMemo } from 'react'
import { heldAs } from '../../src-shared/catalogue/aliases.ts'
import type { CatalogueName } from '../../src-shared/catalogue/catalogue-kinds.ts'
import type { ShownItem } from './item-table.tsx'
import { useCatalogueCounts } from './use-catalogue-acts.ts'

interface Item {
  readonly id: string
  readonly name: string
  readonly mergedInto: string | null
}

/** Items that can be chosen, with the names of those merged into them and how many contacts they hang on. `more` adds how each looks. */
export const useShownItems = <Found extends Item>(
  kind: CatalogueName,
  all: readonly Found[],
  more: (item: Found) => Partial<Pick<ShownItem, 'name' | 'shown' | 'details' | 'fixed' | 'alone'>>,
): readonly ShownItem[] => {
  const counts = useCatalogueCounts(kind)
  return useMemo(() => {
    const byId = new Map(all.map((item) => [item.id, item]))
    return all
      .filter(({ mergedInto }) => mergedInto === null)
      .map((item) => ({
        id: item.id,
        name: item.name,
        count: counts && (counts[item.id] ?? 0),
        also: heldAs(all, item.id)
          .filter((id) => id !== item.id)
          .flatMap((id) => byId.get(id)?.name ?? []),
        ...more(item),
      }))
  }, [all, counts, more])
}
