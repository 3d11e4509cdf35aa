import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { go } from '../app/navigation.ts'
import type { TeamTab } from '../app/routes.ts'
import classes from './people.module.css'

interface Props {
  readonly tab: TeamTab
  readonly tabs: readonly TeamTab[]
  /** What belongs to the tab: a search, buttons. */
  readonly children?: ReactNode
}

/** Title and tabs of the team, the same above each tab. */
export const TeamHead = ({ tab, tabs, children }: Props) => {
  const { t } = useTranslation('people')
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{t('title')}</h1>
      {tabs.length > 1 && (
        <SegmentedControl
          aria-label={t('tabs')}
          value={tab}
          onChange={(chosen) => go({ screen: 'team', tab: chosen as TeamTab, memberId: null })}
          data={tabs.map((value) => ({ value, label: t(`tab.${value}`) }))}
        />
      )}
      {children}
    </header>
  )
}
