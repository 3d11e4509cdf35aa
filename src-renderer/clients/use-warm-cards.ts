import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ContactLine } from '../../src-shared/contacts/contact-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { cardQuery } from './use-contacts.ts'

/** Milliseconds for which the keyboard rests on a row before its card is asked for: who runs through a list asks for none. */
const rest = 40

interface Options {
  readonly rowAt: (index: number) => ContactLine | undefined
  readonly active: number
  /** Whether a card is open beside the list: then a key opens the next one or the one before. */
  readonly besideCard: boolean
}

/** Asks for the cards that the next key may open, so that it shows them at once. */
export const useWarmCards = ({ rowAt, active, besideCard }: Options) => {
  const { client } = useApi()
  const queries = useQueryClient()
  const ids = (besideCard ? [active + 1, active - 1] : [active]).flatMap((index) => rowAt(index)?.id ?? []).join(' ')
  useEffect(() => {
    if (ids === '') return
    const timer = window.setTimeout(() => {
      for (const id of ids.split(' ')) void queries.prefetchQuery(cardQuery(client, id))
    }, rest)
    return () => window.clearTimeout(timer)
  }, [ids, client, queries])
}
