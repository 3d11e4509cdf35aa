import { Button } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconFilter, IconMail, IconPencil, IconPhone } from '@tabler/icons-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../src-shared/team/member-kind.ts'
import { go } from '../app/navigation.ts'
import type { TeamTab } from '../app/routes.ts'
import { useDial } from '../app/use-dial.ts'
import { useChangeDevice, useMembers, useSession } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useGroupWords, useViewerOf } from '../groups/use-groups.ts'
import { useFormat } from '../i18n/format.ts'
import { usePresence } from '../team/team-store.ts'
import { Chip } from '../ui/chip.tsx'
import { DataGrid } from '../ui/data-grid.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { ListSearch } from '../ui/list-search.tsx'
import { useSlash } from '../ui/use-slash.ts'
import classes from './people.module.css'
import { PeopleFilterPanel, withValue } from './people-filter-panel.tsx'
import { noPeopleFilters, shownPeople, usePeopleView } from './people-view.ts'
import { personOffers } from './person-offers.ts'
import { PersonPanel } from './person-panel.tsx'
import { stateOf } from './person-state.ts'
import { SealedNotice } from './sealed-notice.tsx'
import { SendInvitationsDialog } from './send-invitations-dialog.tsx'
import { TeamHead } from './team-head.tsx'
import { usePeopleColumns } from './use-people-columns.tsx'

interface Props {
  readonly tabs: readonly TeamTab[]
  readonly memberId: string | null
  /** Whether the server says who is here. */
  readonly connected: boolean
}

const keyOf = (member: Member) => member.id
const nothing = () => undefined

const show = (memberId: string | null, replace: boolean) => go({ screen: 'team', tab: 'people', memberId }, { replace })

const focusList = () => document.querySelector<HTMLElement>('main [role=grid]')?.focus()

