import { Button, SegmentedControl } from '@mantine/core'
import { useDebouncedValue, useElementSize } from '@mantine/hooks'
import { IconFilter, IconPhone, IconUserPlus } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallLine } from '../../src-shared/calls/call-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { useDial } from '../app/use-dial.ts'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import { usePageTitle } from '../app/use-page-title.ts'
import { useChangeDevice, useMembers, useSession } from '../app/use-session.ts'
import { openAdd } from '../app/view-store.ts'
import { showDialer } from '../telephony/dial.ts'
import { cardOf } from '../telephony/open-card.ts'
import { DataGrid } from '../ui/data-grid.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import classes from '../ui/list-screen.module.css'
import { ListSearch } from '../ui/list-search.tsx'
import { useSlash } from '../ui/use-slash.ts'
import { ActiveCallFilters } from './active-call-filters.tsx'
import { CallFilterPanel } from './call-filter-panel.tsx'
import { type CallTab, callQueryOf, callTabs, isFiltered, noCallFilters, placeOf, useCallListView } from './call-list-view.ts'
import { useCallColumns, useCallerName } from './use-call-columns.tsx'
import { useCallCount, useCallRows } from './use-calls.ts'

/** Milliseconds after the last key before the core is asked. */
const typingPause = 60

const keyOf = ({ call }: CallLine) => call.id

const numberOf = ({ call }: CallLine) => call.number.e164 ?? call.number.typed

/** A tab's words with how many calls are in it as such, whatever is searched and filtered. */
const TabWords = ({ tab }: { readonly tab: CallTab }) => {
  const { t } = useTranslation('calls')
  const { periods, timeZone, format } = useOwnCalendar()
  const query = useMemo(() => callQueryOf({ tab, filters: noCallFilters }, '', periods, { timeZone }), [tab, periods, timeZone])
  const count = useCallCount(query)
  return (
    <span className={classes.tab}>
      {t(`tab.${tab}`)} <span className={classes.count}>{count === undefined ? '' : format.number(count)}</span>
    </span>
  )
}

