import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { CallListScreen } from '../calls/call-list-screen.tsx'
import { AddContactDialog } from '../clients/add-contact-dialog.tsx'
import { ContactListScreen } from '../clients/contact-list-screen.tsx'
import { ContactPage } from '../clients/contact-page.tsx'
import { closeMerge, useMerging } from '../duplicates/merge-store.ts'
import { ExportDialog } from '../exports/export-dialog.tsx'
import { useMentionNews } from '../feed/use-mention-news.ts'
import { GeneralScreen } from '../general/general-screen.tsx'
import { useOwnershipNews } from '../people/use-ownership-news.ts'
import { TaskDialog } from '../tasks/task-dialog.tsx'
import { EmptiedState } from '../team/emptied-state.tsx'
import { useTeam } from '../team/team-store.ts'
import { CallBar } from '../telephony/call-bar.tsx'
import { CallWidget } from '../telephony/call-widget.tsx'
import classes from './frame.module.css'
import { useRoute } from './navigation.ts'
import { Palette } from './palette.tsx'
import { PartBoundary } from './part-boundary.tsx'
import { Rail } from './rail.tsx'
import type { Route } from './routes.ts'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { TopBar } from './top-bar.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import { useView } from './view-store.ts'

const TeamScreen = lazy(() => import('../people/team-screen.tsx').then((module) => ({ default: module.TeamScreen })))
const SettingsScreen = lazy(() => import('../settings/settings-screen.tsx').then((module) => ({ default: module.SettingsScreen })))
const AttentionScreen = lazy(() => import('../team/attention-screen.tsx').then((module) => ({ default: module.AttentionScreen })))
const HelpScreen = lazy(() => import('../help/help-screen.tsx').then((module) => ({ default: module.HelpScreen })))
const DuplicatesScreen = lazy(() => import('../duplicates/duplicates-screen.tsx').then((module) => ({ default: module.DuplicatesScreen })))
const MergeDialog = lazy(() => import('../duplicates/merge-dialog.tsx').then((module) => ({ default: module.MergeDialog })))
const ImportDialog = lazy(() => import('../import/import-dialog.tsx').then((module) => ({ default: module.ImportDialog })))

/** Screens of what came from the team. */
const ofTeam: readonly Route['screen'][] = ['general', 'clients', 'leads', 'contact', 'calls', 'duplicates']

const Screen = () => {
  const route = useRoute()
  // Its state changes with each key of a note: the screens are drawn anew for nothing of it but this.
  const emptied = useTeam((state) => (state?.mode === 'team' && state.emptied ? state : null))
  if (emptied && ofTeam.includes(route.screen)) return <EmptiedState team={emptied} />
  switch (route.screen) {
    case 'general':
      return <GeneralScreen />
    case 'clients':
      return <ContactListScreen key="clients" stage="client" contactId={route.contactId} />
    case 'leads':
      return <ContactListScreen key="leads" stage="lead" contactId={route.contactId} />
    case 'contact':
      return <ContactPage key={route.contactId} id={route.contactId} />
    case 'calls':
      return <CallListScreen />
    case 'team':
      return <TeamScreen tab={route.tab} memberId={route.memberId} />
    case 'settings':
      return <SettingsScreen page={route.page} />
    case 'attention':
      return <AttentionScreen />
    case 'duplicates':
      return <DuplicatesScreen />
    case 'help':
      return <HelpScreen />
    case 'join':
      return null
  }
}

const Dialogs = () => {
  const { paletteOpen, shortcutsOpen, importOpen, adding, set } = useView()
  const isMerging = useMerging((merging) => merging.ids !== null)
  return (
    <>
      {paletteOpen && <Palette onClose={() => set({ paletteOpen: false })} />}
      {shortcutsOpen && <ShortcutsDialog onClose={() => set({ shortcutsOpen: false })} />}
      {adding && <AddContactDialog adding={adding} onClose={() => set({ adding: null })} />}
      <ExportDialog />
      <TaskDialog />
      {isMerging && (
        <PartBoundary onClose={closeMerge}>
          <Suspense fallback={null}>
            <MergeDialog />
          </Suspense>
        </PartBoundary>
      )}
      {importOpen && (
        <PartBoundary onClose={() => set({ importOpen: false })}>
          <Suspense fallback={null}>
            <ImportDialog onClose={() => set({ importOpen: false })} />
          </Suspense>
        </PartBoundary>
      )}
    </>
  )
}

/** What stands around every screen: the call on the line, the top bar, the rail. */
export const Frame = () => {
  const { t } = useTranslation('app')
  const { screen } = useRoute()
  useShortcuts()
  useOwnershipNews()
  useMentionNews()
  return (
    <div className={classes.frame}>
      <button type="button" className={classes.skip} onClick={() => document.getElementById('main')?.focus()}>
        {t('skip_to_content')}
      </button>
      <div className={classes.call}>
        <CallBar />
      </div>
      <TopBar />
      <Rail />
      <main id="main" tabIndex={-1} className={classes.main}>
        <PartBoundary key={screen}>
          <Suspense fallback={null}>
            <Screen />
          </Suspense>
        </PartBoundary>
      </main>
      <CallWidget />
      <Dialogs />
    </div>
  )
}
