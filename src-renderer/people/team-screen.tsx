import { Button } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { may, type Viewer } from '../../src-shared/team/viewer.ts'
import { go } from '../app/navigation.ts'
import type { TeamTab } from '../app/routes.ts'
import { usePageTitle } from '../app/use-page-title.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useTeam } from '../team/team-store.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { InvitationsTab } from './invitations-tab.tsx'
import classes from './people.module.css'
import { PeopleTab } from './people-tab.tsx'
import { TeamHead } from './team-head.tsx'

const PerformanceTab = lazy(() => import('../performance/performance-tab.tsx').then((module) => ({ default: module.PerformanceTab })))

/** The tabs that somebody may see. Everybody sees at least their own performance. */
const tabsOf = (viewer: Viewer): readonly TeamTab[] => [
  'people',
  ...(may(viewer, 'team_add') ? (['invitations'] as const) : []),
  'performance',
]

interface Props {
  readonly tab: TeamTab
  /** Whose account is open beside the list. */
  readonly memberId: string | null
}

/** Everybody one works with: who they are, whether they are here, who is invited, and what they have done. */
export const TeamScreen = ({ tab, memberId }: Props) => {
  const { t } = useTranslation('people')
  const viewer = useViewer()
  const team = useTeam((state) => state)
  usePageTitle(t('title'))
  if (team === null) return null
  if (team.mode === 'alone') {
    return (
      <div className={classes.screen}>
        <section className={classes.list} aria-label={t('title')}>
          <TeamHead tab="people" tabs={['people']} />
          <EmptyState
            drawing="people"
            action={
              <Button variant="filled" onClick={() => go({ screen: 'settings', page: 'team' })}>
                {t('alone_button')}
              </Button>
            }
          >
            {t('alone')}
          </EmptyState>
        </section>
      </div>
    )
  }
  const tabs = tabsOf(viewer)
  // A right may be lost while its tab is open.
  const shown = tabs.includes(tab) ? tab : 'people'
  if (shown === 'people') return <PeopleTab tabs={tabs} memberId={memberId} connected={team.connection === 'online'} />
  return (
    <div className={classes.screen}>
      <section className={classes.list} aria-label={t(`tab.${shown}`)}>
        {shown === 'invitations' ? (
          <InvitationsTab tabs={tabs} />
        ) : (
          <>
            <TeamHead tab="performance" tabs={tabs} />
            <Suspense fallback={null}>
              <PerformanceTab />
            </Suspense>
          </>
        )}
      </section>
    </div>
  )
}
