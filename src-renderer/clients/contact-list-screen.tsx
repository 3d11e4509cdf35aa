import { Button, Menu, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue, useElementSize } from '@mantine/hooks'
import { IconDots, IconFileImport, IconFilter, IconPhone, IconPlus, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactLine } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { go } from '../app/navigation.ts'
import { useDial } from '../app/use-dial.ts'
import { usePageTitle } from '../app/use-page-title.ts'
import { useChangeDevice, useSession } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { openAdd, useView } from '../app/view-store.ts'
import { useFormat } from '../i18n/format.ts'
import { useTakeLead } from '../leads/use-leads.ts'
import { DataGrid } from '../ui/data-grid.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { useSlash } from '../ui/use-slash.ts'
import { ActiveFilters } from './active-filters.tsx'
import classes from './contact-list-screen.module.css'
import {
  activeFilters,
  type ContactListView,
  hasPeriod,
  placeNear,
  queryOf,
  useContactListViews,
  withoutFilters,
} from './contact-list-view.ts'
import { mayAdd, mayDeleteIn, mayDeleteRow, mayImport } from './contact-offers.ts'
import { ContactPanel } from './contact-panel.tsx'
import { EmptyList } from './empty-list.tsx'
import { FilterPanel } from './filter-panel.tsx'
import { NothingFound } from './nothing-found.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { useContactColumns } from './use-contact-columns.tsx'
import { useContactRows, useDeleteContacts, useOpenedContact, useTabCount } from './use-contacts.ts'

interface Props {
  readonly stage: Contact['stage']
  /** Whose card is open beside the list. */
  readonly contactId: string | null
}

/** Milliseconds after the last key before the core is asked: enough to join the keys of one quick word. */
const typingPause = 60

const tabsOf = { client: ['mine', 'all'], lead: ['unsorted', 'mine'] } as const

interface TabProps {
  readonly stage: Contact['stage']
  readonly tab: ContactListView['tab']
}

const TabLabel = ({ stage, tab }: TabProps) => {
  const { t } = useTranslation('clients')
  const format = useFormat()
  const count = useTabCount(stage, tab)
  return (
    <span className={classes.tab}>
      {t(`${stage}.${tab}`)} <span className={classes.count}>{count === undefined ? '' : format.number(count)}</span>
    </span>
  )
}

