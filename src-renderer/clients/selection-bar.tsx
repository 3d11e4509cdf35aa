import { Button, Menu } from '@mantine/core'
import {
  IconArrowMerge,
  IconDots,
  IconFileExport,
  IconFlag,
  IconSelectAll,
  IconTag,
  IconTagOff,
  IconTrash,
  IconUser,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import { heldStatus } from '../../src-shared/catalogue/lead-statuses.ts'
import type { BulkAction } from '../../src-shared/contacts/contact-contract.ts'
import { type Contact, contactTypes } from '../../src-shared/contacts/contact-kind.ts'
import { useApi } from '../api/api-context.tsx'
import { tellFailure } from '../app/use-act.ts'
import { useMembers } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useStatusName } from '../catalogue/catalogue-words.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useFormat } from '../i18n/format.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { PickButton } from '../ui/pick-button.tsx'
import { mayDeleteIn, mayEditIn, mayExport } from './contact-offers.ts'
import classes from './selection-bar.module.css'
import type { ChangeWords } from './use-change-contacts.ts'

interface Props {
  readonly stage: Contact['stage']
  readonly count: number
  /** How many the list finds. */
  readonly found: number
  readonly onAll: () => void
  readonly onClear: () => void
  readonly onChange: (action: BulkAction, words: ChangeWords) => void
  readonly onDelete: () => void
  readonly onExport: () => void
  /** Null where so many, or so few, do not become one. */
  readonly onMerge: (() => void) | null
}

const AssignPick = ({ onChange }: Pick<Props, 'onChange'>) => {
  const { t } = useTranslation('clients')
  const members = useMembers()
  const nobody = 'nobody'
  const options = [
    ...members.filter(({ blocked }) => !blocked).map(({ id, name }) => ({ value: id, label: name })),
    { value: nobody, label: t('nobody') },
  ]
  return (
    <PickButton
      label={t('bulk.assign')}
      icon={<IconUser />}
      options={options}
      searchLabel={t('bulk.find_person')}
      nothing={t('bulk.nothing')}
      onPick={(value) => {
        const name = options.find((option) => option.value === value)?.label ?? ''
        onChange({ type: 'assign', responsible: value === nobody ? null : value }, (count) => t('changed.assign', { ...count, name }))
      }}
    />
  )
}

const TagPicks = ({ onChange }: Pick<Props, 'onChange'>) => {
  const { t } = useTranslation('clients')
  const { client } = useApi()
  const { tags } = useCatalogue()
  const options = tags.map(({ id, name }) => ({ value: id, label: name }))
  const nameOf = (id: string) => options.find(({ value }) => value === id)?.label ?? ''
  const add = (id: string, name: string) => onChange({ type: 'tag', add: [id] }, (count) => t('changed.tag', { ...count, name }))
  const make = async (name: string) => {
    const id = newId()
    try {
      await client.catalogue.put({ kind: 'tag', id, name, colour: null })
      add(id, name)
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <>
      <PickButton
        label={t('bulk.tag')}
        icon={<IconTag />}
        options={options}
        searchLabel={t('bulk.find_tag')}
        nothing={t('bulk.nothing')}
        onPick={(id) => add(id, nameOf(id))}
        make={{ label: (name) => t('bulk.make_tag', { name }), onMake: (name) => void make(name) }}
      />
      {options.length > 0 && (
        <PickButton
          label={t('bulk.untag')}
          icon={<IconTagOff />}
          options={options}
          searchLabel={t('bulk.find_tag')}
          nothing={t('bulk.nothing')}
          onPick={(id) => onChange({ type: 'tag', remove: [id] }, (count) => t('changed.untag', { ...count, name: nameOf(id) }))}
        />
      )}
    </>
  )
}

const StatusPick = ({ onChange }: Pick<Props, 'onChange'>) => {
  const { t } = useTranslation('clients')
  const { statuses } = useCatalogue()
  const nameOf = useStatusName()
  // How the work on a lead ends is said one by one.
  const options = statuses
    .filter(({ category }) => category === 'new' || category === 'open')
    .map((status) => ({ value: heldStatus(status), label: nameOf(status) }))
  return (
    <PickButton
      label={t('bulk.status')}
      icon={<IconFlag />}
      options={options}
      searchLabel={t('bulk.find_status')}
      nothing={t('bulk.nothing')}
      onPick={(status) => {
        const name = options.find(({ value }) => value === status)?.label ?? ''
        onChange({ type: 'lead_status', status }, (count) => t('changed.status', { ...count, name }))
      }}
    />
  )
}

const TypePick = ({ onChange }: Pick<Props, 'onChange'>) => {
  const { t } = useTranslation('clients')
  return (
    <PickButton
      label={t('bulk.type')}
      icon={<IconFlag />}
      options={contactTypes.map((value) => ({ value, label: t(`type.${value}`) }))}
      searchLabel={t('bulk.type')}
      nothing={t('bulk.nothing')}
      onPick={(picked) => {
        const value = contactTypes.find((type) => type === picked)
        if (value) onChange({ type: 'contact_type', value }, (count) => t('changed.type', { ...count, name: t(`type.${value}`) }))
      }}
    />
  )
}

/** What can be done to how many. */
export const SelectionBar = ({ stage, count, found, onAll, onClear, onChange, onDelete, onExport, onMerge }: Props) => {
  const { t } = useTranslation('clients')
  const format = useFormat()
  const viewer = useViewer()
  const edits = mayEditIn(viewer, stage)
  const exports = mayExport(viewer, stage)
  const merge = edits && mayDeleteIn(viewer, stage) ? onMerge : null
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('selection')} data-bottom-bar>
      <span className={classes.count} role="status">
        {t('selected', { count, shown: format.number(count) })}
      </span>
      <IconButton label={t('clear_selection')} shortcut="Esc" size="var(--control-small)" onClick={onClear}>
        <IconX />
      </IconButton>
      {edits && (
        <>
          <AssignPick onChange={onChange} />
          <TagPicks onChange={onChange} />
          {stage === 'lead' ? <StatusPick onChange={onChange} /> : <TypePick onChange={onChange} />}
        </>
      )}
      {mayDeleteIn(viewer, stage) && (
        <Button size="xs" color="red" leftSection={<IconTrash />} rightSection={<Kbd>Del</Kbd>} onClick={onDelete}>
          {t('delete')}
        </Button>
      )}
      {(exports || merge || count < found) && (
        <Menu position="top-start">
          <Menu.Target>
            <IconButton label={t('bulk.more')} variant="default" size="var(--control-small)">
              <IconDots />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            {count < found && (
              <Menu.Item leftSection={<IconSelectAll />} rightSection={<Kbd>Ctrl A</Kbd>} onClick={onAll}>
                {t('bulk.all', { count: found, shown: format.number(found) })}
              </Menu.Item>
            )}
            {exports && (
              <Menu.Item leftSection={<IconFileExport />} onClick={onExport}>
                {t('bulk.export')}
              </Menu.Item>
            )}
            {merge && (
              <Menu.Item leftSection={<IconArrowMerge />} onClick={merge}>
                {t('bulk.merge')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}
