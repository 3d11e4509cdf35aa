import { Button, Modal } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useView } from '../app/view-store.ts'
import { mayImport } from '../clients/contact-offers.ts'
import { useFormat } from '../i18n/format.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { BadRows, SaveBadRows } from './bad-rows.tsx'
import dialog from './import-dialog.module.css'
import classes from './import-history-page.module.css'
import { KeptContacts } from './kept-contacts.tsx'
import { type Undone, useUndoImport } from './use-undo-import.ts'

const useHistory = () => {
  const { client } = useApi()
  return useQuery({ queryKey: queryKeys.imports, queryFn: ({ signal }) => client.imports.history(undefined, { signal }) })
}

type Past = NonNullable<ReturnType<typeof useHistory>['data']>['imports'][number]

const BadRowsDialog = ({ past, onClose }: { readonly past: Past; readonly onClose: () => void }) => {
  const { t } = useTranslation('imports')
  const { client } = useApi()
  const { data, error } = useQuery({
    queryKey: [...queryKeys.imports, 'bad', past.id],
    queryFn: ({ signal }) => client.imports.badRows({ importId: past.id }, { signal }),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('bad_of', { name: past.fileName })}
      size="var(--dialog-wide)"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <div className={dialog.body}>
        {error && !data ? <ErrorState error={error} /> : data && <BadRows bad={data.rows} more={data.more} />}
        <div className={dialog.buttons}>
          <SaveBadRows importId={past.id} fileName={past.fileName} />
          <Button variant="filled" data-autofocus onClick={onClose}>
            {t('close')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

const KeptDialog = ({ past, undone, onClose }: { readonly past: Past; readonly undone: Undone; readonly onClose: () => void }) => {
  const { t } = useTranslation('imports')
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('undone', { name: past.fileName })}
      size="var(--dialog)"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <div className={dialog.body}>
        <KeptContacts {...undone} />
        <div className={dialog.buttons}>
          <Button variant="filled" data-autofocus onClick={onClose}>
            {t('close')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

interface RowProps {
  readonly past: Past
  readonly busy: boolean
  readonly onUndo: () => void
  readonly onShowBad: () => void
}

const Row = ({ past, busy, onUndo, onShowBad }: RowProps) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { finishedAt, memberName, fileName, stage, created, updated, skipped, bad, undoneAt, kept } = past
  return (
    <tr>
      <td title={format.exact(finishedAt)}>{format.nearWithTime(finishedAt)}</td>
      <td className={classes.file} title={fileName}>
        {fileName}
      </td>
      <td title={memberName}>{memberName}</td>
      <td>{t(stage === 'lead' ? 'to_leads' : 'to_clients')}</td>
      <td className={classes.number}>{format.number(created)}</td>
      <td className={classes.number}>{format.number(updated)}</td>
      <td className={classes.number}>{format.number(skipped)}</td>
      <td className={classes.number}>
        {past.hasBadRows && bad > 0 ? (
          <button
            type="button"
            className={classes.bad}
            aria-label={t('show_bad', { count: bad, shown: format.number(bad) })}
            onClick={onShowBad}
          >
            {format.number(bad)}
          </button>
        ) : (
          format.number(bad)
        )}
      </td>
      <td className={classes.acts}>
        {undoneAt !== null ? (
          <span title={format.exact(undoneAt)}>
            {kept > 0 ? t('taken_back_but', { count: kept, shown: format.number(kept) }) : t('taken_back')}
          </span>
        ) : past.canUndo ? (
          <Button size="xs" loading={busy} aria-label={t('undo_of', { name: fileName })} onClick={onUndo}>
            {t('undo')}
          </Button>
        ) : (
          <span title={t('cannot_undo_text')}>{t('cannot_undo')}</span>
        )}
      </td>
    </tr>
  )
}

/** Every import that has come to its end: who, when, which file, what came of it; and the way back. */
export const ImportHistoryPage = () => {
  const { t } = useTranslation('imports')
  const viewer = useViewer()
  const setView = useView((view) => view.set)
  const { data, error, refetch } = useHistory()
  const { busy, undo } = useUndoImport()
  const [bad, setBad] = useState<Past | null>(null)
  const [undone, setUndone] = useState<{ past: Past; undone: Undone } | null>(null)
  const begin = mayImport(viewer) && (
    <Button leftSection={<IconFileImport />} onClick={() => setView({ importOpen: true })}>
      {t('title')}
    </Button>
  )
  const takeBack = async (past: Past) => {
    const answer = await undo(past.id)
    if (answer) setUndone({ past, undone: answer })
  }
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return null
  if (data.imports.length === 0)
    return (
      <EmptyState drawing="people" action={begin}>
        {t('no_history')}
      </EmptyState>
    )
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <p className={classes.text}>{t('history_text')}</p>
        {begin}
      </div>
      <div className={classes.scroll}>
        <table className={classes.table} data-dense aria-label={t('history')}>
          <thead>
            <tr>
              <th>{t('when')}</th>
              <th>{t('file')}</th>
              <th>{t('who')}</th>
              <th>{t('to')}</th>
              <th className={classes.number}>{t('outcome.created')}</th>
              <th className={classes.number}>{t('outcome.updated')}</th>
              <th className={classes.number}>{t('outcome.skipped')}</th>
              <th className={classes.number}>{t('outcome.bad')}</th>
              <th>
                <span className="visually-hidden">{t('undo')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.imports.map((past) => (
              <Row key={past.id} past={past} busy={busy === past.id} onUndo={() => void takeBack(past)} onShowBad={() => setBad(past)} />
            ))}
          </tbody>
        </table>
      </div>
      {bad && <BadRowsDialog past={bad} onClose={() => setBad(null)} />}
      {undone && <KeptDialog {...undone} onClose={() => setUndone(null)} />}
    </div>
  )
}
