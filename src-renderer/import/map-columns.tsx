import { Button, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Encoding, encodings, type ImportField, importFields } from '../../src-shared/import/import-fields.ts'
import { useApi } from '../api/api-context.tsx'
import { useFormat } from '../i18n/format.ts'
import classes from './import-dialog.module.css'
import { ImportProblem } from './import-problem.tsx'
import { type ImportPhase, mapColumn, rereadFile, runImport, startOver } from './import-store.ts'

const delimiters = [',', ';', '\t', '|'] as const
const delimiterKeys = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const

interface Props {
  readonly phase: Extract<ImportPhase, { type: 'columns' }>
}

/** The file's columns on the left, the fields they fill on the right; how the file is written can be corrected. */
export const MapColumns = ({ phase }: Props) => {
  const api = useApi()
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { name, preview, mapping, error, busy } = phase
  const fields = importFields.map((field) => ({ value: field, label: t(`field.${field}`) }))
  const hasName = mapping.includes('name') || mapping.includes('company')
  return (
    <>
      <p className={classes.text}>{t('found', { count: preview.rows, shown: format.number(preview.rows), name })}</p>
      <ImportProblem error={error} />
      <div className={classes.form}>
        <Select
          label={t('encoding')}
          data={encodings.map((value) => ({ value, label: t(`encodings.${value}`) }))}
          value={preview.encoding}
          disabled={busy}
          onChange={(encoding) => void rereadFile(api, { encoding: encoding as Encoding })}
        />
        <Select
          label={t('delimiter')}
          data={delimiters.map((value) => ({ value, label: t(`delimiters.${delimiterKeys[value]}`) }))}
          value={preview.delimiter}
          disabled={busy}
          onChange={(delimiter) => void rereadFile(api, { delimiter: delimiter ?? ',' })}
        />
      </div>
      <div className={classes.columns}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th className={classes.name}>{t('column')}</th>
              <th>{t('samples')}</th>
              <th className={classes.field}>{t('fills')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.columns.map((column, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns are told apart by their place; names may repeat
              <tr key={index}>
                <td className={classes.name} title={column.name}>
                  {column.name || t('unnamed', { number: index + 1 })}
                </td>
                <td className={classes.samples} title={column.samples.join('\n')}>
                  {column.samples.filter((sample) => sample !== '').join(' · ')}
                </td>
                <td className={classes.field}>
                  <Select
                    aria-label={t('fills_of', { column: column.name || index + 1 })}
                    placeholder={t('left_out')}
                    data={fields}
                    value={mapping[index] ?? null}
                    clearable
                    searchable
                    onChange={(field) => mapColumn(index, field as ImportField | null)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!hasName && <p className={classes.problem}>{t('needs_name')}</p>}
      <div className={classes.buttons}>
        <Button variant="subtle" onClick={startOver}>
          {t('another_file')}
        </Button>
        <Button variant="filled" disabled={!hasName} loading={busy} onClick={() => void runImport(api)}>
          {t('start', { count: preview.rows, shown: format.number(preview.rows) })}
        </Button>
      </div>
    </>
  )
}
