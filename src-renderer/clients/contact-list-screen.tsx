import { Button } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconChecklist, IconPhone } from '@tabler/icons-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactFilters, ContactLine } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { go } from '../app/navigation.ts'
import { useDial } from '../app/use-dial.ts'
import { usePageTitle } from '../app/use-page-title.ts'
import { useChangeDevice, useSession } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { openExport } from '../exports/export-store.ts'
import { LeadBoard } from '../leads/lead-board.tsx'
import { useTakeLead } from '../leads/use-leads.ts'
import { openNewTask } from '../tasks/task-store.ts'
import { DataGrid } from '../ui/data-grid.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { useSlash } from '../ui/use-slash.ts'
import { ActiveFilters } from './active-filters.tsx'
import { ColumnDialog } from './column-dialog.tsx'
import classes from './contact-list-screen.module.css'
import { isFiltered, queryOf, useContactListViews, withoutFilters } from './contact-list-view.ts'
import { mayDeleteIn, mayDeleteRow } from './contact-offers.ts'
import { ContactPanel } from './contact-panel.tsx'
import { EmptyList } from './empty-list.tsx'
import { FilterPanel } from './filter-panel.tsx'
import { ListHead } from './list-head.tsx'
import { NothingFound } from './nothing-found.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { useContactColumns } from './use-contact-columns.tsx'
import { useContactRows, useDeleteContacts, useOpenedContact } from './use-contacts.ts'
import { useListSelection } from './use-list-selection.ts'
import { useRowKeeping } from './use-row-keeping.ts'
import { useTypedSearch } from './use-typed-search.ts'
import { useWarmCards } from './use-warm-cards.ts'

interface Props {
  readonly stage: Contact['stage']
  /** Whose card is open beside the list. */
  readonly contactId: string | null
}

/** Pixels of the screen beyond which filters, list and card have room beside each other; the style sheet holds it too. */
const filtersBesideCard = 1180

const keyOf = (row: ContactLine) => row.id

const idOf = (responsible: ContactLine['responsible'] | string) =>
  typeof responsible === 'string' ? responsible : (responsible?.memberId ?? null)

const focusGrid = () => document.querySelector<HTMLElement>('main [role=grid], main [data-board] [tabindex="0"]')?.focus()

/** What can be done with one row, at its end. */
const useRowActions = (stage: Contact['stage']) => {
  const { t } = useTranslation('clients')
  const dialNumber = useDial()
  const takeLead = useTakeLead()
  return useCallback(
    (row: ContactLine, tabbable: boolean) => (
      <>
        {stage === 'lead' && row.responsible === null && (
          <Button
            size="xs"
            aria-keyshortcuts="Z"
            tabIndex={tabbable ? 0 : -1}
            onClick={(event) => {
              event.stopPropagation()
              void takeLead(row)
            }}
          >
            {t('take')}
          </Button>
        )}
        <IconButton
          label={t('task_for', { name: row.name })}
          shortcut="T"
          variant="default"
          size="var(--control-small)"
          tabIndex={tabbable ? 0 : -1}
          onClick={(event) => {
            event.stopPropagation()
            openNewTask(row)
          }}
        >
          <IconChecklist />
        </IconButton>
        {row.phone && (
          <IconButton
            label={t('call_person', { name: row.name })}
            shortcut="C"
            variant="default"
            size="var(--control-small)"
            tabIndex={tabbable ? 0 : -1}
            onClick={(event) => {
              event.stopPropagation()
              if (row.phone) dialNumber(row.phone.e164 ?? row.phone.typed, row.id)
            }}
          >
            <IconPhone />
          </IconButton>
        )}
      </>
    ),
    [stage, takeLead, t, dialNumber],
  )
}

