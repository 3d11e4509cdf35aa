import {
  IconDatabaseExport,
  IconForms,
  IconHistory,
  IconListCheck,
  IconPhone,
  IconRoute,
  IconSettings,
  IconShieldCheck,
  IconTableImport,
  IconTag,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { go } from '../app/navigation.ts'
import { formatRoute, type SettingsPage, settingsPages } from '../app/routes.ts'
import { usePageTitle } from '../app/use-page-title.ts'
import { useViewer } from '../app/use-viewer.ts'
import { AuditPage } from '../audit/audit-page.tsx'
import { PropertiesPage } from '../catalogue/properties-page.tsx'
import { SourcesPage } from '../catalogue/sources-page.tsx'
import { StatusesPage } from '../catalogue/statuses-page.tsx'
import { TagsPage } from '../catalogue/tags-page.tsx'
import { ExportPage } from '../exports/export-page.tsx'
import { GroupsPage } from '../groups/groups-page.tsx'
import { ImportHistoryPage } from '../import/import-history-page.tsx'
import { useTeam } from '../team/team-store.ts'
import { useTelephoneAccount } from '../telephony/use-telephone-account.ts'
import { useAccountDraft } from './account-draft.ts'
import { isChanged } from './account-form.ts'
import { GeneralPage } from './general-page.tsx'
import { ProfilePage } from './profile-page.tsx'
import classes from './settings-screen.module.css'
import { TeamPage } from './team-page.tsx'
import { TelephonyPage } from './telephony-page.tsx'

interface Shown {
  readonly icon: ReactNode
  readonly Page: () => ReactNode
  /** Takes all the room there is. */
  readonly wide?: boolean
}

const pages: Readonly<Record<SettingsPage, Shown>> = {
  profile: { icon: <IconUser />, Page: ProfilePage },
  team: { icon: <IconUsersGroup />, Page: TeamPage },
  groups: { icon: <IconShieldCheck />, Page: GroupsPage, wide: true },
  telephony: { icon: <IconPhone />, Page: TelephonyPage },
  general: { icon: <IconSettings />, Page: GeneralPage },
  tags: { icon: <IconTag />, Page: TagsPage, wide: true },
  sources: { icon: <IconRoute />, Page: SourcesPage, wide: true },
  properties: { icon: <IconForms />, Page: PropertiesPage, wide: true },
  statuses: { icon: <IconListCheck />, Page: StatusesPage, wide: true },
  imports: { icon: <IconTableImport />, Page: ImportHistoryPage, wide: true },
  export: { icon: <IconDatabaseExport />, Page: ExportPage },
  audit: { icon: <IconHistory />, Page: AuditPage, wide: true },
}

/** What belongs together stands together. */
const groups = [
  ['mine', ['profile', 'team', 'groups', 'telephony', 'general']],
  ['data', ['tags', 'sources', 'properties', 'statuses']],
  ['moving', ['imports', 'export', 'audit']],
] as const satisfies readonly (readonly [string, readonly SettingsPage[]])[]

const useUnsavedPages = (): readonly SettingsPage[] => {
  const account = useTelephoneAccount()
  const draft = useAccountDraft((state) => state.draft)
  return draft !== null && account !== undefined && isChanged(draft, account) ? ['telephony'] : []
}

export const SettingsScreen = ({ page: wanted }: { readonly page: SettingsPage }) => {
  const { t } = useTranslation('settings')
  const unsaved = useUnsavedPages()
  const isTeam = useTeam((state) => state?.mode === 'team')
  const { administrator } = useViewer()
  // Whoever works alone has all rights, and nobody to give them to.
  const offered = settingsPages.filter((name) => (isTeam || name !== 'groups') && (administrator || name !== 'audit'))
  const page = offered.includes(wanted) ? wanted : wanted === 'audit' ? 'profile' : 'team'
  const { Page, wide } = pages[page]
  const title = t(`page.${page}`)
  usePageTitle(`${title} · ${t('title')}`)
  return (
    <div className={classes.screen}>
      <nav className={classes.pages} aria-label={t('pages')}>
        <h2 className={classes.heading}>{t('title')}</h2>
        {groups.map(([group, names]) => (
          <ul key={group} className={classes.list} aria-label={t(`group.${group}`)}>
            {names
              .filter((name) => offered.includes(name))
              .map((name) => (
                <li key={name}>
                  <a
                    className={classes.page}
                    href={formatRoute({ screen: 'settings', page: name })}
                    aria-current={name === page ? 'page' : undefined}
                    onClick={(event) => {
                      event.preventDefault()
                      go({ screen: 'settings', page: name })
                    }}
                  >
                    {pages[name].icon}
                    <span className={classes.words}>{t(`page.${name}`)}</span>
                    {unsaved.includes(name) && name !== page && <span className={classes.unsaved}>{t('unsaved')}</span>}
                  </a>
                </li>
              ))}
          </ul>
        ))}
      </nav>
      <div className={classes.content}>
        <h1 className={classes.title}>{title}</h1>
        <div className={wide ? classes.wide : classes.form}>
          <Page key={page} />
        </div>
      </div>
    </div>
  )
}
