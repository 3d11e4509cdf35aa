import {
  IconCopy,
  IconFileImport,
  IconHelpCircle,
  IconKeyboard,
  IconLanguage,
  IconLayoutDashboard,
  IconMoon,
  IconPhone,
  IconSettings,
  IconSun,
  IconSunMoon,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { mayAddClients, mayImport } from '../clients/contact-offers.ts'
import { useTeam } from '../team/team-store.ts'
import { openDialer } from '../telephony/dial.ts'
import { go } from './navigation.ts'
import { tellFailure } from './use-act.ts'
import { useChangeDevice, useSession } from './use-session.ts'
import { useViewer } from './use-viewer.ts'
import { openAdd, useView } from './view-store.ts'

export interface Command {
  readonly id: string
  readonly title: string
  /** Other words under which it is found. */
  readonly keywords: string
  readonly icon: ReactNode
  readonly shortcut?: string
  readonly run: () => void
}

/** Pages of the settings on which data is managed; the log is for administrators. */
const dataPages = ['tags', 'sources', 'properties', 'statuses', 'imports', 'export', 'audit'] as const

/** Everything that can be done from anywhere; what is not allowed is not offered. */
export const useCommands = (): readonly Command[] => {
  const { t } = useTranslation('app')
  const { t: settingsWord } = useTranslation('settings')
  const { t: duplicates } = useTranslation('duplicates')
  const { client } = useApi()
  const { me } = useSession()
  const viewer = useViewer()
  const isTeam = useTeam((state) => state?.mode === 'team')
  const changeDevice = useChangeDevice()
  const set = useView((view) => view.set)
  const other = me.language === 'pl' ? 'en' : 'pl'
  return [
    ...(mayAddClients(viewer)
      ? [{ id: 'add-client', title: t('add_client'), keywords: t('words.add'), icon: <IconUsers />, shortcut: 'N', run: () => openAdd() }]
      : []),
    { id: 'add-lead', title: t('add_lead'), keywords: t('words.add'), icon: <IconUserPlus />, run: () => openAdd({ stage: 'lead' }) },
    ...(mayImport(viewer)
      ? [{ id: 'import', title: t('import'), keywords: 'csv', icon: <IconFileImport />, run: () => set({ importOpen: true }) }]
      : []),
    { id: 'dialer', title: t('open_dialer'), keywords: t('words.phone'), icon: <IconPhone />, run: () => void openDialer() },
    {
      id: 'general',
      title: t('general'),
      keywords: t('words.go'),
      icon: <IconLayoutDashboard />,
      shortcut: 'G G',
      run: () => go({ screen: 'general' }),
    },
    {
      id: 'clients',
      title: t('clients'),
      keywords: t('words.go'),
      icon: <IconUsers />,
      shortcut: 'G C',
      run: () => go({ screen: 'clients', contactId: null }),
    },
    {
      id: 'leads',
      title: t('leads'),
      keywords: t('words.go'),
      icon: <IconUserPlus />,
      shortcut: 'G L',
      run: () => go({ screen: 'leads', contactId: null }),
    },
    {
      id: 'duplicates',
      title: duplicates('title'),
      keywords: duplicates('keywords'),
      icon: <IconCopy />,
      run: () => go({ screen: 'duplicates' }),
    },
    { id: 'calls', title: t('calls'), keywords: t('words.go'), icon: <IconPhone />, shortcut: 'G P', run: () => go({ screen: 'calls' }) },
    {
      id: 'team',
      title: t('team'),
      keywords: t('words.go'),
      icon: <IconUsersGroup />,
      run: () => go({ screen: 'team', tab: 'people', memberId: null }),
    },
    {
      id: 'settings',
      title: t('settings'),
      keywords: t('words.go'),
      icon: <IconSettings />,
      shortcut: 'G S',
      run: () => go({ screen: 'settings', page: 'profile' }),
    },
    {
      id: 'settings-telephony',
      title: t('settings_telephony'),
      keywords: 'sip',
      icon: <IconSettings />,
      run: () => go({ screen: 'settings', page: 'telephony' }),
    },
    ...dataPages
      .filter((page) => viewer.administrator || page !== 'audit')
      .map((page) => ({
        id: `settings-${page}`,
        title: settingsWord(`page.${page}`),
        keywords: settingsWord('title'),
        icon: <IconSettings />,
        run: () => go({ screen: 'settings', page }),
      })),
    ...(isTeam
      ? [
          {
            id: 'settings-groups',
            title: t('settings_groups'),
            keywords: t('words.rights'),
            icon: <IconSettings />,
            run: () => go({ screen: 'settings', page: 'groups' }),
          },
        ]
      : []),
    { id: 'help', title: t('help'), keywords: t('words.go'), icon: <IconHelpCircle />, shortcut: 'G H', run: () => go({ screen: 'help' }) },
    {
      id: 'shortcuts',
      title: t('shortcuts.title'),
      keywords: '',
      icon: <IconKeyboard />,
      shortcut: '?',
      run: () => set({ shortcutsOpen: true }),
    },
    {
      id: 'light',
      title: t('theme_light'),
      keywords: t('words.theme'),
      icon: <IconSun />,
      run: () => void changeDevice({ theme: 'light' }),
    },
    { id: 'dark', title: t('theme_dark'), keywords: t('words.theme'), icon: <IconMoon />, run: () => void changeDevice({ theme: 'dark' }) },
    {
      id: 'auto',
      title: t('theme_auto'),
      keywords: t('words.theme'),
      icon: <IconSunMoon />,
      run: () => void changeDevice({ theme: 'auto' }),
    },
    {
      id: 'language',
      title: other === 'pl' ? 'Przełącz na polski' : 'Switch to English',
      keywords: t('words.language'),
      icon: <IconLanguage />,
      run: () => void client.settings.updateMe({ language: other }).catch(tellFailure),
    },
  ]
}
