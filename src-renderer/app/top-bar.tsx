import { Button, Menu } from '@mantine/core'
import { IconFileImport, IconPlus, IconSearch, IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { mayAddClients, mayImport } from '../clients/contact-offers.ts'
import { ImportPill } from '../import/import-pill.tsx'
import { PhonePill } from '../telephony/phone-pill.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { WorkPill } from '../work/work-pill.tsx'
import { SyncPill } from './sync-pill.tsx'
import classes from './top-bar.module.css'
import { useSession } from './use-session.ts'
import { useViewer } from './use-viewer.ts'
import { openAdd, useView } from './view-store.ts'

const AddMenu = () => {
  const { t } = useTranslation('app')
  const set = useView((view) => view.set)
  const viewer = useViewer()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="filled" leftSection={<IconPlus />}>
          {t('add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {mayAddClients(viewer) && (
          <Menu.Item leftSection={<IconUsers />} rightSection={<Kbd>N</Kbd>} onClick={() => openAdd()}>
            {t('add_client')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconUserPlus />} onClick={() => openAdd({ stage: 'lead' })}>
          {t('add_lead')}
        </Menu.Item>
        {mayImport(viewer) && (
          <Menu.Item leftSection={<IconFileImport />} onClick={() => set({ importOpen: true })}>
            {t('import')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

export const TopBar = () => {
  const { t } = useTranslation('app')
  const { device } = useSession()
  const set = useView((view) => view.set)
  return (
    <header className={classes.bar} data-wide={device.railWide || undefined}>
      <span className={classes.brand}>Leadline</span>
      <button type="button" className={classes.search} aria-keyshortcuts="Control+K" onClick={() => set({ paletteOpen: true })}>
        <IconSearch aria-hidden="true" />
        <span className={classes.hint}>{t('search_hint')}</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <div className={classes.right}>
        <ImportPill />
        <WorkPill />
        <SyncPill />
        <PhonePill />
        <AddMenu />
      </div>
    </header>
  )
}
