import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AuditRow } from '../../src-shared/audit/audit-contract.ts'
import { formatRoute } from '../app/routes.ts'
import { useFormat } from '../i18n/format.ts'
import { ErrorState } from '../ui/error-state.tsx'
import classes from './audit.module.css'
import { factsOf } from './audit-facts.ts'
import { auditKinds } from './audit-names.ts'
import { useAuditRows } from './use-audit.ts'
import { useFieldWords } from './use-field-words.ts'
import { useValueWords } from './use-value-words.ts'

const Row = ({ row }: { readonly row: AuditRow }) => {
  const { t } = useTranslation('audit')
  const fieldWord = useFieldWords()
  const valueWord = useValueWords()
  const kind = auditKinds.find((one) => one === row.kind)
  const name = row.name || t('unnamed')
  const facts = row.act === 'changed' ? factsOf(row) : []
  return (
    <li className={classes.row}>
      <span className={classes.rowHead}>
        <span className={classes.kind}>{kind ? t(`kind.${kind}`) : row.kind}</span>
        {row.kind === 'contact' && row.act !== 'deleted' ? (
          <a href={formatRoute({ screen: 'contact', contactId: row.id })}>{name}</a>
        ) : (
          <strong title={name}>{name}</strong>
        )}
        {row.act !== 'changed' && <span className={classes.second}>{t(`act.${row.act}`)}</span>}
      </span>
      {facts.length > 0 && (
        <dl className={classes.facts}>
          {facts.map((fact) => {
            const [before, after] = [valueWord(row.kind, fact, fact.before), valueWord(row.kind, fact, fact.after)]
            return (
              <div key={`${fact.field} ${fact.propertyId ?? ''}`} className={classes.fact}>
                <dt>{fieldWord(row.kind, fact.field, fact.propertyId)}</dt>
                <dd>
                  <span className={classes.before} title={before}>
                    {before || t('empty')}
                  </span>
                  <span className={classes.arrow} aria-hidden="true">
                    →
                  </span>
                  <span className="visually-hidden">{t('became')}</span>
                  <span className={classes.after} title={after}>
                    {after || t('empty')}
                  </span>
                </dd>
              </div>
            )
          })}
        </dl>
      )}
    </li>
  )
}

/** What an act did to each row: its fields before and after. */
export const AuditRows = ({ batch, total }: { readonly batch: string; readonly total: number }) => {
  const { t } = useTranslation('audit')
  const format = useFormat()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAuditRows(batch)
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      <ul className={classes.rows}>
        {rows.map((row) => (
          <Row key={`${row.kind} ${row.id}`} row={row} />
        ))}
      </ul>
      {hasNextPage && (
        <Button size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more_rows', { count: total - rows.length, shown: format.number(total - rows.length) })}
        </Button>
      )}
    </>
  )
}
