import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactChange, ContactLine, ContactQuery } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import type { ApiClient } from '../api/api.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { tellFailure, useAct } from '../app/use-act.ts'
import { useRowWindows } from '../app/use-row-windows.ts'
import { explain, explainFields } from '../i18n/explain.ts'
import { toastWithUndo } from '../ui/toasts.tsx'

/** Milliseconds for which a hand that types rests before what it has found is counted. */
const countingPause = 150

/** Rejects where the signal comes first. */
const rest = (signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, countingPause)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })

export const useContactRows = (query: ContactQuery) => {
  const { client } = useApi()
  return useRowWindows<ContactLine>({
    queryKey: [...queryKeys.contactLists, query],
    fetchRows: async (offset, limit, signal) => (await client.contacts.list({ ...query, offset, limit }, { signal })).rows,
    fetchCount: async (signal) => {
      // What is searched may have to be looked at row by row, and is another one with the next letter.
      if (query.search !== '') await rest(signal)
      return (await client.contacts.count(query, { signal })).total
    },
  })
}

/** How many are in a tab as such, whatever is searched and filtered. */
export const useTabCount = (stage: Contact['stage'], tab: ContactQuery['tab']): number | undefined => {
  const { client } = useApi()
  const { data } = useQuery({
    queryKey: [...queryKeys.contactLists, 'tab', stage, tab],
    queryFn: ({ signal }) => client.contacts.count({ stage, tab }, { signal }),
  })
  return data?.total
}

export const useFacets = (query: ContactQuery) => {
  const { client } = useApi()
  const { data } = useQuery({
    queryKey: [...queryKeys.contactLists, 'facets', query],
    queryFn: ({ signal }) => client.contacts.facets(query, { signal }),
    placeholderData: keepPreviousData,
  })
  return data
}

/** How the card of somebody is asked for. */
export const cardQuery = (client: ApiClient, id: string) =>
  queryOptions({ queryKey: [...queryKeys.contacts, id], queryFn: ({ signal }) => client.contacts.get({ id }, { signal }) })

export const useContact = (id: string) => {
  const { client } = useApi()
  return useQuery(cardQuery(client, id))
}

/** Whether a card went from this account: it was deleted, or given to somebody whose cards are not seen here. What was known of it may be there still. */
export const isGone = (error: unknown): boolean => error !== null && explain(error).code === 'not_found'

/** Whom the keys of a list are about while a card is open: what they need of the contact; undefined while there is none, or nothing is known yet. */
export const useOpenedContact = (id: string | null) => {
  const { client } = useApi()
  const { data, error } = useQuery({ ...cardQuery(client, id ?? ''), enabled: id !== null })
  if (!data || isGone(error)) return undefined
  const { id: contactId, name, phones, stage, responsible, leadStatus, wonBy } = data
  return { id: contactId, name, phone: phones[0] ?? null, stage, responsible, leadStatus, wonBy }
}

/** Saves a change; answers the words for the field that is wrong, or null where nothing is: it was saved, or may not be changed any more. */
export type SaveContact = (change: Omit<ContactChange, 'id'>) => Promise<string | null>

/** What a change holds of somebody's own words: choices are made again in a moment. */
const typedIn = ({ fields, phones, emails, messengers, persons }: Omit<ContactChange, 'id'>): string => {
  const { name, company, website, city, address, zip, comment } = fields ?? {}
  return [
    ...[name, company, website, city, address, zip, comment],
    ...(phones?.put ?? []).map(({ typed }) => typed),
    ...(emails?.put ?? []).map((email) => email.address),
    ...(messengers?.put ?? []).map(({ value }) => value),
    ...(persons?.put ?? []).flatMap((person) => [person.name, person.phone, person.email]),
  ]
    .filter(Boolean)
    .join(', ')
}

/** Saves changes of a contact, with undo in the toast. */
export const useSaveContact = (id: string): SaveContact => {
  const { client } = useApi()
  const queries = useQueryClient()
  const { tellDone } = useAct()
  const { t } = useTranslation('clients')
  return useCallback(
    async (change) => {
      try {
        const { batch } = await client.contacts.update({ id, ...change })
        // What was saved shows at once; lists get their ids from the core.
        queries.setQueryData<Contact>([...queryKeys.contacts, id], (contact) => contact && { ...contact, ...change.fields })
        tellDone(batch, t('saved'))
        await queries.invalidateQueries({ queryKey: [...queryKeys.contacts, id] })
        return null
      } catch (error) {
        const { code, title, problems } = explain(error)
        const typed = typedIn(change)
        // No fault of the field's: it goes back to what is there, and what was typed is handed back.
        if (code === 'forbidden' || code === 'taken' || (code === 'not_found' && typed !== '')) {
          if (typed === '') tellFailure(error)
          else {
            toastWithUndo({
              text: t('refused', { why: problems[0]?.text ?? title, typed }),
              undoLabel: t('copy'),
              onUndo: () => void navigator.clipboard.writeText(typed),
            })
          }
          return null
        }
        const [refused] = Object.values(explainFields(error) ?? {})
        if (refused === undefined) tellFailure(error)
        return refused ?? t('not_saved')
      }
    },
    [client, id, queries, tellDone, t],
  )
}

/** Deletes contacts at once and offers to take it back. */
export const useDeleteContacts = () => {
  const { client } = useApi()
  const { act } = useAct()
  const { t } = useTranslation('clients')
  return useCallback(
    (ids: readonly string[], name?: string) =>
      act(
        () => client.contacts.delete({ ids: [...ids] }),
        ids.length === 1 && name ? t('person_deleted', { name }) : t('deleted', { count: ids.length }),
      ),
    [act, client, t],
  )
}
