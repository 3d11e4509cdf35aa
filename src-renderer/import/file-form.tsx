import { Checkbox, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FileForm as Form } from '../../src-shared/import/import-contract.ts'
import { type Encoding, encodings } from '../../src-shared/import/import-fields.ts'
import { useApi } from '../api/api-context.tsx'
import { useFormat } from '../i18n/format.ts'
import { rereadFile } from './import-acts.ts'
import classes from './import-dialog.module.css'
import type { BroughtFile } from './import-store.ts'

const delimiters = [',', ';', '\t', '|'] as const
const delimiterKeys = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const
const quotes = { '"': 'double', "'": 'single', '': 'none' } as const

/** How the file was read, and how it is to be read where that was not right. The columns below follow. */
export const FileForm = ({ file, asked }: { readonly file: BroughtFile; readonly asked: Form | null }) => {
  const api = useApi()
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { encoding, delimiter, quote, heading, sheet, sheets } = { ...file.preview, ...asked }
  const read = (form: Form) => void rereadFile(api, form)
  const known = delimiters.map((value) => ({ value: value as string, label: t(`delimiters.${delimiterKeys[value]}`) }))
  const others = delimiter !== null && !known.some(({ value }) => value === delimiter) ? [{ value: delimiter, label: delimiter }] : []
  return (
    <div className={classes.form}>
      {sheets.length > 0 && (
        <Select
          label={t('sheet')}
          data={sheets.map(({ name, rows }) => ({ value: name, label: `${name} (${format.number(rows)})` }))}
          value={sheet}
          onChange={(chosen) => chosen !== null && read({ sheet: chosen })}
        />
      )}
      {encoding !== null && (
        <Select
          label={t('encoding')}
          data={encodings.map((value) => ({ value, label: t(`encodings.${value}`) }))}
          value={encoding}
          onChange={(chosen) => read({ encoding: chosen as Encoding })}
        />
      )}
      {delimiter !== null && (
        <Select
          label={t('delimiter')}
          data={[...known, ...others]}
          value={delimiter}
          onChange={(chosen) => chosen !== null && read({ delimiter: chosen })}
        />
      )}
      {quote !== null && (
        <Select
          label={t('quote')}
          data={Object.entries(quotes).map(([value, key]) => ({ value: key, label: `${t(`quotes.${key}`)} ${value}`.trim() }))}
          value={quotes[quote as keyof typeof quotes]}
          onChange={(chosen) => {
            const found = Object.entries(quotes).find(([, key]) => key === chosen)
            if (found) read({ quote: found[0] as keyof typeof quotes })
          }}
        />
      )}
      <Checkbox
        className={classes.heading}
        label={t('heading')}
        checked={heading}
        onChange={(event) => read({ heading: event.currentTarget.checked })}
      />
    </div>
  )
}
