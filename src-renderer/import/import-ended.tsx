import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { go } from '../app/navigation.ts'
import { useFormat } from '../i18n/format.ts'
import { BadRows, SaveBadRows } from './bad-rows.tsx'
import { Figures } from './check-step.tsx'
import classes from './import-dialog.module.css'
import { type ImportPhase, show, startOver, useImport } from './import-store.ts'
import { useUndoImport } from './use-undo-import.ts'

interface Props {
  readonly phase: Extract<ImportPhase, { type: 'ended' }>
  readonly onClose: () => void
}

/** What came of an import: how many were made and changed, and which rows could not be taken, with line and reason. */
export const ImportEnded = ({ phase, onClose }: Props) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const stage = useImport((state) => state.choices.stage)
  const { busy, undo } = useUndoImport()
  const { progress, bad, more, importId, name } = phase
  const isDone = progress.state === 'done'
  const title = isDone
    ? t('created', { count: progress.created, shown: format.number(progress.created) })
    : t(progress.state === 'cancelled' ? 'cancelled' : 'failed')

  const takeBack = async () => {
    const undone = await undo(importId)
    if (undone) show({ type: 'undone', name, ...undone })
  }
  const showHistory = () => {
    startOver()
    onClose()
    go({ screen: 'settings', page: 'imports' })
  }

  return (
    <>
      <h3 className={classes.title} role="status">
        {title}
      </h3>
      {isDone && <Figures figures={progress} />}
      {isDone && bad.length > 0 && (
        <>
          <p className={classes.text}>{t('bad', { count: progress.bad, shown: format.number(progress.bad) })}</p>
          <BadRows bad={bad} more={more} />
        </>
      )}
      <div className={classes.buttons}>
        {isDone && bad.length > 0 && <SaveBadRows importId={importId} fileName={name} />}
        <span className={classes.space} />
        {isDone && progress.created + progress.updated > 0 && (
          <Button color="red" loading={busy !== null} onClick={() => void takeBack()}>
            {t('undo')}
          </Button>
        )}
        <Button variant="subtle" onClick={showHistory}>
          {t('history')}
        </Button>
        <Button onClick={startOver}>{t('another_file')}</Button>
        <Button
          variant="filled"
          data-autofocus
          onClick={() => {
            startOver()
            onClose()
            go({ screen: stage === 'lead' ? 'leads' : 'clients', contactId: null })
          }}
        >
          {t('show_list')}
        </Button>
      </div>
    </>
  )
}
