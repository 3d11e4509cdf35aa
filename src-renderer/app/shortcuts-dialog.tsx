import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ShortcutList } from './shortcut-list.tsx'

export const ShortcutsDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation('app')
  return (
    <Modal opened onClose={onClose} title={t('shortcuts.title')} size="var(--dialog)" closeButtonProps={{ 'aria-label': t('close') }}>
      <ShortcutList />
    </Modal>
  )
}
