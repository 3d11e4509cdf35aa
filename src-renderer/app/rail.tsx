import { Tooltip } from '@mantine/core'
import {
  IconChevronsLeft,
  IconChevronsRight,
  IconHelpCircle,
  IconLayoutDashboard,
  IconPhone,
  IconSettings,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { Avatar } from '../ui/avatar.tsx'
import { go, useRoute } from './navigation.ts'
import classes from './rail.module.css'
import { formatRoute, type Route } from './routes.ts'
import { useMissedCalls } from './use-missed-calls.ts'
import { useChangeDevice, useSession } from './use-session.ts'
import { useUnsortedLeads } from './use-unsorted-leads.ts'

interface EntryProps {
  readonly route: Route
  readonly icon: ReactNode
  readonly words: string
  readonly current: boolean
  readonly wide: boolean
  readonly count?: number
  readonly countLabel?: string
  /** What waits here is late already. */
  readonly alarming?: boolean
}

const Entry = ({ route, icon, words, current, wide, count = 0, countLabel, alarming = false }: EntryProps) => {
  const format = useFormat()
  return (
    <li>
      <Tooltip label={words} position="right" disabled={wide}>
        <a
          className={classes.entry}
          href={formatRoute(route)}
          aria-current={current ? 'page' : undefined}
          onClick={(event) => {
            event.preventDefault()
            go(route)
          }}
        >
          {icon}
          <span className={wide ? classes.words : 'visually-hidden'}>{words}</span>
          {count > 0 && (
            <>
              <span className={classes.count} data-dot={!wide || undefined} data-alarming={alarming || undefined} aria-hidden="true">
                {wide ? format.number(count) : ''}
              </span>
              <span className="visually-hidden">{countLabel}</span>
            </>
          )}
        </a>
      </Tooltip>
    </li>
  )
}

/** The screens, at the left: icons, or icons with words. */
export const Rail = () => {
  const { t } = useTranslation('app')
  const { me, device } = useSession()
  const changeDevice = useChangeDevice()
  const route = useRoute()
  const unsorted = useUnsortedLeads()
  const missed = useMissedCalls()
  const wide = device.railWide
  const entry = (to: Route, icon: ReactNode, words: string, isCurrent = route.screen === to.screen) => ({
    route: to,
    icon,
    words,
    current: isCurrent,
    wide,
  })
  return (
    <nav className={classes.rail} data-wide={wide || undefined} aria-label={t('screens')}>
      <ul className={classes.list}>
        <Entry {...entry({ screen: 'general' }, <IconLayoutDashboard />, t('general'))} />
        <Entry {...entry({ screen: 'clients', contactId: null }, <IconUsers />, t('clients'))} />
        <Entry
          {...entry({ screen: 'leads', contactId: null }, <IconUserPlus />, t('leads'))}
          count={unsorted}
          countLabel={t('unsorted_waiting', { count: unsorted })}
        />
        <Entry
          {...entry({ screen: 'calls' }, <IconPhone />, t('calls'))}
          count={missed}
          countLabel={t('missed_waiting', { count: missed })}
          alarming
        />
        <Entry {...entry({ screen: 'team', tab: 'people', memberId: null }, <IconUsersGroup />, t('team'))} />
      </ul>
      <ul className={classes.list}>
        <Entry {...entry({ screen: 'help' }, <IconHelpCircle />, t('help'))} />
        <Entry
          {...entry(
            { screen: 'settings', page: 'general' },
            <IconSettings />,
            t('settings'),
            route.screen === 'settings' && route.page !== 'profile',
          )}
        />
        <Entry
          {...entry(
            { screen: 'settings', page: 'profile' },
            <Avatar id={me.id} name={me.name} size="small" />,
            me.name,
            route.screen === 'settings' && route.page === 'profile',
          )}
        />
        <li>
          <button
            type="button"
            className={classes.fold}
            aria-expanded={wide}
            aria-label={wide ? t('fold_rail') : t('unfold_rail')}
            title={wide ? t('fold_rail') : t('unfold_rail')}
            onClick={() => void changeDevice({ railWide: !wide })}
          >
            {wide ? <IconChevronsLeft /> : <IconChevronsRight />}
          </button>
        </li>
      </ul>
    </nav>
  )
}
