import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactLine, ContactQuery } from '../../src-shared/contacts/contact-contract.ts'
import { useContactRows } from '../clients/use-contacts.ts'
import { useFormat } from '../i18n/format.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { tokenPixels } from '../ui/token.ts'
import { useVirtualRows } from '../ui/use-virtual-rows.ts'
import type { BoardColumn } from './board-columns.ts'
import classes from './lead-board.module.css'
import { LeadCard } from './lead-card.tsx'

/** How far a lead that was moved is looked for in its new column. */
const lookedThrough = 200

/** Where the keyboard is to go: to a place of a column, or to a lead as soon as it stands there. */
export interface WantedFocus {
  readonly held: string
  readonly index: number
  readonly id: string | null
}

interface Props {
  readonly column: BoardColumn
  readonly columns: readonly BoardColumn[]
  readonly query: ContactQuery
  readonly nameOf: (column: BoardColumn) => string
  readonly contactId: string | null
  readonly wishes: ReadonlySet<string>
  readonly wanted: WantedFocus | null
  readonly onWantedMet: () => void
  readonly dragged: ContactLine | null
  readonly onDrag: (row: ContactLine | null) => void
  readonly onDrop: (to: BoardColumn) => void
  readonly onOpen: (row: ContactLine) => void
  readonly onKey: (event: KeyboardEvent, row: ContactLine, column: BoardColumn, index: number) => void
  readonly onMove: (row: ContactLine, to: BoardColumn) => void
  readonly onCount: (held: string, count: number) => void
}

type ColumnHeadProps = Pick<Props, 'column' | 'nameOf'> & { readonly count: string }

const ColumnHead = ({ column, nameOf, count }: ColumnHeadProps) => (
  <h2 className={classes.head}>
    <span className={classes.title}>{nameOf(column)}</span> <span className={classes.count}>{count}</span>
  </h2>
)

const useDropping = ({ column, dragged, onDrop }: Pick<Props, 'column' | 'dragged' | 'onDrop'>) => {
  const [over, setOver] = useState(false)
  const takes = dragged !== null && dragged.leadStatus !== column.held
  return {
    'data-over': (over && takes) || undefined,
    onDragOver: (event: React.DragEvent) => {
      if (!takes) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: (event: React.DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
    },
    onDrop: (event: React.DragEvent) => {
      setOver(false)
      if (!takes) return
      event.preventDefault()
      onDrop(column)
    },
  }
}

/** Leads of one status, as many as there are: only those in sight are drawn. */
export const LeadColumn = (props: Props) => {
  const { column, columns, query, nameOf, contactId, wishes, wanted, onWantedMet, onDrag, onOpen, onKey, onMove, onCount } = props
  const { t } = useTranslation('leads')
  const format = useFormat()
  const rows = useContactRows(query)
  const { rowAt, count, counted, showRange } = rows
  const [place, setPlace] = useState(0)
  const scroller = useRef<HTMLDivElement>(null)
  const drawnRows = useRef<HTMLUListElement>(null)
  const rowHeight = useRef(0)
  rowHeight.current ||= tokenPixels('--board-card') + tokenPixels('--space-8')
  const { first, last, height, show } = useVirtualRows({ count, rowHeight: rowHeight.current, scroller, rows: drawnRows, headHeight: 0 })
  const dropping = useDropping(props)
  const { held } = column

  useEffect(() => showRange(first, last), [first, last, showRange])
  useEffect(() => onCount(held, count), [onCount, held, count])

  // The keyboard follows a lead to where it went; where that is out of sight it stays where it was.
  useEffect(() => {
    if (wanted?.held !== held || count === 0) return
    const index =
      wanted.id === null
        ? Math.min(wanted.index, count - 1)
        : Array.from({ length: Math.min(count, lookedThrough) }, (_, at) => at).find((at) => rowAt(at)?.id === wanted.id)
    if (index === undefined) return
    if (index < first || index > last) return show(index)
    const id = rowAt(index)?.id
    const card = id && drawnRows.current?.querySelector<HTMLElement>(`[data-lead="${id}"]`)
    if (!card) return
    show(index)
    card.focus({ preventScroll: true })
    onWantedMet()
  }, [wanted, held, count, rowAt, first, last, show, onWantedMet])

  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
  const tabbable = Math.min(place, count - 1)
  return (
    <section className={classes.column} data-narrow={column.ends !== null || undefined} aria-label={nameOf(column)} {...dropping}>
      <ColumnHead column={column} nameOf={nameOf} count={counted ? format.number(count) : ''} />
      {rows.error ? (
        <ErrorState error={rows.error} onRetry={rows.retry} />
      ) : (
        <div ref={scroller} className={classes.scroller}>
          {count === 0 && counted && <p className={classes.none}>{t('board.none')}</p>}
          <div className={classes.tall} style={{ height }}>
            <ul ref={drawnRows} className={classes.rows} aria-label={nameOf(column)}>
              {drawn.map((index) => {
                const row = rowAt(index)
                return row === undefined ? (
                  <li key={index} className={classes.place} aria-hidden="true" />
                ) : (
                  <LeadCard
                    key={row.id}
                    row={row}
                    index={index}
                    count={count}
                    tabbable={index === tabbable}
                    opened={row.id === contactId}
                    wished={wishes.has(row.id)}
                    withHolder={query.tab === 'all'}
                    targets={columns.filter((other) => other.held !== held)}
                    nameOf={nameOf}
                    onOpen={onOpen}
                    onKey={(event, lead, at) => onKey(event, lead, column, at)}
                    onFocus={setPlace}
                    onDrag={onDrag}
                    onMove={onMove}
                  />
                )
              })}
            </ul>
          </div>
        </div>
      )}
    </section>
  )
}

/** Where the work ends: nobody stands there, but leads are put there. */
export const EndColumn = (props: Pick<Props, 'column' | 'nameOf' | 'dragged' | 'onDrop'>) => {
  const { column, nameOf } = props
  const { t } = useTranslation('leads')
  const dropping = useDropping(props)
  return (
    <section className={classes.column} data-narrow aria-label={nameOf(column)} {...dropping}>
      <ColumnHead column={column} nameOf={nameOf} count="" />
      <p className={classes.none}>{t(column.ends === 'client' ? 'board.become_client' : 'board.become_unsuitable')}</p>
    </section>
  )
}
