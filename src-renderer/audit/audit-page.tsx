import { Button, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMembers } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import classes from './audit.module.css'
import { AuditActItem } from './audit-act.tsx'
import { AuditKeptDialog } from './audit-kept-dialog.tsx'
import { auditKinds } from './audit-names.ts'
import { auditPeriods, useAuditView } from './audit-view.ts'
import { useAuditActs } from './use-audit.ts'
import { useUndoAct } from './use-undo-act.ts'

const everything = 'all'

const Filters = () => {
  const { t } = useTranslation('audit')
  const members = useMembers()
  const { memberId, kind, period } = useAuditView()
  return (
    <div className={classes.filters}>
      {members.length > 1 && (
        <Select
          label={t('person')}
          data={[{ value: everything, label: t('everybody') }, ...members.map(({ id, name }) => ({ value: id, label: name }))]}
          value={memberId ?? everything}
          searchable
          nothingFoundMessage={t('nobody')}
          onChange={(chosen) => useAuditView.setState({ memberId: chosen === everything ? null : chosen })}
        />
      )}
      <Select
        label={t('about')}
        data={[{ value: everything, label: t('everything') }, ...auditKinds.map((one) => ({ value: one, label: t(`kinds.${one}`) }))]}
        value={kind ?? everything}
        onChange={(chosen) => useAuditView.setState({ kind: auditKinds.find((one) => one === chosen) ?? null })}
      />
      <Select
        label={t('when')}
        data={auditPeriods.map((one) => ({ value: one, label: t(`period.${one}`) }))}
        value={period}
        onChange={(chosen) => useAuditView.setState({ period: auditPeriods.find((one) => one === chosen) ?? 'all' })}
      />
    </div>
  )
}

const Log = () => {
  const { t } = useTranslation('audit')
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAuditActs()
  const { busy, undo, kept, seen } = useUndoAct()
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return null
  const acts = data.pages.flatMap((page) => page.acts)
  return (
    <>
      {acts.length === 0 ? (
        <EmptyState drawing="search">{t('nothing')}</EmptyState>
      ) : (
        <ul className={classes.acts} aria-label={t('title')}>
          {acts.map((act) => (
            <AuditActItem key={act.batch} act={act} busy={busy === act.batch} onUndo={() => void undo(act.batch)} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button className={classes.older} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('older')}
        </Button>
      )}
      {kept.length > 0 && <AuditKeptDialog kept={kept} onClose={seen} />}
    </>
  )
}

/** Who changed what, when, and from which computer; administrators alone see it. */
export const AuditPage = () => {
  const { t } = useTranslation('audit')
  const { administrator } = useViewer()
  if (!administrator) return <p className={classes.second}>{t('administrators_only')}</p>
  return (
    <div className={classes.page}>
      <p className={classes.second}>{t('text')}</p>
      <Filters />
      <Log />
    </div>
  )
}
