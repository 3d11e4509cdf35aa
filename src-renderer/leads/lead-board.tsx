import { type KeyboardEvent, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactLine, ContactQuery } from '../../src-shared/contacts/contact-contract.ts'
import { useDial } from '../app/use-dial.ts'
import { useStatusName } from '../catalogue/catalogue-words.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { openNewTask } from '../tasks/task-store.ts'
import { type BoardColumn, boardColumns, holdsLeads, neighbourOf, nextFilled } from './board-columns.ts'
import { FinishLeadDialog } from './finish-lead-dialog.tsx'
import classes from './lead-board.module.css'
import { EndColumn, LeadColumn, type WantedFocus } from './lead-column.tsx'
import { useTakeLead, useWishes } from './use-leads.ts'
import { useMoveLead } from './use-move-lead.ts'

interface Props {
  readonly query: ContactQuery
  /** How many leads the list finds; undefined while the core counts. */
  readonly found: number | undefined
  readonly contactId: string | null
  readonly onOpen: (row: ContactLine, by: 'press' | 'key') => void
  /** Closes the card beside the board. */
  readonly onClose: () => void
}

interface Ending {
  readonly lead: ContactLine
  readonly as: 'client' | 'unsuitable'
}

const queryIn = (query: ContactQuery, held: string): ContactQuery => ({ ...query, filters: { ...query.filters, leadStatus: [held] } })

/** Leads by status, a column each. Arrows go from lead to lead, Alt with an arrow takes the lead along to the next status. */
export const LeadBoard = ({ query, found, contactId, onOpen, onClose }: Props) => {
  const { t } = useTranslation('leads')
  const { statuses } = useCatalogue()
  const statusName = useStatusName()
  const wishes = useWishes()
  const takeLead = useTakeLead()
  const dialNumber = useDial()
  const moveLead = useMoveLead()
  const [dragged, setDragged] = useState<ContactLine | null>(null)
  const [wanted, setWanted] = useState<WantedFocus | null>(null)
  const [ending, setEnding] = useState<Ending | null>(null)
  const [said, setSaid] = useState('')
  const [counts, setCounts] = useState<Readonly<Record<string, number>>>({})
  const chosen = query.filters.leadStatus
  const columns = boardColumns(statuses, chosen)
  const nameOf = useCallback(({ status }: BoardColumn) => statusName(status), [statusName])
  const onCount = useCallback(
    (held: string, count: number) => setCounts((known) => (known[held] === count ? known : { ...known, [held]: count })),
    [],
  )
  const forgetWanted = useCallback(() => setWanted(null), [])

  const move = async (lead: ContactLine, to: BoardColumn, from?: { readonly held: string; readonly index: number }) => {
    const moved = await moveLead(lead, to, nameOf(to))
    if (moved === 'ends') setEnding({ lead, as: to.ends ?? 'client' })
    if (moved !== 'moved') return
    setSaid(t('board.moved', { name: lead.name, status: nameOf(to) }))
    if (from) setWanted({ held: to.held, index: from.index, id: lead.id })
  }

  const latest = useRef({ move, onOpen })
  latest.current = { move, onOpen }
  const press = useCallback((row: ContactLine) => latest.current.onOpen(row, 'press'), [])
  const moveByMenu = useCallback((row: ContactLine, to: BoardColumn) => void latest.current.move(row, to), [])

  const hearKey = (event: KeyboardEvent, row: ContactLine, column: BoardColumn, index: number) => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : null
    if (event.ctrlKey || event.metaKey) return
    if (event.altKey) {
      const to = step === null ? undefined : neighbourOf(columns, column.held, step)
      if (step === null) return
      if (to) void move(row, to, { held: column.held, index })
    } else if (step !== null) {
      const to = nextFilled(columns, column.held, step, (held) => counts[held] ?? 0)
      if (to) setWanted({ held: to.held, index, id: null })
    } else if (event.key === 'ArrowDown' || event.key === 'j') setWanted({ held: column.held, index: index + 1, id: null })
    else if (event.key === 'ArrowUp' || event.key === 'k') setWanted({ held: column.held, index: Math.max(0, index - 1), id: null })
    else if (event.key === 'Home') setWanted({ held: column.held, index: 0, id: null })
    else if (event.key === 'End') setWanted({ held: column.held, index: Number.MAX_SAFE_INTEGER, id: null })
    else if (event.key === 'Enter' || event.key === ' ') onOpen(row, 'key')
    else if (event.key === 'c' && row.phone) dialNumber(row.phone.e164 ?? row.phone.typed, row.id)
    else if (event.key === 't') openNewTask(row)
    else if (event.key === 'z' && row.responsible === null) void takeLead(row)
    else if (event.key === 'Escape' && contactId !== null) onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const drop = (to: BoardColumn) => {
    if (dragged) void move(dragged, to)
    setDragged(null)
  }

  const filled = columns.filter((column) => holdsLeads(column, chosen))
  const isCounted = found !== undefined && filled.every(({ held }) => counts[held] !== undefined)
  const elsewhere = isCounted ? found - filled.reduce((sum, { held }) => sum + (counts[held] ?? 0), 0) : 0
  return (
    <>
      <div className={classes.board} data-board="">
        {columns.map((column) =>
          holdsLeads(column, chosen) ? (
            <LeadColumn
              key={column.held}
              column={column}
              columns={columns}
              query={queryIn(query, column.held)}
              nameOf={nameOf}
              contactId={contactId}
              wishes={wishes}
              wanted={wanted}
              onWantedMet={forgetWanted}
              dragged={dragged}
              onDrag={setDragged}
              onDrop={drop}
              onOpen={press}
              onKey={hearKey}
              onMove={moveByMenu}
              onCount={onCount}
            />
          ) : (
            <EndColumn key={column.held} column={column} nameOf={nameOf} dragged={dragged} onDrop={drop} />
          ),
        )}
      </div>
      {elsewhere > 0 && <p className={classes.elsewhere}>{t('board.elsewhere', { count: elsewhere })}</p>}
      <span className="visually-hidden" role="status">
        {said}
      </span>
      {ending && <FinishLeadDialog lead={ending.lead} begin={ending.as} onClose={() => setEnding(null)} />}
    </>
  )
}
