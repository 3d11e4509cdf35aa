import { useTranslation } from 'react-i18next'
import { NameDialog, type NameDialogProps } from '../settings/name-dialog.tsx'

interface Props extends Omit<NameDialogProps, 'words' | 'isTaken'> {
  readonly title: string
  readonly isNew: boolean
}

/** A window in which something that everybody chooses from is made or changed. */
export const ItemForm = ({ title, isNew, ...dialog }: Props) => {
  const { t } = useTranslation('catalogue')
  return <NameDialog {...dialog} words={{ title, name: t('name'), cancel: t('cancel'), save: t(isNew ? 'make' : 'save') }} />
}
