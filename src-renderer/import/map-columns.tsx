import { Button, Select } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportTarget } from '../../src-shared/import/import-contract.ts'
import { useViewer } from '../app/use-viewer.ts'
import { PropertyDialog } from '../catalogue/property-dialog.tsx'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useFormat } from '../i18n/format.ts'
import { FileForm } from './file-form.tsx'
import classes from './import-dialog.module.css'
import { ImportProblem } from './import-problem.tsx'
import { type ImportPhase, mapColumn, show, startOver, useImport } from './import-store.ts'
import { namesCards, targetGroups, warningOf } from './import-targets.ts'
import { useTargetWords } from './use-target-words.ts'

interface Props {
  readonly phase: Extract<ImportPhase, { type: 'columns' }>
}

/** Stands among the fields for one that does not exist yet. */
const newProperty = 'new'

const useTargets = () => {
  const { t } = useTranslation('imports')
  const { properties } = useCatalogue()
  const { addsProperties } = useViewer()
  const wordOf = useTargetWords()
  return useMemo(() => {
    const groups = (Object.keys(targetGroups) as (keyof typeof targetGroups)[]).map((group) => ({
      group: t(`group.${group}`),
      items: targetGroups[group].map((field) => ({ value: field as string, label: wordOf(field) })),
    }))
    const own = properties.map(({ id, name }) => ({ value: `property:${id}`, label: name }))
    const items = addsProperties ? [...own, { value: newProperty, label: t('new_property') }] : own
    return items.length > 0 ? [...groups, { group: t('group.properties'), items }] : groups
  }, [t, properties, addsProperties, wordOf])
}

/** The file's columns on the left, the fields they fill on the right; how the file is written can be corrected above. */
export const MapColumns = ({ phase }: Props) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const mapping = useImport((state) => state.mapping)
  const stage = useImport((state) => state.choices.stage)
  const targets = useTargets()
  const [making, setMaking] = useState<number | null>(null)
  const { file, error, asked } = phase
  const busy = asked !== null
  const { preview, name } = file
  const columnName = (index: number) => preview.columns[index]?.name || t('unnamed', { number: index + 1 })
  const hasName = namesCards(mapping)
  const isTwice = mapping.some((_target, index) => warningOf(mapping, index, stage) === 'twice')
  return (
    <>
      <p className={classes.text}>
        {t('found', { count: preview.rows, shown: format.number(preview.rows), name })}
        {preview.remembered && `. ${t('remembered')}`}
      </p>
      <ImportProblem error={error} />
      <FileForm file={file} asked={asked} />
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
            {preview.columns.map((column, index) => {
              const warning = warningOf(mapping, index, stage)
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are told apart by their place; names may repeat
                <tr key={index} data-left-out={mapping[index] ? undefined : true}>
                  <td className={classes.name} title={column.name}>
                    {columnName(index)}
                  </td>
                  <td className={classes.samples} title={column.samples.join('\n')}>
                    {column.samples.filter((sample) => sample !== '').join(' · ')}
                  </td>
                  <td className={classes.field}>
                    <Select
                      aria-label={t('fills_of', { column: columnName(index) })}
                      placeholder={t('left_out')}
                      data={targets}
                      value={mapping[index] ?? null}
                      clearable
                      clearButtonProps={{ 'aria-label': t('leave_out', { column: columnName(index) }) }}
                      searchable
                      nothingFoundMessage={t('no_field')}
                      disabled={busy}
                      onChange={(target) => (target === newProperty ? setMaking(index) : mapColumn(index, target as ImportTarget | null))}
                    />
                    {warning && (
                      <span className={classes.warning}>
                        <IconAlertTriangle aria-hidden="true" />
                        {t(`column_warning.${warning}`)}
                      </span>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {!hasName && <p className={classes.problem}>{t('needs_name')}</p>}
      <div className={classes.buttons}>
        <Button variant="subtle" onClick={startOver}>
          {t('another_file')}
        </Button>
        <Button
          variant="filled"
          data-autofocus
          disabled={!hasName || isTwice || busy}
          onClick={() => show({ type: 'plan', file, error: null })}
        >
          {t('next')}
        </Button>
      </div>
      {making !== null && (
        <PropertyDialog
          property={null}
          name={preview.columns[making]?.name ?? ''}
          onSaved={(id) => mapColumn(making, `property:${id}`)}
          onClose={() => setMaking(null)}
        />
      )}
    </>
  )
}
