import { useTranslation } from 'react-i18next'
import { formatRoute } from '../app/routes.ts'
import { useFieldWords } from '../audit/use-field-words.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './import-dialog.module.css'
import type { Undone } from './use-undo-import.ts'

/** Who stays as they are when an import is taken back, because somebody has worked with them since, and with which fields. */
export const KeptContacts = ({ kept, more }: Undone) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const fieldWord = useFieldWords()
  if (kept.length === 0) return <p className={classes.text}>{t('nothing_kept')}</p>
  const count = kept.length + more
  return (
    <>
      <p className={classes.text}>{t('kept', { count, shown: format.number(count) })}</p>
      <ul className={classes.kept} aria-label={t('kept_list')}>
        {kept.map(({ contactId, name, fields }) => (
          <li key={contactId}>
            <a href={formatRoute({ screen: 'contact', contactId })}>{name}</a>
            <span className={classes.text}>
              {fields.length === 0
                ? t('kept_whole')
                : t('kept_fields', { fields: fields.map((field) => fieldWord('contact', field)).join(', ') })}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={classes.text}>{t('more_kept', { count: more, shown: format.number(more) })}</p>}
    </>
  )
}
