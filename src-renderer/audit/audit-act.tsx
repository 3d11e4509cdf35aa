import { Button } from '@mantine/core'
import { IconArrowBackUp, IconChevronRight } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditAct } from '../../src-shared/audit/audit-contract.ts'
import { formatRoute } from '../app/routes.ts'
import { useFormat } from '../i18n/format.ts'
import { Avatar } from '../ui/avatar.tsx'
import classes from './audit.module.css'
import { canBeUndone, mutationOf } from './audit-names.ts'
import { AuditRows } from './audit-rows.tsx'

interface Props {
  readonly act: AuditAct
  readonly busy: boolean
  readonly onUndo: () => void
}

/** One act of the log: when, who, what, to whom, from which computer. It opens to what it did to each row. */
export const AuditActItem = ({ act, busy, onUndo }: Props) => {
  const { t } = useTranslation('audit')
  const format = useFormat()
  const id = useId()
  const [open, setOpen] = useState(false)
  const { at, memberName, mutation, device, rows, kinds, subject, contactId, batch } = act
  const known = mutationOf(mutation)
  const what = known ? t(`mutation.${known}`) : mutation
  const others = rows - 1
  const isImport = mutation === 'contact.import' && kinds.includes('import')
  return (
    <li className={classes.act}>
      <div className={classes.line}>
        <button
          type="button"
          className={classes.opener}
          aria-expanded={open}
          aria-controls={id}
          aria-label={t(open ? 'fold' : 'open', { what, who: memberName })}
          onClick={() => setOpen(!open)}
        >
          <IconChevronRight data-open={open || undefined} aria-hidden="true" />
        </button>
        <time className={classes.time} dateTime={new Date(at).toISOString()} title={format.exact(at)}>
          {format.nearWithTime(at)}
        </time>
        <Avatar id={act.memberId} name={memberName} size="small" />
        <span className={classes.who} title={memberName}>
          {memberName}
        </span>
        <span className={classes.what}>
          {what}
          {subject !== '' && (
            <>
              {': '}
              {contactId === null ? (
                <span title={subject}>{subject}</span>
              ) : (
                <a href={formatRoute({ screen: 'contact', contactId })}>{subject}</a>
              )}
            </>
          )}
          {isImport && <span className={classes.second}> {t('import_rows', { count: rows, shown: format.number(rows) })}</span>}
          {!isImport && others > 0 && (
            <span className={classes.second}> {t('and_others', { count: others, shown: format.number(others) })}</span>
          )}
        </span>
        <span className={classes.device} title={device === '' ? undefined : t('from', { device })}>
          {device}
        </span>
        {canBeUndone(mutation) && (
          <Button size="xs" leftSection={<IconArrowBackUp />} loading={busy} aria-label={t('undo_act', { what, subject })} onClick={onUndo}>
            {t('undo')}
          </Button>
        )}
      </div>
      <div id={id} className={classes.inside} hidden={!open}>
        {open && <AuditRows batch={batch} total={rows} />}
      </div>
    </li>
  )
}
