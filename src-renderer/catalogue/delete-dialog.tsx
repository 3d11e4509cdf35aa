import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import forms from '../team/team-forms.module.css'
import { DialogButtons } from '../ui/dialog-buttons.tsx'
import classes from './catalogue.module.css'
import type { ShownItem } from './item-table.tsx'

interface Props {
  readonly items: readonly ShownItem[]
  readonly onDelete: (items: readonly ShownItem[]) => Promise<boolean>
  readonly onClose: () => void
}

/** Shows what hangs on items before they go. */
export const DeleteDialog = ({ items, onDelete, onClose }: Props) => {
  const { t } = useTranslation('catalogue')
  const format = useFormat()
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    if (busy) return
    setBusy(true)
    if (await onDelete(items)) onClose()
    else setBusy(false)
  }
  return (
    <Modal opened onClose={onClose} title={t('delete_title')} size="var(--dialog)" closeButtonProps={{ 'aria-label': t('cancel') }}>
      <div className={forms.form}>
        <ul className={classes.hanging}>
          {items.map(({ id, name, count }) => (
            <li key={id}>
              <strong>{name}</strong>
              <span>{count === undefined ? '' : t('hangs_on', { count, shown: format.number(count) })}</span>
            </li>
          ))}
        </ul>
        <p className={forms.text}>{t('delete_text')}</p>
        <DialogButtons
          cancel={t('cancel')}
          onCancel={onClose}
          go={t('delete')}
          onGo={() => void submit()}
          busy={busy}
          danger
          first="cancel"
        />
      </div>
    </Modal>
  )
}
