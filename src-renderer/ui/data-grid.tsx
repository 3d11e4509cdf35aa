import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type KeyboardEvent, memo, type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react'
import classes from './data-grid.module.css'
import { tokenPixels } from './token.ts'
import { useVirtualRows } from './use-virtual-rows.ts'

export interface Column<Row> {
  readonly id: string
  readonly title: string
  /** Track of the grid: `minmax(0, 2fr)`. */
  readonly track: string
  /** Whether pressing the title sorts by this column. */
  readonly sortable?: boolean
  readonly align?: 'end'
  /** `tabbable` is true for the row on which the keyboard stands: its buttons can be reached by Tab. */
  readonly cell: (row: Row, tabbable: boolean) => ReactNode
}

export interface Sorting {
  readonly by: string
  readonly descending: boolean
}

interface Selection {
  readonly has: (key: string) => boolean
  readonly toggle: (key: string) => void
  readonly label: (key: string) => string
}

interface Props<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly count: number
  /** The row at an index, undefined while it is on its way. */
  readonly rowAt: (index: number) => Row | undefined
  readonly keyOf: (row: Row) => string
  /** The row on which the keyboard stands. */
  readonly active: number
  /** False where something else than that row is looked at: then no row is marked, and none is opened or selected by a key. */
  readonly marksActive?: boolean
  readonly onActive: (index: number) => void
  /** Pressed, or Enter. */
  readonly onOpen: (row: Row, by: 'press' | 'key') => void
  /** Keys that are not movement; answers whether it knew the key. */
  readonly onKey?: (key: string, row: Row | undefined, index: number) => boolean
  readonly sorting?: Sorting
  readonly onSort?: (column: string) => void
  readonly selection?: Selection
  /** Buttons at the right end of a row, seen on hover and focus. */
  readonly actions?: (row: Row, tabbable: boolean) => ReactNode
  /** Track of the column of those buttons. */
  readonly actionsTrack?: string
  readonly onRange: (first: number, last: number) => void
  /** Another value begins at the top again. */
  readonly resetKey: string
  readonly autoFocus?: boolean
}

interface RowProps<Row> {
  readonly id: string
  readonly row: Row | undefined
  readonly index: number
  readonly columns: readonly Column<Row>[]
  readonly active: boolean
  readonly selected: boolean
  readonly selectLabel: string | undefined
  readonly onPress: (index: number) => void
  readonly onToggle: (index: number) => void
  readonly actions: ((row: Row, tabbable: boolean) => ReactNode) | undefined
}

const GridRow = <Row,>({ id, row, index, columns, active, selected, selectLabel, onPress, onToggle, actions }: RowProps<Row>) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys for its rows
  <div
    id={id}
    role="row"
    aria-rowindex={index + 2}
    aria-selected={selectLabel === undefined ? active : selected}
    className={classes.row}
    data-active={active || undefined}
    data-selected={selected || undefined}
    onClick={() => onPress(index)}
  >
    {columns.map((column, at) => (
      <div key={column.id} role="gridcell" className={classes.cell} data-align={column.align}>
        {at === 0 && selectLabel !== undefined && row !== undefined && (
          // biome-ignore lint/a11y/noStaticElementInteractions: keeps the press of the box from opening the row
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box inside has the keys
          <span className={classes.select} onClick={(event) => event.stopPropagation()}>
            <Checkbox checked={selected} onChange={() => onToggle(index)} aria-label={selectLabel} tabIndex={active ? 0 : -1} />
          </span>
        )}
        {row === undefined ? <span className={classes.waiting} /> : column.cell(row, active)}
      </div>
    ))}
    {actions && (
      <div role="gridcell" className={classes.actions}>
        {row !== undefined && actions(row, active)}
      </div>
    )}
  </div>
)

const SteadyRow = memo(GridRow) as typeof GridRow

/** Keys that mean the list wherever nothing else has the focus. */
const listKeys: ReadonlySet<string> = new Set(['j', 'k', 'x', 'c', 'z', 'ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Enter', 'Delete'])

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

/** Whether a key was meant for a field or button inside the grid, and not for its rows. */
const isForControl = (event: KeyboardEvent) => event.target !== event.currentTarget && (event.key === 'Enter' || event.key === ' ')

