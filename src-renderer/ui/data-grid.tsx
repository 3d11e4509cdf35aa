import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react'
import classes from './data-grid.module.css'
import { GridHead } from './data-grid-head.tsx'
import { DataGridRow } from './data-grid-row.tsx'
import { tokenPixels } from './token.ts'
import { useVirtualRows } from './use-virtual-rows.ts'

export interface Column<Row> {
  readonly id: string
  readonly title: string
  /** Track of the grid: `minmax(0, 2fr)`. */
  readonly track: string
  /** Whether pressing the title sorts by this column. */
  readonly sortable?: boolean
  /** Pixels; takes the place of the track. */
  readonly width?: number | undefined
  /** It stays the first one. */
  readonly fixed?: boolean
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
  /** Selects the rows from one to another beside those of before; `begins` says that another stretch is begun. */
  readonly extend?: (from: number, to: number, begins: boolean) => void
  /** Selects everything that the list holds. */
  readonly all?: () => void
}

/** How columns are arranged where a person may do that. */
export interface Arrangement {
  /** Pixels; null gives the column its own track again. */
  readonly onSize: (column: string, width: number | null) => void
  /** Puts a column where another one stands. */
  readonly onMove: (column: string, to: string) => void
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
  readonly arrangement?: Arrangement
  /** Buttons at the right end of a row, seen on hover and focus. */
  readonly actions?: (row: Row, tabbable: boolean) => ReactNode
  /** Track of the column of those buttons. */
  readonly actionsTrack?: string
  readonly onRange: (first: number, last: number) => void
  /** Another value begins at the top again. */
  readonly resetKey: string
  /** Pixels that the columns need; where there are fewer the list scrolls sideways. */
  readonly needs?: number | undefined
  readonly autoFocus?: boolean
}

/** Keys that mean the list wherever nothing else has the focus. */
const listKeys: ReadonlySet<string> = new Set([
  'j',
  'k',
  'x',
  'c',
  't',
  'z',
  'ArrowDown',
  'ArrowUp',
  'PageDown',
  'PageUp',
  'Enter',
  'Delete',
])

const trackOf = ({ width, track }: Pick<Column<never>, 'width' | 'track'>) => (width === undefined ? track : `${width}px`)

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