/** Clients or leads: the list or the board, its filters, and the card beside it. */
export const ContactListScreen = ({ stage, contactId }: Props) => {
  const { t } = useTranslation('clients')
  const { device } = useSession()
  const viewer = useViewer()
  const changeDevice = useChangeDevice()
  const view = useContactListViews((views) => views[stage])
  const changeView = useContactListViews((views) => views.change)
  const change = useCallback((part: Parameters<typeof changeView>[1]) => changeView(stage, part), [changeView, stage])
  const { search, hold } = useTypedSearch(view.search)
  const changeFromHead = useCallback(
    (part: Parameters<typeof changeView>[1]) => {
      if (part.search) hold()
      change(part)
    },
    [change, hold],
  )
  const changeFilters = useCallback((filters: ContactFilters) => change({ filters, active: 0 }), [change])
  const foldFilters = useCallback(() => void changeDevice({ filtersOpen: false }), [changeDevice])
  const dialNumber = useDial()
  const deleteContacts = useDeleteContacts()
  const takeLead = useTakeLead()
  const { tab, filters, sort: sortedBy, descending } = view
  const query = useMemo(
    () => queryOf(stage, { tab, filters, sort: sortedBy, descending }, search),
    [stage, tab, filters, sortedBy, descending, search],
  )
  const rows = useContactRows(query)
  const { ref: listRef, width } = useElementSize()
  const { ref: screenRef, width: screenWidth } = useElementSize()
  const { columns, needs, arrangement, actionsTrack, ...choice } = useContactColumns(width, stage, tab, contactId !== null)
  const [choosing, setChoosing] = useState(false)
  const searchField = useRef<HTMLInputElement>(null)
  const actions = useRowActions(stage)
  const selection = useListSelection({ query, rows, selection: view.selection, change })
  const title = t(`${stage}.title`)
  usePageTitle(title)

  const screen = stage === 'lead' ? 'leads' : 'clients'
  const show = useCallback((id: string | null, replace = false) => go({ screen, contactId: id }, { replace }), [screen])
  const follow = useCallback((id: string) => show(id, true), [show])
  useWarmCards({ rowAt: rows.rowAt, active: view.active, besideCard: contactId !== null })
  const move = useRowKeeping({ rowAt: rows.rowAt, view, change, contactId, follow })

  const open = useCallback(
    (row: ContactLine, by: 'press' | 'key') => {
      if (by === 'key' && row.id === contactId) go({ screen: 'contact', contactId: row.id })
      else show(row.id, contactId !== null)
    },
    [contactId, show],
  )

  // A card that was opened from elsewhere is what the keys are about, whatever row the keyboard stood on before.
  const opened = useOpenedContact(contactId)
  const activeRow = rows.rowAt(view.active)
  const isElsewhere = contactId !== null && activeRow !== undefined && activeRow.id !== contactId

  const remove = async (id: string, name: string) => {
    if ((await deleteContacts([id], name)) && contactId === id) show(null, true)
  }
  const removeSelected = async () => {
    const isOpen = contactId !== null && selection.grid.has(contactId)
    if ((await selection.remove()) && isOpen) show(null, true)
  }

  const hearKey = (key: string, atKeyboard: ContactLine | undefined): boolean => {
    const row = isElsewhere ? opened : atKeyboard
    if (key === 'Enter' && isElsewhere) go({ screen: 'contact', contactId })
    else if (key === 'c' && row?.phone) dialNumber(row.phone.e164 ?? row.phone.typed, row.id)
    else if (key === 'z' && row?.stage === 'lead' && row.responsible === null) void takeLead(row)
    else if (key === 't' && row) openNewTask(row)
    else if (key === '/') searchField.current?.focus()
    else if (key === 'Delete' && selection.count > 0 && mayDeleteIn(viewer, stage)) void removeSelected()
    else if (key === 'Delete' && selection.count === 0 && row && mayDeleteRow(viewer, row.stage, idOf(row.responsible)))
      void remove(row.id, row.name)
    else if (key === 'Escape' && contactId !== null) show(null, true)
    else if (key === 'Escape' && selection.count > 0) selection.clear()
    else return false
    return true
  }

  useSlash(searchField)

  const sort = (column: string) =>
    change(
      view.sort === column
        ? { descending: !view.descending, active: 0 }
        : { sort: column as typeof view.sort, descending: column !== 'name', active: 0 },
    )

  const filtered = isFiltered(view.filters) || view.search.trim() !== ''
  const onBoard = stage === 'lead' && device.leadsOnBoard

  const nobody = filtered ? (
    <NothingFound search={search} onClear={() => change({ search: '', filters: withoutFilters, active: 0, savedId: null })} />
  ) : (
    <EmptyList stage={stage} tab={view.tab} onShowAll={() => change({ tab: 'all', active: 0 })} />
  )

  return (
    <div className={classes.screen} ref={screenRef} data-panel={contactId !== null || undefined}>
      {device.filtersOpen && <FilterPanel query={query} onChange={changeFilters} onFold={foldFilters} />}
      <section className={classes.list} ref={listRef} aria-label={title}>
        <ListHead
          stage={stage}
          view={view}
          onChange={changeFromHead}
          searchField={searchField}
          onLeaveSearch={focusGrid}
          width={width}
          filtersFit={contactId === null || screenWidth > filtersBesideCard}
          onCloseCard={() => show(null, true)}
          onColumns={onBoard ? null : () => setChoosing(true)}
          onExport={() => openExport({ selection: { query }, stage, count: rows.counted ? rows.count : undefined })}
        />
        <ActiveFilters stage={stage} view={view} found={rows.counted ? rows.count : undefined} onChange={change} />
        {rows.error ? (
          <ErrorState error={rows.error} onRetry={rows.retry} />
        ) : rows.count === 0 && rows.counted ? (
          nobody
        ) : onBoard ? (
          <LeadBoard
            query={query}
            contactId={contactId}
            found={rows.counted ? rows.count : undefined}
            onOpen={open}
            onClose={() => show(null, true)}
          />
        ) : (
          <DataGrid<ContactLine>
            label={title}
            columns={columns}
            needs={needs}
            arrangement={arrangement}
            count={rows.count}
            rowAt={rows.rowAt}
            keyOf={keyOf}
            active={Math.min(view.active, Math.max(0, rows.count - 1))}
            marksActive={!isElsewhere}
            onActive={move}
            onOpen={open}
            onKey={hearKey}
            sorting={{ by: view.sort, descending: view.descending }}
            onSort={sort}
            selection={selection.grid}
            actions={actions}
            actionsTrack={actionsTrack}
            onRange={rows.showRange}
            resetKey={rows.listKey}
            autoFocus
          />
        )}
        {selection.count > 0 && !onBoard && (
          <SelectionBar
            stage={stage}
            count={selection.count}
            found={rows.count}
            onAll={selection.all}
            onClear={selection.clear}
            onChange={(action, words) => void selection.change(action, words)}
            onDelete={() => void removeSelected()}
            onExport={selection.export}
            onMerge={selection.merge}
          />
        )}
      </section>
      {contactId !== null && (
        <ContactPanel key={contactId} id={contactId} onClose={() => show(null, true)} onDeleted={() => show(null, true)} />
      )}
      {choosing && <ColumnDialog {...choice} onChoose={choice.choose} onClose={() => setChoosing(false)} />}
    </div>
  )
}
