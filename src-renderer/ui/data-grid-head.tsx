import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type PointerEvent, useRef, useState } from 'react'
import classes from './data-grid.module.css'
import type { Arrangement, Column, Sorting } from './data-grid.tsx'
import { tokenPixels } from './token.ts'

interface Props<Row> {
  readonly columns: readonly Column<Row>[]
  readonly sorting: Sorting | undefined
  readonly onSort: ((column: string) => void) | undefined
  readonly arrangement: Arrangement | undefined
  readonly withActions: boolean
  /** The tracks while a column is being sized: drawn at once, kept when the pointer is let go. */
  readonly onTracks: (tracks: readonly string[]) => void
}

/** The titles of a grid: they sort; with an arrangement they are dragged to another place, and their edge makes them wider. */
export const GridHead = <Row,>({ columns, sorting, onSort, arrangement, withActions, onTracks }: Props<Row>) => {
  const titles = useRef(new Map<string, HTMLElement>())
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)

  const size = (event: PointerEvent<HTMLElement>, id: string) => {
    if (event.button !== 0 || !arrangement) return
    event.preventDefault()
    const edge = event.currentTarget
    edge.setPointerCapture(event.pointerId)
    const from = event.clientX
    const before = titles.current.get(id)?.getBoundingClientRect().width ?? 0
    const narrowest = tokenPixels('--column-narrowest')
    let width = Math.round(before)
    const move = (moved: globalThis.PointerEvent) => {
      width = Math.max(narrowest, Math.round(before + moved.clientX - from))
      onTracks(columns.map((column) => (column.id === id ? `${width}px` : column.width === undefined ? column.track : `${column.width}px`)))
    }
    const end = () => {
      edge.removeEventListener('pointermove', move)
      if (width !== Math.round(before)) arrangement.onSize(id, width)
    }
    edge.addEventListener('pointermove', move)
    edge.addEventListener('lostpointercapture', end, { once: true })
  }

  const drop = (to: string) => {
    if (dragged !== null && dragged !== to) arrangement?.onMove(dragged, to)
    setDragged(null)
    setOver(null)
  }

  return (
    <div role="row" aria-rowindex={1} className={classes.head}>
      {columns.map((column) => {
        const sorted = sorting?.by === column.id
        const direction = sorted ? (sorting.descending ? 'descending' : 'ascending') : undefined
        const moves = arrangement !== undefined && !column.fixed
        return (
          <div
            key={column.id}
            ref={(element) => {
              if (element) titles.current.set(column.id, element)
              else titles.current.delete(column.id)
            }}
            role="columnheader"
            aria-sort={direction}
            className={classes.title}
            data-align={column.align}
            data-over={(over === column.id && dragged !== null && dragged !== column.id) || undefined}
            draggable={moves}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move'
              event.dataTransfer.setData('text/plain', column.title)
              setDragged(column.id)
            }}
            onDragEnd={() => setDragged(null)}
            onDragOver={(event) => {
              if (dragged === null || !moves) return
              event.preventDefault()
              setOver(column.id)
            }}
            onDrop={(event) => {
              if (!moves) return
              event.preventDefault()
              drop(column.id)
            }}
          >
            {column.sortable && onSort ? (
              <button type="button" className={classes.sort} onClick={() => onSort(column.id)}>
                {column.title}
                {direction === 'ascending' && <IconArrowUp aria-hidden="true" />}
                {direction === 'descending' && <IconArrowDown aria-hidden="true" />}
              </button>
            ) : (
              <span className={classes.words}>{column.title}</span>
            )}
            {arrangement && (
              <span
                className={classes.edge}
                aria-hidden="true"
                draggable
                onDragStart={(event) => {
                  event.preventDefault()
                  event.stopPropagation()
                }}
                onPointerDown={(event) => size(event, column.id)}
                onDoubleClick={() => arrangement.onSize(column.id, null)}
              />
            )}
          </div>
        )
      })}
      {withActions && <div role="gridcell" className={classes.title} />}
    </div>
  )
}
