import { type MouseEvent, memo, type ReactNode, useDeferredValue } from 'react'
import classes from './data-grid.module.css'
import type { Column } from './data-grid.tsx'
import { TickBox } from './tick-box.tsx'

interface Props<Row> {
  readonly id: string
  readonly row: Row | undefined
  readonly rowKey: string | undefined
  readonly index: number
  readonly columns: readonly Column<Row>[]
  readonly active: boolean
  readonly selected: boolean
  readonly selectLabel: string | undefined
  readonly onPress: (index: number, event: MouseEvent) => void
  readonly onToggle: (index: number, stretching: boolean) => void
  readonly actions: ((row: Row, tabbable: boolean) => ReactNode) | undefined
}

/** The buttons of a row are seen when somebody comes near: they are drawn once the rows themselves are, and never for another row. */
const RowActions = <Row,>({
  row,
  rowKey,
  active,
  actions,
}: Pick<Props<Row>, 'row' | 'rowKey' | 'active'> & { readonly actions: NonNullable<Props<Row>['actions']> }) => {
  const drawn = useDeferredValue<string | undefined | null>(rowKey, null)
  return row !== undefined && drawn === rowKey && actions(row, active)
}

const GridRow = <Row,>({ id, row, rowKey, index, columns, active, selected, selectLabel, onPress, onToggle, actions }: Props<Row>) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys for its rows
  <div
    id={id}
    role="row"
    aria-rowindex={index + 2}
    aria-selected={selectLabel === undefined ? active : selected}
    className={classes.row}
    data-active={active || undefined}
    data-selected={selected || undefined}
    onClick={(event) => onPress(index, event)}
  >
    {columns.map((column, at) => (
      <div key={column.id} role="gridcell" className={classes.cell} data-align={column.align}>
        {at === 0 && selectLabel !== undefined && row !== undefined && (
          // biome-ignore lint/a11y/noStaticElementInteractions: keeps the press of the box from opening the row
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box inside has the keys
          <span className={classes.select} onClick={(event) => event.stopPropagation()}>
            <TickBox
              checked={selected}
              onChange={(event) => onToggle(index, 'shiftKey' in event.nativeEvent && event.nativeEvent.shiftKey === true)}
              aria-label={selectLabel}
              tabIndex={active ? 0 : -1}
            />
          </span>
        )}
        {row === undefined ? <span className={classes.waiting} /> : column.cell(row, active)}
      </div>
    ))}
    {actions && (
      <div role="gridcell" className={classes.actions}>
        <RowActions row={row} rowKey={rowKey} active={active} actions={actions} />
      </div>
    )}
  </div>
)

/** One row of a grid, drawn anew when something of it changes. */
export const DataGridRow = memo(GridRow) as typeof GridRow
