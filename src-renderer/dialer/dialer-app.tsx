import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Api } from '../api/api.ts'
import { ApiProvider } from '../api/api-context.tsx'
import { createQueryClient } from '../app/query-client.ts'
import { keepFresh } from '../app/refresh.ts'
import { useFreshPage } from '../app/use-fresh-page.ts'
import { useSessionQuery } from '../app/use-session.ts'
import { TimeZone } from '../i18n/format.ts'
import { speak } from '../i18n/i18n.ts'
import { TelephoneContext } from '../telephony/use-telephone.tsx'
import { UiProvider } from '../ui/ui-provider.tsx'
import type { Dialer } from './create-dialer.ts'
import { DialerPage } from './dialer-page.tsx'
import { useHereTelephone } from './use-here-telephone.ts'

const Page = ({ dialer }: { readonly dialer: Dialer }) => {
  const { data: session } = useSessionQuery()
  const telephone = useHereTelephone(dialer)
  const language = session?.me.language
  useFreshPage(session?.workspace.id)
  useEffect(() => {
    if (language) speak(language)
  }, [language])
  return (
    <UiProvider theme={session?.device.theme}>
      <TimeZone value={session?.me.timeZone}>
        <TelephoneContext value={telephone}>
          <DialerPage dialer={dialer} />
        </TelephoneContext>
      </TimeZone>
    </UiProvider>
  )
}

/** The page of the telephone over one connection to the core. It works on while the core is away. */
export const DialerApp = ({ api, dialer }: { readonly api: Api; readonly dialer: Dialer }) => {
  const [queries] = useState(createQueryClient)
  useEffect(() => keepFresh(api, queries), [api, queries])
  return (
    <ApiProvider api={api}>
      <QueryClientProvider client={queries}>
        <Page dialer={dialer} />
      </QueryClientProvider>
    </ApiProvider>
  )
}