/** A list of any length as a grid: rows of one height, worked by keyboard, the first row of it being the titles. */
export const DataGrid = <Row,>(props: Props<Row>) => {
  const { label, columns, count, rowAt, keyOf, active, onActive, onOpen, onKey, sorting, onSort, selection, actions, onRange, resetKey } =
    props
  const base = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useRef<HTMLDivElement>(null)
  const rowHeight = useRef(0)
  const headHeight = useRef(0)
  rowHeight.current ||= tokenPixels('--row')
  headHeight.current ||= tokenPixels('--head-row')
  const { first, last, height, rowsInView, show } = useVirtualRows({
    count,
    rowHeight: rowHeight.current,
    scroller,
    rows,
    headHeight: headHeight.current,
  })

  useEffect(() => onRange(first, last), [first, last, onRange])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0
  }, [resetKey])

  useEffect(() => {
    if (props.autoFocus) scroller.current?.focus({ preventScroll: true })
  }, [props.autoFocus])

  // A window that closes, or a row that goes, leaves the focus nowhere: the list takes the keys again.
  useEffect(() => {
    if (!props.autoFocus) return
    const hear = (event: globalThis.KeyboardEvent) => {
      const isFree = event.target === document.body && !event.ctrlKey && !event.metaKey && !event.altKey
      if (!isFree || event.defaultPrevented || !listKeys.has(event.key) || document.querySelector('[aria-modal="true"]')) return
      event.preventDefault()
      scroller.current?.focus({ preventScroll: true })
      scroller.current?.dispatchEvent(new KeyboardEvent('keydown', { key: event.key, bubbles: true, cancelable: true }))
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [props.autoFocus])

  // The rows are steady; what they call is always the newest.
  const latest = useRef({ rowAt, keyOf, onActive, onOpen, selection })
  latest.current = { rowAt, keyOf, onActive, onOpen, selection }
  const press = useRef((index: number) => {
    const row = latest.current.rowAt(index)
    latest.current.onActive(index)
    if (row !== undefined) latest.current.onOpen(row, 'press')
  }).current
  const toggle = useRef((index: number) => {
    const row = latest.current.rowAt(index)
    if (row !== undefined) latest.current.selection?.toggle(latest.current.keyOf(row))
  }).current

  const marked = props.marksActive ?? true

  const move = (index: number) => {
    const next = Math.min(count - 1, Math.max(0, index))
    if (next < 0) return
    onActive(next)
    show(next)
  }

  const hearKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isForControl(event)) return
    const step = steps[event.key]
    if (step !== undefined) move(active + step)
    else if (event.key === 'PageDown') move(active + rowsInView)
    else if (event.key === 'PageUp') move(active - rowsInView)
    else if (event.key === 'Home') move(0)
    else if (event.key === 'End') move(count - 1)
    else if (event.key === 'Enter' && marked) {
      const row = rowAt(active)
      if (row !== undefined) onOpen(row, 'key')
    } else if (event.key === 'x' && selection && marked) toggle(active)
    else if (!onKey?.(event.key, rowAt(active), active)) return
    event.preventDefault()
    event.stopPropagation()
  }

  const template = [...columns.map((column) => column.track), ...(actions ? [props.actionsTrack ?? 'var(--actions-column)'] : [])].join(' ')
  const drawn = Array.from({ length: last - first + 1 }, (_, at) => first + at)

  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + (actions ? 1 : 0)}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={marked && active >= first && active <= last ? `${base}-${active}` : undefined}
      className={classes.grid}
      style={{ '--columns': template } as React.CSSProperties}
      onKeyDown={hearKey}
    >
      <div role="row" aria-rowindex={1} className={classes.head}>
        {columns.map((column) => {
          const sorted = sorting?.by === column.id
          const direction = sorted ? (sorting.descending ? 'descending' : 'ascending') : undefined
          return (
            <div key={column.id} role="columnheader" aria-sort={direction} className={classes.title} data-align={column.align}>
              {column.sortable && onSort ? (
                <button type="button" className={classes.sort} onClick={() => onSort(column.id)}>
                  {column.title}
                  {direction === 'ascending' && <IconArrowUp aria-hidden="true" />}
                  {direction === 'descending' && <IconArrowDown aria-hidden="true" />}
                </button>
              ) : (
                column.title
              )}
            </div>
          )
        })}
        {actions && <div role="gridcell" className={classes.title} />}
      </div>
      <div role="presentation" className={classes.tall} style={{ height }}>
        <div role="presentation" ref={rows} className={classes.rows}>
          {drawn.map((index) => {
            const row = rowAt(index)
            const key = row === undefined ? undefined : keyOf(row)
            return (
              <SteadyRow<Row>
                key={index}
                id={`${base}-${index}`}
                row={row}
                index={index}
                columns={columns}
                active={marked && index === active}
                selected={key !== undefined && (selection?.has(key) ?? false)}
                selectLabel={key !== undefined ? selection?.label(key) : undefined}
                onPress={press}
                onToggle={toggle}
                actions={actions}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}
