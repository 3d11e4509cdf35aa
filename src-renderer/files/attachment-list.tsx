import { IconFile, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { removeAttachment, useAttachments } from './attachments.ts'
import classes from './files.module.css'

/** What will hang on the note that is being written, with how far each is taken in; removable until then. */
export const AttachmentList = ({ contactId }: { readonly contactId: string }) => {
  const { t } = useTranslation('files')
  const format = useFormat()
  const attachments = useAttachments((all) => all[contactId])
  if (!attachments || attachments.length === 0) return null
  return (
    <ul className={classes.files} aria-label={t('attached')}>
      {attachments.map(({ key, name, size, share, file }) => (
        <li key={key} className={classes.file}>
          <span className={classes.pending}>
            <IconFile aria-hidden="true" />
            <span className={classes.name}>{name}</span>
            <span className={classes.detail}>{format.size(size)}</span>
            {!file && (
              <progress className={classes.progress} aria-label={t('taking', { name })} max={100} value={Math.round(share * 100)} />
            )}
          </span>
          <IconButton size="var(--target)" label={t('remove', { name })} onClick={() => removeAttachment(contactId, key)}>
            <IconX />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}
