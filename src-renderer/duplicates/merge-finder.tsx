import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Suggestion } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { formatPhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { useHints } from './use-duplicates.ts'

interface Props {
  readonly contact: Contact
  readonly onFound: (id: string) => void
}

const mostShown = 12

type Found = Pick<Suggestion, 'id' | 'name' | 'company' | 'phone' | 'email'>

const labelOf = ({ name, company, phone, email }: Found): string =>
  [name, company, phone ? formatPhoneNumber(phone) : email].filter(Boolean).join(' · ')

/** Finds the other card of the same person; before anything is typed, those that look like it. */
export const MergeFinder = ({ contact, onFound }: Props) => {
  const { client } = useApi()
  const { t } = useTranslation('duplicates')
  const [text, setText] = useState('')
  const wanted = text.trim()
  const { rows: alike } = useHints({
    name: contact.name,
    phones: contact.phones.map(({ typed }) => typed),
    emails: contact.emails.map(({ address }) => address),
    except: contact.id,
  })
  const { data, isPlaceholderData } = useQuery({
    queryKey: [...queryKeys.suggestions, 'merge', wanted],
    queryFn: ({ signal }) => client.contacts.suggest({ text: wanted, limit: mostShown }, { signal }),
    enabled: wanted !== '',
    placeholderData: keepPreviousData,
  })
  const found: readonly Found[] = wanted === '' ? alike : (data?.rows ?? [])
  const isAnswered = found.length > 0 && (wanted === '' || !isPlaceholderData)
  return (
    <Select
      label={t('find.label', { name: contact.name })}
      placeholder={t('find.hint')}
      data-autofocus
      searchable
      // What answers this text has come: Enter takes the first of it.
      selectFirstOptionOnChange={isAnswered}
      nothingFoundMessage={wanted === '' ? undefined : t('find.nothing')}
      searchValue={text}
      onSearchChange={setText}
      value={null}
      // The core has searched already, by any part of a number too.
      filter={({ options }) => options}
      data={found.filter(({ id }) => id !== contact.id).map((one) => ({ value: one.id, label: labelOf(one) }))}
      onChange={(id) => {
        if (id !== null) onFound(id)
      }}
    />
  )
}
