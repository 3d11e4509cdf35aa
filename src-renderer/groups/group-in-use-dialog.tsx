import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import forms from '../team/team-forms.module.css'

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
        <div className={`${forms.buttons} ${forms.end}`}>
          <Button variant="subtle" onClick={onClose}>
            {t('in_use.close')}
          </Button>
          <Button variant="filled" onClick={onShow} data-autofocus>
            {t('in_use.show')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
