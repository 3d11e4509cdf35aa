import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BadRow } from '../../src-shared/import/import-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { tellFailure } from '../app/use-act.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './import-dialog.module.css'
import { saveBadRows } from './save-bad-rows.ts'
import { useBadRowWords } from './use-bad-row-words.ts'

interface TableProps {
  readonly bad: readonly BadRow[]
  /** How many there are besides. */
  readonly more: number
}

/** The rows that could not be imported, with line and reason. */
export const BadRows = ({ bad, more }: TableProps) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const words = useBadRowWords()
  return (
    <>
      <div className={classes.columns}>
        <table className={classes.table} aria-label={t('bad_rows')}>
          <thead>
            <tr>
              <th className={classes.line}>{t('line')}</th>
              <th className={classes.name}>{t('fills')}</th>
              <th>{t('reason')}</th>
              <th>{t('value')}</th>
            </tr>
          </thead>
          <tbody>
            {bad.map(words).map((row) => (
              <tr key={row.line}>
                <td className={classes.line}>{format.number(row.line)}</td>
                <td title={row.field}>{row.field}</td>
                <td title={row.reason}>{row.reason}</td>
                <td className={classes.samples} title={row.value}>
                  {row.value}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 && <p className={classes.text}>{t('more_bad', { count: more, shown: format.number(more) })}</p>}
    </>
  )
}

/** Saves all of them as a file. */
export const SaveBadRows = ({ importId, fileName }: { readonly importId: string; readonly fileName: string }) => {
  const { t } = useTranslation('imports')
  const api = useApi()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      await saveBadRows(api, importId, t('bad_file', { name: fileName.replace(/\.\w+$/, '') }))
    } catch (error) {
      tellFailure(error)
    }
    setBusy(false)
  }
  return (
    <Button leftSection={<IconDownload />} loading={busy} onClick={() => void save()}>
      {t('save_bad')}
    </Button>
  )
}