/** Everybody of the team, whether they are here, and the account of one of them beside the list. */
export const PeopleTab = ({ tabs, memberId, connected }: Props) => {
  const { t } = useTranslation('people')
  const format = useFormat()
  const { device, me } = useSession()
  const changeDevice = useChangeDevice()
  const members = useMembers()
  const presence = usePresence()
  const viewer = useViewer()
  const viewerOf = useViewerOf()
  const groupWords = useGroupWords()
  const dialNumber = useDial()
  const { search, filters, descending, active, change } = usePeopleView()
  const { ref, width } = useElementSize()
  const columns = usePeopleColumns(width, connected)
  const [inviting, setInviting] = useState(false)
  const searchField = useRef<HTMLInputElement>(null)
  useSlash(searchField)

  const stateNow = useMemo(() => {
    const seen = new Map(presence.map((one) => [one.memberId, one]))
    return (member: Member) => stateOf(member, seen.get(member.id), connected)
  }, [presence, connected])
  const people = useMemo(
    () =>
      shownPeople(members, { search, filters, descending }, (member) => ({ state: stateNow(member), group: groupWords(member.groupId) })),
    [members, search, filters, descending, stateNow, groupWords],
  )

  const call = useCallback(
    (member: Member) => {
      if (member.extension && member.id !== me.id) dialNumber(member.extension)
    },
    [dialNumber, me.id],
  )
  const edit = useCallback(
    (member: Member) => {
      change({ editing: member.id })
      show(member.id, memberId !== null)
    },
    [change, memberId],
  )

  // The keyboard stands on the account that is open, wherever that was opened from.
  const openedAt = memberId === null ? -1 : people.findIndex(({ id }) => id === memberId)
  const standing = openedAt >= 0 ? openedAt : Math.min(active, Math.max(0, people.length - 1))

  // With an account open, moving through the list moves it along.
  const move = (index: number) => {
    change({ active: index })
    const member = people[index]
    if (memberId !== null && member) show(member.id, true)
  }

  /** The keyboard goes back to the row whose account was open. */
  const close = () => {
    change({ active: standing })
    show(null, true)
    focusList()
  }

  const hearKey = (key: string, member: Member | undefined): boolean => {
    if (key === 'c' && member) call(member)
    else if (key === '/') searchField.current?.focus()
    else if (key === 'Escape' && memberId !== null) close()
    else return false
    return true
  }
  const actions = useCallback(
    (member: Member, tabbable: boolean) => {
      if (member.id === me.id) return null
      const button = { variant: 'default', size: 'var(--control-small)', tabIndex: tabbable ? 0 : -1 } as const
      const { extension, name } = member
      return (
        <>
          <IconButton
            {...button}
            label={extension ? t('call_person', { name }) : t('no_extension', { name })}
            shortcut="C"
            aria-disabled={!extension || undefined}
            data-disabled={!extension || undefined}
            onClick={(event) => {
              event.stopPropagation()
              call(member)
            }}
          >
            <IconPhone />
          </IconButton>
          {personOffers(viewer, viewerOf(member), member.blocked).edit && (
            <IconButton
              {...button}
              label={t('edit_person', { name })}
              onClick={(event) => {
                event.stopPropagation()
                edit(member)
              }}
            >
              <IconPencil />
            </IconButton>
          )}
        </>
      )
    },
    [t, me.id, viewer, viewerOf, call, edit],
  )

  const isNarrowed = search.trim() !== '' || filters.groups.length + filters.states.length > 0
  const chip = (label: string, without: typeof filters) => (
    <Chip key={label} removeLabel={t('remove_filter', { filter: label })} onRemove={() => change({ filters: without, active: 0 })}>
      {label}
    </Chip>
  )

  return (
    <div className={classes.screen} data-panel={memberId !== null || undefined}>
      {device.filtersOpen && (
        <PeopleFilterPanel
          members={members}
          stateOf={stateNow}
          connected={connected}
          filters={filters}
          onChange={(next) => change({ filters: next, active: 0 })}
          onFold={() => void changeDevice({ filtersOpen: false })}
        />
      )}
      <section className={classes.list} ref={ref} aria-label={t('tab.people')}>
        <TeamHead tab="people" tabs={tabs}>
          <ListSearch
            field={searchField}
            label={t('search')}
            value={search}
            onSearch={(text) => change({ search: text, active: 0 })}
            onLeave={focusList}
          />
          <span className={classes.buttons}>
            <IconButton
              label={device.filtersOpen ? t('hide_filters') : t('show_filters')}
              aria-pressed={device.filtersOpen}
              onClick={() => void changeDevice({ filtersOpen: !device.filtersOpen })}
            >
              <IconFilter />
            </IconButton>
            {/* Beside an open account there is no room for it. */}
            {memberId === null && tabs.includes('invitations') && (
              <Button leftSection={<IconMail />} onClick={() => setInviting(true)}>
                {t('invite.button')}
              </Button>
            )}
          </span>
        </TeamHead>
        <SealedNotice connected={connected} onOpen={(id) => show(id, memberId !== null)} />
        {isNarrowed && (
          <div className={classes.chips}>
            {filters.groups.map((id) =>
              chip(`${t('filter.group')}: ${groupWords(id)}`, { ...filters, groups: withValue(filters.groups, id, false) }),
            )}
            {filters.states.map((state) =>
              chip(`${t('filter.state')}: ${t(`state.${state}`)}`, { ...filters, states: withValue(filters.states, state, false) }),
            )}
            <span className={classes.found} role="status">
              {t('found', { count: people.length, shown: format.number(people.length) })}
            </span>
          </div>
        )}
        {people.length === 0 && isNarrowed ? (
          <EmptyState
            drawing="search"
            action={<Button onClick={() => change({ search: '', filters: noPeopleFilters, active: 0 })}>{t('clear_search')}</Button>}
          >
            {t('nothing_found')}
          </EmptyState>
        ) : (
          <DataGrid<Member>
            label={t('tab.people')}
            columns={columns}
            count={people.length}
            rowAt={(index) => people[index]}
            keyOf={keyOf}
            active={standing}
            marksActive={memberId === null || openedAt >= 0}
            onActive={move}
            onOpen={(member) => show(member.id, memberId !== null)}
            onKey={hearKey}
            sorting={{ by: 'name', descending }}
            onSort={() => change({ descending: !descending, active: 0 })}
            actions={actions}
            onRange={nothing}
            resetKey={JSON.stringify([search, filters, descending])}
            autoFocus
          />
        )}
      </section>
      {memberId !== null && <PersonPanel key={memberId} id={memberId} connected={connected} onClose={close} />}
      {inviting && <SendInvitationsDialog onClose={() => setInviting(false)} />}
    </div>
  )
}
