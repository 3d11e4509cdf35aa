import { Modal, Radio } from '@mantine/core'
import type { SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { type ExportFormat, exportFormats } from '../../src-shared/exports/export-contract.ts'
import { useFormat } from '../i18n/format.ts'
import forms from '../team/team-forms.module.css'
import { DialogButtons } from '../ui/dialog-buttons.tsx'
import { closeExport, type OpenedExport, useExports } from './export-store.ts'
import { useStartExport } from './use-start-export.ts'

const Opened = ({ selection, stage, count }: OpenedExport) => {
  const { t } = useTranslation('exports')
  const format = useFormat()
  const start = useStartExport()
  const chosen = useExports((state) => state.format)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    closeExport()
    start({ what: 'contacts', selection, format: chosen })
  }
  return (
    <Modal opened onClose={closeExport} title={t('title')} size="var(--dialog)" closeButtonProps={{ 'aria-label': t('cancel') }}>
      <form className={forms.form} onSubmit={submit}>
        {count !== undefined && <p className={forms.text}>{t(`count.${stage}`, { count, shown: format.number(count) })}</p>}
        <Radio.Group label={t('format')} value={chosen} onChange={(value) => useExports.setState({ format: value as ExportFormat })}>
          <div className={forms.form}>
            {exportFormats.map((value, index) => (
              <Radio
                key={value}
                value={value}
                label={t(`formats.${value}.name`)}
                description={t(`formats.${value}.text`)}
                data-autofocus={(index === 0 && chosen === value) || undefined}
              />
            ))}
          </div>
        </Radio.Group>
        <DialogButtons cancel={t('cancel')} onCancel={closeExport} go={t('start')} disabled={count === 0} first="go" />
      </form>
    </Modal>
  )
}

/** Asks in which form contacts are to be taken out, once somebody has begun that. */
export const ExportDialog = () => {
  const opened = useExports((state) => state.opened)
  return opened && <Opened {...opened} />
}
