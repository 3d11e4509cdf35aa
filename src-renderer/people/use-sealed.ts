import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { tellFailure } from '../app/use-act.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useFormat } from '../i18n/format.ts'
import { toast, toastFailure } from '../ui/toasts.tsx'
import { sealedFacts } from './sealed-facts.ts'

/** So many are accepted at once. */
const mostAtOnce = 500

/** Milliseconds after which it is asked for again: nothing tells that somebody else has accepted some. */
const askingAgain = 30_000

/** What blocked people had not sent, for administrators; empty for everybody else, and while the server is out of reach. */
export const useSealed = (connected: boolean) => {
  const { client } = useApi()
  const isAsked = useViewer().administrator && connected
  const { data } = useQuery({
    queryKey: queryKeys.sealed,
    queryFn: ({ signal }) => client.team.sealed(undefined, { signal }),
    enabled: isAsked,
    refetchInterval: askingAgain,
  })
  return useMemo(() => (isAsked && data ? sealedFacts(data.items) : []), [isAsked, data])
}

/** Accepts some of it, and says what came of it: `text` where the server took it all. */
export const useAcceptSealed = () => {
  const { client } = useApi()
  const { t } = useTranslation('people')
  const format = useFormat()
  const queries = useQueryClient()
  return useCallback(
    async (ids: readonly number[], text: string) => {
      try {
        let taken = 0
        for (let at = 0; at < ids.length; at += mostAtOnce) {
          const { accepted } = await client.team.acceptSealed({ ids: ids.slice(at, at + mostAtOnce) })
          taken += accepted
        }
        const numbers = { accepted: format.number(taken), asked: format.number(ids.length) }
        if (taken === ids.length) toast(text)
        else toastFailure(t('sealed.not_all'), t('sealed.not_all_text', numbers))
      } catch (error) {
        tellFailure(error)
      }
      await queries.invalidateQueries({ queryKey: queryKeys.sealed })
    },
    [client, t, format, queries],
  )
}
