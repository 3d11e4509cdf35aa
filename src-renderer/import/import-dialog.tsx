import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { tellFailure } from '../app/use-act.ts'
import { useFormat } from '../i18n/format.ts'
import { ChooseFile } from './choose-file.tsx'
import classes from './import-dialog.module.css'
import { ImportEnded } from './import-ended.tsx'
import { cancelImport, type ImportPhase, useImport } from './import-store.ts'
import { MapColumns } from './map-columns.tsx'
import { ProgressBar } from './progress-bar.tsx'

const Running = ({ phase, onClose }: { readonly phase: Extract<ImportPhase, { type: 'running' }>; readonly onClose: () => void }) => {
  const api = useApi()
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { done, rows, bad } = phase.progress
  return (
    <>
      <p className={classes.text} role="status">
        {t('running', { done: format.number(done), rows: format.number(rows) })}
        {bad > 0 && ` · ${t('bad', { count: bad, shown: format.number(bad) })}`}
      </p>
      <ProgressBar label={t('title')} share={rows === 0 ? 0 : Math.min(1, done / rows)} />
      <div className={classes.buttons}>
        <Button color="red" onClick={() => void cancelImport(api).catch(tellFailure)}>
          {t('cancel_running')}
        </Button>
        <Button onClick={onClose}>{t('in_background')}</Button>
      </div>
    </>
  )
}

/** Brings clients or leads from a file: the file, its columns, the way, and what came of it. */
export const ImportDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation('imports')
  const phase = useImport((state) => state.phase)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title')}
      size="var(--dialog-wide)"
      closeButtonProps={{ 'aria-label': t('close') }}
      closeOnClickOutside={false}
    >
      <div className={classes.body}>
        {phase.type === 'choose' && <ChooseFile error={phase.error} />}
        {phase.type === 'reading' && (
          <>
            <p className={classes.text} role="status">
              {t('reading', { name: phase.name })}
            </p>
            <ProgressBar label={t('title')} share={phase.share} />
          </>
        )}
        {phase.type === 'columns' && <MapColumns phase={phase} />}
        {phase.type === 'running' && <Running phase={phase} onClose={onClose} />}
        {phase.type === 'ended' && <ImportEnded phase={phase} onClose={onClose} />}
      </div>
    </Modal>
  )
}
