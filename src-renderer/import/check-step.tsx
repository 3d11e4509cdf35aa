import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ImportCheck, ImportWarning } from '../../src-shared/import/import-contract.ts'
import { formatPhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { useApi } from '../api/api-context.tsx'
import { useFormat } from '../i18n/format.ts'
import { Pill, type Tone } from '../ui/pill.tsx'
import { runImport } from './import-acts.ts'
import classes from './import-dialog.module.css'
import { ImportProblem } from './import-problem.tsx'
import { type ImportPhase, show } from './import-store.ts'
import { useBadRowWords } from './use-bad-row-words.ts'

const outcomes = ['created', 'updated', 'skipped', 'bad'] as const
const tones: Readonly<Record<(typeof outcomes)[number], Tone>> = { created: 'green', updated: 'amber', skipped: 'grey', bad: 'red' }

export const Figures = ({ figures }: { readonly figures: Readonly<Record<(typeof outcomes)[number], number>> }) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  return (
    <dl className={classes.figures}>
      {outcomes.map((outcome) => (
        <div key={outcome} className={classes.figure} data-zero={figures[outcome] === 0 || undefined}>
          <dt>{t(`outcome.${outcome}`)}</dt>
          <dd>{format.number(figures[outcome])}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A number in international form as it is spoken; another one as it was written. */
const asSpoken = (number: string): string => formatPhoneNumber({ e164: number.startsWith('+') ? number : null, typed: number })

const Warning = ({ warning: { rule, column, rows, sample, readAs } }: { readonly warning: ImportWarning }) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  return (
    <li className={classes.warning}>
      <IconAlertTriangle aria-hidden="true" />
      <span>
        {t(`warning.${rule}`, {
          count: rows,
          shown: format.number(rows),
          column,
          sample,
          readAs: readAs === '' ? t('nothing') : asSpoken(readAs),
        })}
      </span>
    </li>
  )
}

const Samples = ({ samples }: Pick<ImportCheck, 'samples'>) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const words = useBadRowWords()
  return (
    <div className={classes.columns}>
      <table className={classes.table} aria-label={t('samples_of_rows')}>
        <thead>
          <tr>
            <th className={classes.line}>{t('line')}</th>
            <th className={classes.outcome}>{t('becomes')}</th>
            <th>{t('field.name')}</th>
            <th>{t('phone')}</th>
            <th>{t('email')}</th>
            <th className={classes.remarks}>{t('note')}</th>
          </tr>
        </thead>
        <tbody>
          {samples.map(({ line, becomes, name, phone, email, contactId, bad }) => {
            const problem = bad && words(bad)
            const note = problem
              ? `${problem.field}: ${problem.reason}`
              : becomes === 'skipped'
                ? t(contactId === null ? 'same_in_file' : 'same_here')
                : ''
            return (
              <tr key={line}>
                <td className={classes.line}>{format.number(line)}</td>
                <td>
                  <Pill tone={tones[becomes]}>{t(`become.${becomes}`)}</Pill>
                </td>
                <td title={name}>{name}</td>
                <td className={classes.samples} title={phone}>
                  {asSpoken(phone)}
                </td>
                <td title={email}>{email}</td>
                <td title={note}>{note}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** What would become of the rows, before anything is written. */
export const CheckStep = ({ phase }: { readonly phase: Extract<ImportPhase, { type: 'checked' }> }) => {
  const api = useApi()
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { file, check, error, busy } = phase
  const taken = check.created + check.updated
  const isTooMuch = check.warnings.some(({ rule }) => rule === 'too_many_names')
  return (
    <>
      <ImportProblem error={error} />
      <Figures figures={check} />
      {check.warnings.length > 0 && (
        <ul className={classes.warnings}>
          {check.warnings.map((warning) => (
            <Warning key={`${warning.column} ${warning.rule}`} warning={warning} />
          ))}
        </ul>
      )}
      <Samples samples={check.samples} />
      <p className={classes.text}>{t(taken === 0 ? 'nothing_to_do' : 'undo_later')}</p>
      <div className={classes.buttons}>
        <Button variant="subtle" onClick={() => show({ type: 'plan', file, error: null })}>
          {t('back')}
        </Button>
        <Button variant="filled" data-autofocus disabled={taken === 0 || isTooMuch} loading={busy} onClick={() => void runImport(api)}>
          {t('start', { count: taken, shown: format.number(taken) })}
        </Button>
      </div>
    </>
  )
}