const isAll = (event: KeyboardEvent) => (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'a'

/** Whether a key was meant for a field or button inside the grid, and not for its rows. */
const isForControl = (event: KeyboardEvent) => event.target !== event.currentTarget && (event.key === 'Enter' || event.key === ' ')

/** A list of any length as a grid: rows of one height, worked by keyboard, the first row of it being the titles. */
export const DataGrid = <Row,>(props: Props<Row>) => {
  const { label, columns, count, rowAt, keyOf, active, onActive, onOpen, onKey, sorting, onSort, selection, actions, onRange, resetKey } =
    props
  const { arrangement } = props
  const base = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useRef<HTMLDivElement>(null)
  const rowHeight = useRef(0)
  const headHeight = useRef(0)
  rowHeight.current ||= tokenPixels('--row')
  headHeight.current ||= tokenPixels('--head-row')
  const { first, last, height, rowsInView, show, begin } = useVirtualRows({
    count,
    rowHeight: rowHeight.current,
    scroller,
    rows,
    headHeight: headHeight.current,
  })

  useEffect(() => onRange(first, last), [first, last, onRange])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useLayoutEffect(begin, [resetKey])

  useEffect(() => {
    // A list that comes back while somebody types what it is to find leaves the keys where they are.
    if (props.autoFocus && !document.activeElement?.matches('main input')) scroller.current?.focus({ preventScroll: true })
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
  const latest = useRef({ rowAt, keyOf, active, onActive, onOpen, selection })
  latest.current = { rowAt, keyOf, active, onActive, onOpen, selection }
  /** Row from which a stretch of selected rows is drawn; null where none has begun since the keyboard moved. */
  const anchor = useRef<number | null>(null)
  /** Row whose box was pressed last: a stretch drawn by pressing begins there. Null where the list was moved in since. */
  const boxed = useRef<number | null>(null)
  const toggle = useRef((index: number) => {
    const row = latest.current.rowAt(index)
    anchor.current = null
    boxed.current = index
    if (row !== undefined) latest.current.selection?.toggle(latest.current.keyOf(row))
  }).current
  const extend = useRef((from: number, to: number) => {
    const begins = anchor.current === null
    anchor.current ??= from
    latest.current.selection?.extend?.(anchor.current, to, begins)
    latest.current.onActive(to)
  }).current
  const pressBox = useRef((index: number, stretching: boolean) => {
    if (stretching && latest.current.selection?.extend) extend(boxed.current ?? latest.current.active, index)
    else toggle(index)
  }).current
  const press = useRef((index: number, event: MouseEvent) => {
    const row = latest.current.rowAt(index)
    if (event.shiftKey && latest.current.selection?.extend) {
      window.getSelection()?.removeAllRanges()
      extend(boxed.current ?? latest.current.active, index)
      return
    }
    anchor.current = null
    boxed.current = null
    latest.current.onActive(index)
    if ((event.ctrlKey || event.metaKey) && latest.current.selection) toggle(index)
    else if (row !== undefined) latest.current.onOpen(row, 'press')
  }).current

  const marked = props.marksActive ?? true

  const move = (index: number, stretching: boolean) => {
    const next = Math.min(count - 1, Math.max(0, index))
    if (next < 0) return
    if (stretching && selection?.extend && marked) extend(active, next)
    else {
      anchor.current = null
      boxed.current = null
      onActive(next)
    }
    show(next)
  }

  const placeOf = (key: string): number | undefined => {
    const step = steps[key]
    if (step !== undefined) return active + step
    if (key === 'PageDown') return active + rowsInView
    if (key === 'PageUp') return active - rowsInView
    if (key === 'Home') return 0
    return key === 'End' ? count - 1 : undefined
  }

  const hearKey = (event: KeyboardEvent) => {
    if (isAll(event) && selection?.all && event.target === event.currentTarget) {
      selection.all()
      event.preventDefault()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isForControl(event)) return
    const place = placeOf(event.key)
    if (place !== undefined) move(place, event.shiftKey)
    else if (event.key === 'Enter' && marked) {
      const row = rowAt(active)
      if (row !== undefined) onOpen(row, 'key')
    } else if (event.key === 'x' && selection && marked) toggle(active)
    else if (!onKey?.(event.key, rowAt(active), active)) return
    event.preventDefault()
    event.stopPropagation()
  }

  const templateOf = (tracks: readonly string[]) =>
    [...tracks, ...(actions ? [props.actionsTrack ?? 'var(--actions-column)'] : [])].join(' ')
  const template = templateOf(columns.map(trackOf))
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
      data-sideways={props.needs !== undefined || undefined}
      style={{ '--columns': template, '--needs': props.needs === undefined ? undefined : `${props.needs}px` } as React.CSSProperties}
      onKeyDown={hearKey}
    >
      <GridHead
        columns={columns}
        sorting={sorting}
        onSort={onSort}
        arrangement={arrangement}
        withActions={actions !== undefined}
        onTracks={(tracks) => scroller.current?.style.setProperty('--columns', templateOf(tracks))}
      />
      <div role="presentation" className={classes.tall} style={{ height }}>
        <div role="presentation" ref={rows} className={classes.rows}>
          {drawn.map((index) => {
            const row = rowAt(index)
            const key = row === undefined ? undefined : keyOf(row)
            return (
              <DataGridRow<Row>
                key={index}
                id={`${base}-${index}`}
                row={row}
                rowKey={key}
                index={index}
                columns={columns}
                active={marked && index === active}
                selected={key !== undefined && (selection?.has(key) ?? false)}
                selectLabel={key !== undefined ? selection?.label(key) : undefined}
                onPress={press}
                onToggle={pressBox}
                actions={actions}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}
