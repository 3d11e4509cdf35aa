import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TakeResult } from '../../src-shared/leads/lead-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { tellFailure, useAct } from '../app/use-act.ts'
import { toast, toastWithUndo } from '../ui/toasts.tsx'

export interface NamedLead {
  readonly id: string
  readonly name: string
}

/** Takes a lead of the pool and tells what came of it; null where that failed. Undone, the lead goes back to the pool. */
export const useTakeLead = () => {
  const { client } = useApi()
  const queries = useQueryClient()
  const { t } = useTranslation(['leads', 'clients', 'ui'])
  return useCallback(
    async ({ id, name }: NamedLead): Promise<TakeResult['outcome'] | null> => {
      try {
        const { outcome, holder } = await client.leads.take({ id })
        if (outcome === 'lost') toast(t('leads:lost', { name, holder: holder.name }))
        else {
          toastWithUndo({
            text: outcome === 'wish' ? t('leads:wished', { name }) : t('clients:taken', { name }),
            undoLabel: t('ui:undo'),
            onUndo: () => void client.leads.giveBack({ id }).catch(tellFailure),
          })
        }
        if (outcome === 'wish') await queries.invalidateQueries({ queryKey: queryKeys.wishes })
        return outcome
      } catch (error) {
        tellFailure(error)
        return null
      }
    },
    [client, queries, t],
  )
}

export type LeadEnd = { readonly as: 'client' } | { readonly as: 'unsuitable'; readonly reason: string }

/** What is done with a lead that somebody has; each act can be taken back from its toast. All answer false where it failed. */
export const useLeadActs = ({ id, name }: NamedLead) => {
  const { client } = useApi()
  const { act } = useAct()
  const { t } = useTranslation('leads')
  return useMemo(
    () => ({
      giveBack: () => act(() => client.leads.giveBack({ id }), t('given_back', { name })),
      finish: (end: LeadEnd) => act(() => client.leads.finish({ id, ...end }), t(`finish.became_${end.as}`, { name })),
      reopen: () => act(() => client.leads.reopen({ id }), t('reopened', { name })),
    }),
    [act, client, id, name, t],
  )
}

/** Leads whose taking the server has not confirmed yet. */
export const useWishes = (): ReadonlySet<string> => {
  const { client } = useApi()
  const { data } = useQuery({ queryKey: queryKeys.wishes, queryFn: ({ signal }) => client.leads.wishes(undefined, { signal }) })
  return useMemo(() => new Set(data?.ids), [data])
}
