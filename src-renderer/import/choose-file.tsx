import { Button, FileButton } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { bringFile } from './import-acts.ts'
import classes from './import-dialog.module.css'
import { ImportProblem } from './import-problem.tsx'

/** What the dialog of the system offers; the core looks into the file itself. */
const accepted = [
  '.csv,.txt,.tsv,.xlsx,.xlsm,.xls,.ods,text/csv,text/plain,text/tab-separated-values',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-excel',
  'application/vnd.oasis.opendocument.spreadsheet',
].join(',')

/** Which file: chosen from the disk, or dropped. */
export const ChooseFile = ({ error }: { readonly error: unknown }) => {
  const api = useApi()
  const { t } = useTranslation('imports')
  const [over, setOver] = useState(false)
  const take = (file: File | null | undefined) => {
    if (file) void bringFile(api, file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    <>
      <ImportProblem error={error} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first */}
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p className={classes.text}>{t('drop')}</p>
        <FileButton accept={accepted} onChange={take} inputProps={{ 'aria-label': t('choose') }}>
          {(props) => (
            <Button {...props} variant="filled" leftSection={<IconFileImport />} data-autofocus>
              {t('choose')}
            </Button>
          )}
        </FileButton>
        <p className={classes.text}>{t('form')}</p>
      </div>
    </>
  )
}
