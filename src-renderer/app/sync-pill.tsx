import { Popover } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useApi } from '../api/api-context.tsx'
import { useFormat } from '../i18n/format.ts'
import { PillButton } from '../ui/pill.tsx'
import classes from './sync-pill.module.css'

/** Where the data lies and whether the core answers; opens its explanation. */
export const SyncPill = () => {
  const { t } = useTranslation('app')
  const format = useFormat()
  const { connected, lostAt } = useStore(useApi().connection)
  const lost = !connected && lostAt !== null
  const words = lost ? t('sync.lost', { since: format.hour(lostAt) }) : t('sync.alone')
  return (
    <Popover position="bottom-end" width="var(--popover)">
      <Popover.Target>
        <PillButton tone={lost ? 'red' : 'green'}>{words}</PillButton>
      </Popover.Target>
      <Popover.Dropdown>
        <h2 className={classes.title}>{words}</h2>
        <p className={classes.text}>{lost ? t('sync.lost_text') : t('sync.alone_text')}</p>
      </Popover.Dropdown>
    </Popover>
  )
}
