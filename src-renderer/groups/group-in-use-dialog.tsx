import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import forms from '../team/team-forms.module.css'
import { DialogButtons } from '../ui/dialog-buttons.tsx'

interface Props {
  readonly group: string
  readonly members: number
  readonly onShow: () => void
  readonly onClose: () => void
}

/** Why a group cannot be deleted: how many people are in it, and the way to them. */
export const GroupInUseDialog = ({ group, members, onShow, onClose }: Props) => {
  const { t } = useTranslation('groups')
  const format = useFormat()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('in_use.title', { group })}
      size="var(--dialog)"
      closeButtonProps={{ 'aria-label': t('in_use.close') }}
    >
      <div className={forms.form}>
        <p className={forms.text}>{t('in_use.text', { count: members, shown: format.number(members) })}</p>
        <DialogButtons cancel={t('in_use.close')} onCancel={onClose} go={t('in_use.show')} onGo={onShow} first="go" />
      </div>
    </Modal>
  )
}
