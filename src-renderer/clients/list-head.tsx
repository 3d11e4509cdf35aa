import { Menu, SegmentedControl, TextInput } from '@mantine/core'
import {
  IconColumns3,
  IconCopy,
  IconDots,
  IconFileExport,
  IconFileImport,
  IconFilter,
  IconLayoutKanban,
  IconList,
  IconPlus,
  IconSearch,
} from '@tabler/icons-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { go } from '../app/navigation.ts'
import { useChangeDevice, useSession } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { openAdd, useView } from '../app/view-store.ts'
import { useFormat } from '../i18n/format.ts'
import { IconButton } from '../ui/icon-button.tsx'
import classes from './contact-list-screen.module.css'
import type { ContactListView } from './contact-list-view.ts'
import { mayAdd, mayDeleteIn, mayEditIn, mayExport, mayImport, tabsOf } from './contact-offers.ts'
import { useTabCount } from './use-contacts.ts'

interface TabProps {
  readonly stage: Contact['stage']
  readonly tab: ContactListView['tab']
}

const TabLabel = ({ stage, tab }: TabProps) => {
  const { t } = useTranslation('clients')
  const format = useFormat()
  const count = useTabCount(stage, tab)
  return (
    <span className={classes.tab}>
      {t(`${stage}.${tab}`)} <span className={classes.count}>{count === undefined ? '' : format.number(count)}</span>
    </span>
  )
}

interface MoreProps {
  readonly stage: Contact['stage']
  /** Null where there are none to choose. */
  readonly onColumns: (() => void) | null
  readonly onExport: () => void
}

const MoreMenu = ({ stage, onColumns, onExport }: MoreProps) => {
  const { t } = useTranslation('clients')
  const viewer = useViewer()
  const setView = useView((state) => state.set)
  const merges = mayEditIn(viewer, stage) && mayDeleteIn(viewer, stage)
  const imports = mayImport(viewer, stage)
  const exports = mayExport(viewer, stage)
  if (!onColumns && !imports && !exports && !merges) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={t('more')}>
          <IconDots />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {onColumns && (
          <Menu.Item leftSection={<IconColumns3 />} onClick={onColumns}>
            {t('columns.title')}
          </Menu.Item>
        )}
        {imports && (
          <Menu.Item leftSection={<IconFileImport />} onClick={() => setView({ importOpen: true })}>
            {t('import')}
          </Menu.Item>
        )}
        {exports && (
          <Menu.Item leftSection={<IconFileExport />} onClick={onExport}>
            {t('bulk.export')}
          </Menu.Item>
        )}
        {merges && (
          <Menu.Item leftSection={<IconCopy />} onClick={() => go({ screen: 'duplicates' })}>
            {t('duplicates')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

interface Props extends MoreProps {
  readonly view: ContactListView
  readonly onChange: (change: Partial<ContactListView>) => void
  readonly searchField: RefObject<HTMLInputElement | null>
  /** The keys go from the search field to what it has found. */
  readonly onLeaveSearch: () => void
}

/** The title of a list with its tabs, its search, and what can be done with all of it. */
export const ListHead = ({ stage, view, onChange, searchField, onLeaveSearch, onColumns, onExport }: Props) => {
  const { t } = useTranslation('clients')
  const { device } = useSession()
  const viewer = useViewer()
  const changeDevice = useChangeDevice()
  const { filtersOpen, leadsOnBoard } = device
  const usual: readonly ContactListView['tab'][] = tabsOf(viewer, stage)
  // A figure of the dashboard may count more than these tabs show; then its own stands beside them.
  const tabs = usual.includes(view.tab) ? usual : [...usual, view.tab]

  const hearSearchKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && view.search !== '') onChange({ search: '', active: 0 })
    else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') onLeaveSearch()
    else return
    event.preventDefault()
  }

  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{t(`${stage}.title`)}</h1>
      <SegmentedControl
        aria-label={t('tabs')}
        value={view.tab}
        onChange={(tab) => onChange({ tab: tab as ContactListView['tab'], active: 0 })}
        data={tabs.map((tab) => ({ value: tab, label: <TabLabel stage={stage} tab={tab} /> }))}
      />
      <TextInput
        ref={searchField}
        className={classes.search}
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch />}
        leftSectionWidth="var(--control-small)"
        value={view.search}
        onChange={(event) => onChange({ search: event.currentTarget.value, active: 0 })}
        onKeyDown={hearSearchKey}
      />
      <span className={classes.buttons}>
        {stage === 'lead' && (
          <IconButton
            label={leadsOnBoard ? t('show_list') : t('show_board')}
            onClick={() => void changeDevice({ leadsOnBoard: !leadsOnBoard })}
          >
            {leadsOnBoard ? <IconList /> : <IconLayoutKanban />}
          </IconButton>
        )}
        <IconButton
          label={filtersOpen ? t('hide_filters') : t('show_filters')}
          aria-pressed={filtersOpen}
          onClick={() => void changeDevice({ filtersOpen: !filtersOpen })}
        >
          <IconFilter />
        </IconButton>
        <MoreMenu stage={stage} onColumns={onColumns} onExport={onExport} />
        {mayAdd(viewer, stage) && (
          <IconButton
            label={t(`${stage}.add`)}
            shortcut="N"
            variant="default"
            onClick={() => openAdd({ stage, unsorted: stage === 'lead' && view.tab === 'unsorted' })}
          >
            <IconPlus />
          </IconButton>
        )}
      </span>
    </header>
  )
}
