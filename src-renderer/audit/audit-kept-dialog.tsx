import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatRoute } from '../app/routes.ts'
import { useFormat } from '../i18n/format.ts'
import forms from '../team/team-forms.module.css'
import classes from './audit.module.css'
import { auditKinds } from './audit-names.ts'
import { useFieldWords } from './use-field-words.ts'

export interface KeptRow {
  readonly kind: string
  readonly id: string
  readonly fields: readonly string[]
  /** Empty where that is not known. */
  readonly name: string
}

/** How many are named; of the others it is said how many there are. */
const named = 200

/** What stayed as it is when an act was taken back, because somebody has changed it since. */
export const AuditKeptDialog = ({ kept, onClose }: { readonly kept: readonly KeptRow[]; readonly onClose: () => void }) => {
  const { t } = useTranslation('audit')
  const format = useFormat()
  const fieldWord = useFieldWords()
  const more = kept.length - named
  return (
    <Modal opened onClose={onClose} title={t('kept_title')} size="var(--dialog)" closeButtonProps={{ 'aria-label': t('close') }}>
      <div className={forms.form}>
        <p className={forms.text}>{t('kept', { count: kept.length, shown: format.number(kept.length) })}</p>
        <ul className={classes.rows}>
          {kept.slice(0, named).map(({ kind, id, fields, name }) => {
            const known = auditKinds.find((one) => one === kind)
            return (
              <li key={`${kind} ${id}`} className={classes.row}>
                <span className={classes.rowHead}>
                  <span className={classes.kind}>{known ? t(`kind.${known}`) : kind}</span>
                  {kind === 'contact' ? (
                    <a href={formatRoute({ screen: 'contact', contactId: id })}>{name || t('unnamed')}</a>
                  ) : (
                    <strong>{name || t('unnamed')}</strong>
                  )}
                  <span className={classes.second}>
                    {fields.length === 0 ? t('kept_whole') : fields.map((field) => fieldWord(kind, field)).join(', ')}
                  </span>
                </span>
              </li>
            )
          })}
        </ul>
        {more > 0 && <p className={forms.text}>{t('more_kept', { count: more, shown: format.number(more) })}</p>}
        <div className={`${forms.buttons} ${forms.end}`}>
          <Button variant="filled" data-autofocus onClick={onClose}>
            {t('close')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