/** Every call: who, how it went, how long; and the way back to whoever called. */
export const CallListScreen = () => {
  const { t } = useTranslation('calls')
  const api = useApi()
  const { device } = useSession()
  const members = useMembers()
  const changeDevice = useChangeDevice()
  const { tab, filters, search: typed, active: wanted, activeId, change } = useCallListView()
  const { periods, timeZone } = useOwnCalendar()
  const [search] = useDebouncedValue(typed, typingPause)
  const query = useMemo(() => callQueryOf({ tab, filters }, search, periods, { timeZone }), [tab, filters, search, periods, timeZone])
  const rows = useCallRows(query)
  const { ref: listRef, width } = useElementSize()
  const columns = useCallColumns(width, members.length < 2)
  const callerName = useCallerName()
  const dialNumber = useDial()
  const searchField = useRef<HTMLInputElement>(null)
  const title = t('title')
  usePageTitle(title)
  useSlash(searchField)

  const { rowAt, count, counted } = rows
  const active = Math.min(wanted, Math.max(0, count - 1))
  const restart = { active: 0, activeId: null }

  // A call that comes in above would slip under the fingers of whoever is about to press Enter or C.
  useEffect(() => {
    if (activeId === null || rowAt(active) === undefined || rowAt(active)?.call.id === activeId) return
    const place = placeOf(activeId, active, (index) => rowAt(index)?.call.id)
    if (place !== null) change({ active: place })
  }, [activeId, active, rowAt, change])

  const open = (line: CallLine, by: 'press' | 'key') => {
    if (line.contact) go(cardOf({ ...line.contact, contactId: line.contact.id }))
    else if (by === 'key' && numberOf(line) !== '') openAdd({ phone: numberOf(line) })
  }

  const callBack = useCallback(
    (line: CallLine) => {
      if (numberOf(line) !== '') dialNumber(numberOf(line), line.contact?.id)
    },
    [dialNumber],
  )

  const hearKey = (key: string, line: CallLine | undefined): boolean => {
    if (key !== 'c' || !line) return false
    callBack(line)
    return true
  }

  const actions = useCallback(
    (line: CallLine, tabbable: boolean) => {
      if (numberOf(line) === '') return null
      const button = { variant: 'default', size: 'var(--control-small)', tabIndex: tabbable ? 0 : -1 } as const
      return (
        <>
          {!line.contact && (
            <IconButton
              {...button}
              label={t('add_caller')}
              onClick={(event) => {
                event.stopPropagation()
                openAdd({ phone: numberOf(line) })
              }}
            >
              <IconUserPlus />
            </IconButton>
          )}
          <IconButton
            {...button}
            label={t('call_back', { name: callerName(line) })}
            shortcut="C"
            onClick={(event) => {
              event.stopPropagation()
              callBack(line)
            }}
          >
            <IconPhone />
          </IconButton>
        </>
      )
    },
    [t, callBack, callerName],
  )

  const empty =
    isFiltered(filters) || typed.trim() !== '' ? (
      <EmptyState
        drawing="search"
        action={<Button onClick={() => change({ search: '', filters: noCallFilters, ...restart })}>{t('clear_search')}</Button>}
      >
        {t('nothing_found')}
      </EmptyState>
    ) : (
      <EmptyState
        drawing="calls"
        action={
          tab === 'all' ? (
            <Button variant="filled" leftSection={<IconPhone />} onClick={() => showDialer(api)}>
              {t('open_phone')}
            </Button>
          ) : (
            <Button onClick={() => change({ tab: 'all', ...restart })}>{t('show_all')}</Button>
          )
        }
      >
        {t(`empty.${tab}`)}
      </EmptyState>
    )

  return (
    <div className={classes.screen}>
      {device.filtersOpen && (
        <CallFilterPanel
          filters={filters}
          query={query}
          onChange={(next) => change({ filters: next, ...restart })}
          onFold={() => void changeDevice({ filtersOpen: false })}
        />
      )}
      <section className={classes.list} ref={listRef} aria-label={title}>
        <header className={classes.head}>
          <h1 className={classes.title}>{title}</h1>
          <SegmentedControl
            aria-label={t('tabs')}
            value={tab}
            onChange={(value) => change({ tab: value as CallTab, ...restart })}
            data={callTabs.map((value) => ({ value, label: <TabWords tab={value} /> }))}
          />
          <ListSearch
            field={searchField}
            label={t('search')}
            value={typed}
            onSearch={(text) => change({ search: text, ...restart })}
            onLeave={() => document.querySelector<HTMLElement>('main [role=grid]')?.focus()}
          />
          <span className={classes.buttons}>
            <IconButton
              label={device.filtersOpen ? t('hide_filters') : t('show_filters')}
              aria-pressed={device.filtersOpen}
              onClick={() => void changeDevice({ filtersOpen: !device.filtersOpen })}
            >
              <IconFilter />
            </IconButton>
          </span>
        </header>
        <ActiveCallFilters
          filters={filters}
          search={typed}
          found={counted ? count : undefined}
          onChange={(next) => change({ filters: next, ...restart })}
        />
        {rows.error ? (
          <ErrorState error={rows.error} onRetry={rows.retry} />
        ) : count === 0 && counted ? (
          empty
        ) : (
          <DataGrid<CallLine>
            label={title}
            columns={columns}
            count={count}
            rowAt={rowAt}
            keyOf={keyOf}
            active={active}
            onActive={(index) => change({ active: index, activeId: rowAt(index)?.call.id ?? null })}
            onOpen={open}
            onKey={hearKey}
            actions={actions}
            onRange={rows.showRange}
            resetKey={rows.listKey}
            autoFocus
          />
        )}
      </section>
    </div>
  )
}
