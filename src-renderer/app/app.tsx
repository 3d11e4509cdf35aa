import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Api } from '../api/api.ts'
import { ApiProvider } from '../api/api-context.tsx'
import { TimeZone } from '../i18n/format.ts'
import { speak } from '../i18n/i18n.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { UiProvider } from '../ui/ui-provider.tsx'
import { Frame } from './frame.tsx'
import { createQueryClient } from './query-client.ts'
import { keepFresh } from './refresh.ts'
import { useFreshPage } from './use-fresh-page.ts'
import { useSessionQuery } from './use-session.ts'

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
        {session ? <Frame /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
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
