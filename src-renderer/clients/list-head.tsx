import { Menu, SegmentedControl } from '@mantine/core'
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
} from '@tabler/icons-react'
import { memo, type ReactNode, type RefObject, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { go } from '../app/navigation.ts'
import { useChangeDevice, useSession } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { openAdd, useView } from '../app/view-store.ts'
import { useFormat } from '../i18n/format.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { ListSearch } from '../ui/list-search.tsx'
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

interface TabsProps extends TabProps {
  readonly tabs: readonly ContactListView['tab'][]
  readonly onChange: (change: Partial<ContactListView>) => void
}

const Tabs = memo(({ stage, tab, tabs, onChange }: TabsProps) => {
  const { t } = useTranslation('clients')
  return (
    <SegmentedControl
      aria-label={t('tabs')}
      value={tab}
      onChange={(chosen) => onChange({ tab: chosen as ContactListView['tab'], active: 0 })}
      data={tabs.map((one) => ({ value: one, label: <TabLabel stage={stage} tab={one} /> }))}
    />
  )
})

interface MoreProps {
  readonly stage: Contact['stage']
  /** Null where there are none to choose. */
  readonly onColumns: (() => void) | null
  readonly onExport: () => void
}

interface Shown {
  readonly label: string
  readonly icon: ReactNode
  readonly isOn?: boolean
  readonly change: () => void
}

/** What changes how the list is shown: buttons of the head, or the first lines of its menu where there is no room for them. */
const useShown = ({ stage, filtersFit, onCloseCard }: Pick<Props, 'stage' | 'filtersFit' | 'onCloseCard'>): readonly Shown[] => {
  const { t } = useTranslation('clients')
  const { device } = useSession()
  const changeDevice = useChangeDevice()
  const { leadsOnBoard } = device
  const filtersOpen = device.filtersOpen && filtersFit
  const changeFilters = () => {
    if (device.filtersOpen !== !filtersOpen) void changeDevice({ filtersOpen: !filtersOpen })
    if (!filtersFit) onCloseCard()
  }
  return [
    ...(stage === 'lead'
      ? [
          {
            label: leadsOnBoard ? t('show_list') : t('show_board'),
            icon: leadsOnBoard ? <IconList /> : <IconLayoutKanban />,
            change: () => void changeDevice({ leadsOnBoard: !leadsOnBoard }),
          },
        ]
      : []),
    { label: filtersOpen ? t('hide_filters') : t('show_filters'), icon: <IconFilter />, isOn: filtersOpen, change: changeFilters },
  ]
}

const MoreMenu = ({ stage, shown, onColumns, onExport }: MoreProps & { readonly shown: readonly Shown[] }) => {
  const { t } = useTranslation('clients')
  const viewer = useViewer()
  const setView = useView((state) => state.set)
  const merges = mayEditIn(viewer, stage) && mayDeleteIn(viewer, stage)
  const imports = mayImport(viewer, stage)
  const exports = mayExport(viewer, stage)
  if (shown.length === 0 && !onColumns && !imports && !exports && !merges) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={t('more')}>
          <IconDots />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {shown.map(({ label, icon, change }) => (
          <Menu.Item key={label} leftSection={icon} onClick={change}>
            {label}
          </Menu.Item>
        ))}
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
  /** Pixels that the list has; 0 while that is not known. */
  readonly width: number
  /** Whether filters have room, with a card where one is open. */
  readonly filtersFit: boolean
  readonly onCloseCard: () => void
}

/** Pixels that the head needs for one row, with two tabs and with more. */
const wholeFrom = { few: 640, many: 780 } as const

/** The title of a list with its tabs, its search, and what can be done with all of it. */
export const ListHead = ({ stage, view, onChange, searchField, onLeaveSearch, onColumns, onExport, width, ...room }: Props) => {
  const { t } = useTranslation('clients')
  const viewer = useViewer()
  const { tab } = view
  const tabs = useMemo(() => {
    const usual: readonly ContactListView['tab'][] = tabsOf(viewer, stage)
    // A figure of the dashboard may count more than these tabs show; then its own stands beside them.
    return usual.includes(tab) ? usual : [...usual, tab]
  }, [viewer, stage, tab])
  const many = tabs.length > 2 ? 'many' : 'few'
  const isSnug = width > 0 && width < wholeFrom[many]
  const shown = useShown({ stage, ...room })

  return (
    <header className={classes.head} data-snug={isSnug ? many : undefined}>
      {/* The rail and the window say where one is. */}
      <h1 className={isSnug ? 'visually-hidden' : classes.title}>{t(`${stage}.title`)}</h1>
      <Tabs stage={stage} tabs={tabs} tab={tab} onChange={onChange} />
      <ListSearch
        field={searchField}
        label={t('search')}
        placeholder={isSnug ? t('search_short') : undefined}
        value={view.search}
        onSearch={(text) => onChange({ search: text, active: 0 })}
        onLeave={onLeaveSearch}
      />
      <span className={classes.buttons}>
        {!isSnug &&
          shown.map(({ label, icon, isOn, change }) => (
            <IconButton key={label} label={label} aria-pressed={isOn} onClick={change}>
              {icon}
            </IconButton>
          ))}
        <MoreMenu stage={stage} shown={isSnug ? shown : []} onColumns={onColumns} onExport={onExport} />
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
