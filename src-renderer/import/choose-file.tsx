import { Button, FileButton, SegmentedControl } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { type DragEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { useViewer } from '../app/use-viewer.ts'
import { mayImport } from '../clients/contact-offers.ts'
import classes from './import-dialog.module.css'
import { ImportProblem } from './import-problem.tsx'
import { bringFile, setStage, useImport } from './import-store.ts'

/** Which file, and into which list. */
export const ChooseFile = ({ error }: { readonly error: unknown }) => {
  const api = useApi()
  const { t } = useTranslation('imports')
  const stage = useImport((state) => state.stage)
  const viewer = useViewer()
  const stages = (['client', 'lead'] as const).filter((one) => mayImport(viewer, one))
  const other = stages.includes(stage) ? undefined : stages[0]
  useEffect(() => {
    if (other) setStage(other)
  }, [other])
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
      <SegmentedControl
        aria-label={t('into')}
        value={stage}
        onChange={(chosen) => setStage(chosen === 'lead' ? 'lead' : 'client')}
        data={stages.map((value) => ({ value, label: t(value === 'lead' ? 'into_leads' : 'into_clients') }))}
      />
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
        <FileButton accept=".csv,.txt,.tsv,text/csv,text/plain" onChange={take} inputProps={{ 'aria-label': t('choose') }}>
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
