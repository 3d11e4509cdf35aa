import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { DuplicateReason } from '../../src-shared/duplicates/duplicate-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'

/** Milliseconds after the last key before the core is asked. */
const typingPause = 150
/** Digits from which on a number says whose it is. */
const shortestNumber = 7
const shortestName = 3

export interface AskedHints {
  readonly name?: string
  readonly phones?: readonly string[]
  readonly emails?: readonly string[]
  /** The contact that is being edited itself. */
  readonly except?: string
}

const askOf = ({ name = '', phones = [], emails = [], except }: AskedHints) => ({
  name: name.trim().length >= shortestName ? name.trim() : '',
  phones: phones.filter((phone) => phone.replace(/\D/g, '').length >= shortestNumber).slice(0, 20),
  emails: emails.filter((email) => /.@.+\../.test(email)).slice(0, 20),
  except: except ?? null,
})

/** Who might be the same as what is being typed; asked a moment after the last key. */
export const useHints = (asked: AskedHints) => {
  const { client } = useApi()
  const text = JSON.stringify(askOf(asked))
  const [settled] = useDebouncedValue(text, typingPause)
  const ask = useMemo(() => JSON.parse(settled) as ReturnType<typeof askOf>, [settled])
  const isAsked = ask.name !== '' || ask.phones.length > 0 || ask.emails.length > 0
  const { data } = useQuery({
    queryKey: [...queryKeys.duplicates, 'hints', settled],
    queryFn: ({ signal }) => client.duplicates.hints(ask, { signal }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  })
  return isAsked && data ? data : { rows: [], known: [] }
}

/** How many groups of each reason there are. */
export const useDuplicateCounts = () => {
  const { client } = useApi()
  return useQuery({
    queryKey: [...queryKeys.duplicates, 'count'],
    queryFn: ({ signal }) => client.duplicates.count(undefined, { signal }),
  }).data
}

const pageSize = 50

export const useDuplicateGroups = (reason: DuplicateReason) => {
  const { client } = useApi()
  return useInfiniteQuery({
    queryKey: [...queryKeys.duplicates, 'list', reason],
    queryFn: ({ pageParam, signal }) => client.duplicates.list({ reason, offset: pageParam, limit: pageSize }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ groups }, pages) => (groups.length < pageSize ? null : pages.length * pageSize),
  })
}
