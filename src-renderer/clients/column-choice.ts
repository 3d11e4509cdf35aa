import type { ListColumns } from '../../src-shared/settings/settings-contract.ts'

export const usualColumns: ListColumns = { shown: null, widths: {} }

interface Known {
  readonly id: string
  /** See `ContactColumn`. */
  readonly from: number | null
}

/** The columns that are shown, in their order: those that somebody has chosen, else those for which there is room. The first one always is. */
export const shownColumns = (known: readonly Known[], { shown }: ListColumns, room: number): string[] => {
  if (shown === null) return known.filter(({ from }) => from !== null && from <= room).map(({ id }) => id)
  const [first] = known
  const others = shown.filter((id) => id !== first?.id && known.some((column) => column.id === id))
  return [...(first ? [first.id] : []), ...others]
}

/** Of the columns as many as fit into so many pixels, the first one in any case. */
export const fittingColumns = <Column extends { readonly needs: number }>(columns: readonly Column[], width: number): Column[] => {
  let taken = 0
  const end = columns.findIndex(({ needs }, at) => {
    taken += needs
    return at > 0 && taken > width
  })
  return end < 0 ? [...columns] : columns.slice(0, end)
}

/** One column put where another one stands; the first one stays. */
export const movedColumn = (shown: readonly string[], id: string, to: string): string[] => {
  const [from, place] = [shown.indexOf(id), shown.indexOf(to)]
  if (from < 1 || place < 1) return [...shown]
  const others = shown.filter((one) => one !== id)
  return [...others.slice(0, place), id, ...others.slice(place)]
}

/** One column a place earlier or later. */
export const steppedColumn = (shown: readonly string[], id: string, step: -1 | 1): string[] => {
  const neighbour = shown[shown.indexOf(id) + step]
  return neighbour === undefined ? [...shown] : movedColumn(shown, id, neighbour)
}

/** `width` null gives the column its own width again. */
export const sizedColumn = (widths: ListColumns['widths'], id: string, width: number | null): ListColumns['widths'] => {
  const { [id]: _, ...others } = widths
  return width === null ? others : { ...others, [id]: width }
}
