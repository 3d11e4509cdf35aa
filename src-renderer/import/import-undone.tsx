import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './import-dialog.module.css'
import { startOver } from './import-store.ts'
import { KeptContacts } from './kept-contacts.tsx'
import type { Undone } from './use-undo-import.ts'

/** What has stayed of an import that was taken back. */
export const ImportUndone = ({ name, kept, more, onClose }: Undone & { readonly name: string; readonly onClose: () => void }) => {
  const { t } = useTranslation('imports')
  return (
    <>
      <h3 className={classes.title} role="status">
        {t('undone', { name })}
      </h3>
      <KeptContacts kept={kept} more={more} />
      <div className={classes.buttons}>
        <Button onClick={startOver}>{t('another_file')}</Button>
        <Button
          variant="filled"
          data-autofocus
          onClick={() => {
            startOver()
            onClose()
          }}
        >
          {t('close')}
        </Button>
      </div>
    </>
  )
}
