import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Api } from '../api/api.ts'
import { ApiProvider } from '../api/api-context.tsx'
import { keepDraftsOf } from '../feed/note-draft.ts'
import { TimeZone } from '../i18n/format.ts'
import { speak } from '../i18n/i18n.ts'
import { BlockedScreen } from '../team/blocked-screen.tsx'
import { useLinkFromAddress } from '../team/join-link.ts'
import { useTeam } from '../team/team-store.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { UiProvider } from '../ui/ui-provider.tsx'
import { stageOf } from '../wizard/stage.ts'
import { Wizard } from '../wizard/wizard.tsx'
import { useWizardView } from '../wizard/wizard-store.ts'
import { Frame } from './frame.tsx'
import { createQueryClient } from './query-client.ts'
import { keepFresh } from './refresh.ts'
import { useFreshPage } from './use-fresh-page.ts'
import { useSession, useSessionQuery } from './use-session.ts'

/** The screens, or what comes before them. */
export const Stage = () => {
  const session = useSession()
  const team = useTeam((state) => state)
  const { wanted } = useWizardView()
  useLinkFromAddress(session.firstStart)
  useEffect(() => {
    if (team) keepDraftsOf(team.mode === 'team' ? `${team.name} ${team.server}` : null)
  }, [team])
  switch (stageOf(session, team, wanted)) {
    case 'wait':
      return null
    case 'wizard':
      return <Wizard />
    case 'blocked':
      return (
        <BlockedScreen
          name={(team?.mode === 'team' ? team.name : team?.blockedBy) ?? ''}
          going={team?.mode === 'team'}
          onChosen={(way) => useWizardView.setState({ wanted: way === 'join', way })}
        />
      )
    case 'frame':
      return <Frame />
  }
}

const Page = () => {
  const { data: session, error, refetch } = useSessionQuery()
  const language = session?.me.language
  useFreshPage(session?.workspace.id)
  useEffect(() => {
    if (language) speak(language)
  }, [language])
  return (
    <UiProvider theme={session?.device.theme}>
      <TimeZone value={session?.me.timeZone}>
        {session ? <Stage /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      </TimeZone>
    </UiProvider>
  )
}

/** The CRM page over one connection to the core. */
export const App = ({ api }: { readonly api: Api }) => {
  const [queries] = useState(createQueryClient)
  useEffect(() => keepFresh(api, queries), [api, queries])
  return (
    <ApiProvider api={api}>
      <QueryClientProvider client={queries}>
        <Page />
      </QueryClientProvider>
    </ApiProvider>
  )
}