/** Clients or leads: the list, its filters, and the card beside it. */
export const ContactListScreen = ({ stage, contactId }: Props) => {
  const { t } = useTranslation('clients')
  const { device } = useSession()
  const viewer = useViewer()
  const changeDevice = useChangeDevice()
  const view = useContactListViews((views) => views[stage])
  const changeView = useContactListViews((views) => views.change)
  const change = useCallback((part: Parameters<typeof changeView>[1]) => changeView(stage, part), [changeView, stage])
  const setView = useView((state) => state.set)
  const dialNumber = useDial()
  const deleteContacts = useDeleteContacts()
  const takeLead = useTakeLead()
  const [search] = useDebouncedValue(view.search, typingPause)
  const { tab, filters, sort: sortedBy, descending } = view
  const query = useMemo(
    () => queryOf(stage, { tab, filters, sort: sortedBy, descending }, search),
    [stage, tab, filters, sortedBy, descending, search],
  )
  const rows = useContactRows(query)
  const usual: readonly ContactListView['tab'][] = tabsOf[stage]
  // A figure of the dashboard may count more than these tabs show; then its own stands beside them.
  const tabs = usual.includes(view.tab) ? usual : [...usual, view.tab]
  const { ref: listRef, width } = useElementSize()
  const columns = useContactColumns(width, stage, view.tab)
  const searchField = useRef<HTMLInputElement>(null)
  const title = t(`${stage}.title`)
  usePageTitle(title)

  const screen = stage === 'lead' ? 'leads' : 'clients'
  const show = useCallback((id: string | null, replace = false) => go({ screen, contactId: id }, { replace }), [screen])

  const open = useCallback(
    (row: ContactLine, by: 'press' | 'key') => {
      if (by === 'key' && row.id === contactId) go({ screen: 'contact', contactId: row.id })
      else show(row.id, contactId !== null)
    },
    [contactId, show],
  )

  // With the card open, moving through the list moves the card along.
  const move = (index: number) => {
    const row = rows.rowAt(index)
    movedAhead.current = row === undefined
    change({ active: index, activeId: row?.id ?? null })
    if (contactId !== null && row) show(row.id, true)
  }

  // A card that was opened from elsewhere is what the keys are about, whatever row the keyboard stood on before.
  const opened = useOpenedContact(contactId)
  const activeRow = rows.rowAt(view.active)
  const isElsewhere = contactId !== null && activeRow !== undefined && activeRow.id !== contactId
  const movedAhead = useRef(false)
  const followed = useRef<string | null>(null)

  // Rows may come in above: what the next key does, it does to the person who was looked at.
  const { active, activeId } = view
  const { rowAt } = rows
  useEffect(() => {
    const row = rowAt(active)
    if (row === undefined || row.id === activeId) return
    const moved = activeId === null ? null : placeNear(activeId, active, (index) => rowAt(index)?.id)
    change(moved === null ? { active, activeId: row.id } : { active: moved, activeId })
    // Whoever moved faster than the rows came gets the card of where they are now.
    if (movedAhead.current && contactId !== null) show(row.id, true)
    movedAhead.current = false
  }, [rowAt, active, activeId, change, contactId, show])

  // The keyboard goes to the row of a card that was opened from elsewhere, where that row is among those at hand.
  useEffect(() => {
    if (contactId === null || followed.current === contactId || rowAt(0) === undefined) return
    followed.current = contactId
    if (rowAt(active)?.id === contactId) return
    const found = placeNear(contactId, active, (index) => rowAt(index)?.id)
    if (found !== null) change({ active: found, activeId: contactId })
  }, [contactId, rowAt, active, change])

  const remove = async (ids: readonly string[], name?: string) => {
    if (!(await deleteContacts(ids, name))) return
    change({ selected: new Set() })
    if (contactId !== null && ids.includes(contactId)) show(null, true)
  }

  const hearKey = (key: string, atKeyboard: ContactLine | undefined): boolean => {
    const row = isElsewhere ? opened : atKeyboard
    if (key === 'Enter' && isElsewhere) go({ screen: 'contact', contactId })
    else if (key === 'c' && row?.phone) dialNumber(row.phone.e164 ?? row.phone.typed, row.id)
    else if (key === 'z' && row?.stage === 'lead' && row.responsible === null) void takeLead(row)
    else if (key === '/') searchField.current?.focus()
    else if (key === 'Delete' && view.selected.size > 0 && mayDeleteIn(viewer, stage)) void remove([...view.selected])
    else if (key === 'Delete' && view.selected.size === 0 && row && mayDeleteRow(viewer, row.stage, idOf(row.responsible)))
      void remove([row.id], row.name)
    else if (key === 'Escape' && contactId !== null) show(null, true)
    else if (key === 'Escape' && view.selected.size > 0) change({ selected: new Set() })
    else return false
    return true
  }

  useSlash(searchField)

  const hearSearchKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && view.search !== '') change({ search: '', active: 0 })
    else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') {
      document.querySelector<HTMLElement>('main [role=grid]')?.focus()
    } else return
    event.preventDefault()
  }

  const selection = useMemo(
    () => ({
      has: (id: string) => view.selected.has(id),
      toggle: (id: string) => {
        const selected = new Set(view.selected)
        if (!selected.delete(id)) selected.add(id)
        change({ selected })
      },
      label: () => t('select_row'),
    }),
    [view.selected, change, t],
  )

  const actions = useCallback(
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

  const sort = (column: string) =>
    change(
      view.sort === column
        ? { descending: !view.descending, active: 0 }
        : { sort: column as typeof view.sort, descending: column !== 'name', active: 0 },
    )

  const filtered = activeFilters(view.filters).length > 0 || hasPeriod(view.filters) || view.search.trim() !== ''
  const withPanel = contactId !== null
  const filtersOpen = device.filtersOpen

  return (
    <div className={classes.screen} data-panel={withPanel || undefined}>
      {filtersOpen && (
        <FilterPanel
          query={query}
          onChange={(filters) => change({ filters, active: 0 })}
          onFold={() => void changeDevice({ filtersOpen: false })}
        />
      )}
      <section className={classes.list} ref={listRef} aria-label={title}>
        <header className={classes.head}>
          <h1 className={classes.title}>{title}</h1>
          <SegmentedControl
            aria-label={t('tabs')}
            value={view.tab}
            onChange={(tab) => change({ tab: tab as typeof view.tab, active: 0 })}
            data={tabs.map((tab) => ({ value: tab, label: <TabLabel stage={stage} tab={tab} /> }))}
          />
          <TextInput
            ref={searchField}
            className={classes.search}
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch />}
            leftSectionWidth="var(--control-small)"
            value={view.search}
            onChange={(event) => change({ search: event.currentTarget.value, active: 0 })}
            onKeyDown={hearSearchKey}
          />
          <span className={classes.buttons}>
            <IconButton
              label={filtersOpen ? t('hide_filters') : t('show_filters')}
              aria-pressed={filtersOpen}
              onClick={() => void changeDevice({ filtersOpen: !filtersOpen })}
            >
              <IconFilter />
            </IconButton>
            {mayImport(viewer, stage) && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <IconButton label={t('more')}>
                    <IconDots />
                  </IconButton>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item leftSection={<IconFileImport />} onClick={() => setView({ importOpen: true })}>
                    {t('import')}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
            {mayAdd(viewer, stage) && (
              <IconButton
                label={t(`${stage}.add`)}
                shortcut="N"
                variant="default"
                onClick={() => openAdd({ stage, unsorted: stage === 'lead' && view.tab === 'unsorted' })}
              >
                <IconPlus />
              </IconButton>
            )}
          </span>
        </header>
        <ActiveFilters view={view} found={rows.counted ? rows.count : undefined} onChange={(filters) => change({ filters, active: 0 })} />
        {rows.error ? (
          <ErrorState error={rows.error} onRetry={rows.retry} />
        ) : rows.count === 0 && rows.counted ? (
          filtered ? (
            <NothingFound search={search} onClear={() => change({ search: '', filters: withoutFilters })} />
          ) : (
            <EmptyList stage={stage} tab={view.tab} onShowAll={() => change({ tab: 'all', active: 0 })} />
          )
        ) : (
          <DataGrid<ContactLine>
            label={title}
            columns={columns}
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
            selection={selection}
            actions={actions}
            actionsTrack={stage === 'lead' ? 'var(--actions-column-wide)' : undefined}
            onRange={rows.showRange}
            resetKey={rows.listKey}
            autoFocus
          />
        )}
        {view.selected.size > 0 && (
          <SelectionBar
            count={view.selected.size}
            onClear={() => change({ selected: new Set() })}
            onDelete={mayDeleteIn(viewer, stage) ? () => void remove([...view.selected]) : null}
          />
        )}
      </section>
      {contactId !== null && (
        <ContactPanel key={contactId} id={contactId} onClose={() => show(null, true)} onDeleted={() => show(null, true)} />
      )}
    </div>
  )
}

const keyOf = (row: ContactLine) => row.id

const idOf = (responsible: ContactLine['responsible'] | string) =>
  typeof responsible === 'string' ? responsible : (responsible?.memberId ?? null)
