import { Button, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { Work } from '../../src-shared/work/work-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { tellFailure } from '../app/use-act.ts'
import { useFormat } from '../i18n/format.ts'
import { PillButton } from '../ui/pill.tsx'
import classes from './work-pill.module.css'
import { useRunningWorks } from './work-store.ts'

const shareOf = ({ done, refused, total }: Pick<Work, 'done' | 'refused' | 'total'>): number =>
  total > 0 ? Math.min(1, (done + refused) / total) : 0

const WorkLine = ({ work }: { readonly work: Work }) => {
  const { t } = useTranslation('work')
  const { client } = useApi()
  const format = useFormat()
  const share = shareOf(work)
  return (
    <li className={classes.line}>
      <div className={classes.words}>
        <span>{t(`kind.${work.kind}`)}</span>
        <span className={classes.count}>
          {work.total > 0 ? t('progress', { done: format.number(work.done), total: format.number(work.total) }) : t('begins')}
        </span>
      </div>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={t(`kind.${work.kind}`)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
      >
        <div className={classes.done} style={{ transform: `scaleX(${share})` }} />
      </div>
      <Button size="xs" onClick={() => void client.work.cancel({ id: work.id }).catch(tellFailure)}>
        {t('cancel')}
      </Button>
    </li>
  )
}

/** What takes a while and goes on by itself: how far it is, and a way to stop it. Nothing stands there while nothing goes on. */
export const WorkPill = () => {
  const { t } = useTranslation('work')
  const running = useRunningWorks()
  const [opened, { toggle, close }] = useDisclosure(false)
  const [first] = running
  if (!first) return null
  const words =
    running.length > 1
      ? t('several', { count: running.length })
      : t('one', { what: t(`kind.${first.kind}`), percent: Math.floor(shareOf(first) * 100) })
  return (
    <Popover opened={opened} onDismiss={close} position="bottom-end" width="var(--popover)" trapFocus returnFocus>
      <Popover.Target>
        <PillButton tone="amber" onClick={toggle} data-work="">
          {words}
        </PillButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('title')}>
        <h2 className={classes.title}>{t('title')}</h2>
        <p className={classes.text}>{t('text')}</p>
        <ul className={classes.list}>
          {running.map((work) => (
            <WorkLine key={work.id} work={work} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
