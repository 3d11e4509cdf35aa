import { Button, Checkbox, MultiSelect, Radio, SegmentedControl, Select } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import { fold } from '../../src-shared/lib/fold.ts'
import { useApi } from '../api/api-context.tsx'
import { tellFailure } from '../app/use-act.ts'
import { useMembers, useSession } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { mayImport } from '../clients/contact-offers.ts'
import { Pair } from '../settings/section.tsx'
import { checkFile } from './import-acts.ts'
import classes from './import-dialog.module.css'
import { ImportProblem } from './import-problem.tsx'
import { choose, type ImportChoices, type ImportPhase, show, useImport } from './import-store.ts'
import { tellsDuplicates } from './import-targets.ts'

const ways = ['skip', 'update', 'add'] as const
const signs = ['phone', 'email'] as const
const madeNow = 'new:'
const usual = 'usual'
const nobody = 'nobody'

/** Tags for all rows; one that is not there yet is made as it is chosen. */
const TagsForAll = ({ chosen }: { readonly chosen: readonly string[] }) => {
  const { t } = useTranslation('imports')
  const { client } = useApi()
  const { tags } = useCatalogue()
  const [search, setSearch] = useState('')
  const name = search.trim()
  const isKnown = tags.some((tag) => fold(tag.name) === fold(name))
  const data = tags.map((tag) => ({ value: tag.id, label: tag.name }))
  const change = async (values: string[]) => {
    const made = values.find((value) => value.startsWith(madeNow))
    if (made === undefined) return choose({ tags: values })
    const id = newId()
    setSearch('')
    try {
      await client.catalogue.put({ kind: 'tag', id, name: made.slice(madeNow.length), colour: null })
      choose({ tags: [...chosen, id] })
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <MultiSelect
      label={t('tags_for_all')}
      placeholder={chosen.length === 0 ? t('none') : undefined}
      data={name === '' || isKnown ? data : [...data, { value: `${madeNow}${name}`, label: t('make_tag', { name }) }]}
      value={[...chosen]}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('no_tags') }}
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={t('no_tag')}
      onChange={(values) => void change(values)}
    />
  )
}

const ForAll = ({ choices }: { readonly choices: ImportChoices }) => {
  const { t } = useTranslation('imports')
  const members = useMembers()
  const { me } = useSession()
  const { sources } = useCatalogue()
  const { stage, responsible, tags, source } = choices
  const people = members.filter(({ blocked }) => !blocked).map(({ id, name }) => ({ value: id, label: name }))
  const choosePerson = (value: string | null) =>
    choose({ responsible: value === usual || value === null ? undefined : value === nobody ? null : value })
  return (
    <Pair>
      <Select
        label={t('responsible_for_all')}
        data={[
          { value: usual, label: stage === 'lead' ? t('nobody_yet') : t('me', { name: me.name }) },
          ...(stage === 'client' ? [{ value: nobody, label: t('nobody') }] : []),
          ...people.filter(({ value }) => stage === 'lead' || value !== me.id),
        ]}
        value={responsible === undefined ? usual : (responsible ?? nobody)}
        searchable
        nothingFoundMessage={t('no_person')}
        onChange={choosePerson}
      />
      <Select
        label={t('source_for_all')}
        placeholder={t('none')}
        data={sources.map(({ id, name }) => ({ value: id, label: name }))}
        value={source}
        clearable
        clearButtonProps={{ 'aria-label': t('no_source_chosen') }}
        searchable
        nothingFoundMessage={t('no_source')}
        onChange={(chosen) => choose({ source: chosen })}
      />
      <TagsForAll chosen={tags} />
    </Pair>
  )
}

/** Into which list, what becomes of those who are here already, and what all rows are given. */
export const PlanStep = ({ phase: { file, error } }: { readonly phase: Extract<ImportPhase, { type: 'plan' }> }) => {
  const api = useApi()
  const { t } = useTranslation('imports')
  const viewer = useViewer()
  const mapping = useImport((state) => state.mapping)
  const choices = useImport((state) => state.choices)
  const stages = (['client', 'lead'] as const).filter((one) => mayImport(viewer, one))
  const other = stages.includes(choices.stage) ? undefined : stages[0]
  useEffect(() => {
    if (other) choose({ stage: other })
  }, [other])
  const told = signs.filter((sign) => tellsDuplicates(mapping, sign))
  const by = told.filter((sign) => choices.duplicatesBy.includes(sign))
  return (
    <>
      <ImportProblem error={error} />
      <div className={classes.part}>
        <span className={classes.title}>{t('into')}</span>
        <SegmentedControl
          aria-label={t('into')}
          value={choices.stage}
          // A person who may be responsible for clients need not be one for leads, and the usual choice is another one.
          onChange={(chosen) => choose({ stage: chosen === 'lead' ? 'lead' : 'client', responsible: undefined })}
          data={stages.map((value) => ({ value, label: t(value === 'lead' ? 'into_leads' : 'into_clients') }))}
        />
      </div>
      <Radio.Group
        label={<span className={classes.title}>{t('duplicates')}</span>}
        description={t(told.length === 0 ? 'duplicates_unknown' : 'duplicates_text')}
        value={choices.duplicates}
        onChange={(chosen) => choose({ duplicates: ways.find((way) => way === chosen) ?? 'skip' })}
      >
        <div className={classes.choices}>
          {ways.map((way) => (
            <Radio
              key={way}
              value={way}
              disabled={told.length === 0}
              label={t(`duplicate.${way}`)}
              description={t(`duplicate_text.${way}`)}
              data-autofocus={choices.duplicates === way || undefined}
            />
          ))}
        </div>
      </Radio.Group>
      {told.length > 0 && choices.duplicates !== 'add' && (
        <Checkbox.Group
          label={t('duplicates_by')}
          error={by.length === 0 ? t('duplicates_by_nothing') : undefined}
          value={by}
          onChange={(chosen) =>
            choose({ duplicatesBy: signs.filter((sign) => (told.includes(sign) ? chosen : choices.duplicatesBy).includes(sign)) })
          }
        >
          <div className={classes.row}>
            {told.map((sign) => (
              <Checkbox key={sign} value={sign} label={t(`by.${sign}`)} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <ForAll choices={choices} />
      <div className={classes.buttons}>
        <Button variant="subtle" onClick={() => show({ type: 'columns', file, error: null, asked: null })}>
          {t('back')}
        </Button>
        <Button variant="filled" onClick={() => void checkFile(api, file)}>
          {t('check')}
        </Button>
      </div>
    </>
  )
}
