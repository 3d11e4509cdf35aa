import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { BadRow } from '../../src-shared/import/import-contract.ts'
import { importFields } from '../../src-shared/import/import-fields.ts'
import { go } from '../app/navigation.ts'
import { useAct } from '../app/use-act.ts'
import { explainProblem } from '../i18n/explain.ts'
import { useFormat } from '../i18n/format.ts'
import { badRowsCsv } from './bad-rows-file.ts'
import classes from './import-dialog.module.css'
import { type ImportPhase, startOver, useImport } from './import-store.ts'

interface Props {
  readonly phase: Extract<ImportPhase, { type: 'ended' }>
  readonly onClose: () => void
}

const saveAs = (name: string, text: string) => {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** What came of an import: how many were made, and which rows could not be taken, with line and reason. */
export const ImportEnded = ({ phase, onClose }: Props) => {
  const { t } = useTranslation('imports')
  const { undo } = useAct()
  const format = useFormat()
  const stage = useImport((state) => state.stage)
  const { progress, bad, more, batch, name } = phase
  const fieldWord = (field: string) => {
    const known = importFields.find((candidate) => candidate === field)
    return known ? t(`field.${known}`) : field
  }
  const words = ({ line, field, value, ...problem }: BadRow) => ({
    line,
    field: fieldWord(field),
    reason: explainProblem(problem),
    value,
  })

  const title = {
    running: '',
    done: t('created', { count: progress.created, shown: format.number(progress.created) }),
    cancelled: t('cancelled'),
    failed: t('failed'),
  }[progress.state]

  return (
    <>
      <h3 className={classes.title} role="status">
        {title}
      </h3>
      {bad.length > 0 && progress.state === 'done' && (
        <>
          <p className={classes.text}>{t('bad', { count: progress.bad, shown: format.number(progress.bad) })}</p>
          <div className={classes.columns}>
            <table className={classes.table}>
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
                    <td>{row.field}</td>
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
      )}
      <div className={classes.buttons}>
        {bad.length > 0 && progress.state === 'done' && (
          <Button
            leftSection={<IconDownload />}
            onClick={() =>
              saveAs(
                t('bad_file', { name: name.replace(/\.\w+$/, '') }),
                badRowsCsv([t('line'), t('fills'), t('reason'), t('value')], bad.map(words)),
              )
            }
          >
            {t('save_bad')}
          </Button>
        )}
        <span className={classes.space} />
        {progress.state === 'done' && progress.created > 0 && (
          <Button
            color="red"
            onClick={() => {
              void undo(batch)
              startOver()
            }}
          >
            {t('undo')}
          </Button>
        )}
        <Button onClick={startOver}>{t('another_file')}</Button>
        <Button
          variant="filled"
          data-autofocus
          onClick={() => {
            startOver()
            onClose()
            go({ screen: stage === 'lead' ? 'leads' : 'clients', contactId: null })
          }}
        >
          {t('show_list')}
        </Button>
      </div>
    </>
  )
}
