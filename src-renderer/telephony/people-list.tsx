import { SegmentedControl, TextInput } from '@mantine/core'
import { IconLock, IconPhone, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallLine } from '../../src-shared/calls/call-contract.ts'
import { isMissed, talkTime } from '../../src-shared/calls/call-kind.ts'
import type { KnownPerson, Suggestion } from '../../src-shared/contacts/contact-contract.ts'
import { formatPhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { callWords } from '../../src-shared/telephony/call-words.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { useFormat } from '../i18n/format.ts'
import { Avatar } from '../ui/avatar.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { CallLineIcon } from './call-line-icon.tsx'
import classes from './people-list.module.css'

const shownCalls = 100
const shownContacts = 50

/** One row: somebody who can be called. */
interface Entry {
  readonly key: string
  readonly number: string
  readonly contactId: string | null
  readonly name: string
  readonly sign: ReactNode
  readonly detail: string
  readonly when: string
  readonly exact: string
  readonly missed: boolean
  /** Somebody whose card is out of reach here. */
  readonly quiet?: boolean
}

interface Props {
  /** Puts a number on the keypad. */
  readonly onChoose: (number: string, contactId: string | null) => void
  readonly onDial: (number: string, contactId: string | null) => void
}

const useHistory = (search: string, shown: boolean): readonly Entry[] | undefined => {
  const { client } = useApi()
  const { t } = useTranslation('telephony')
  const format = useFormat()
  const { data } = useQuery({
    queryKey: [...queryKeys.calls, 'recent', search],
    queryFn: ({ signal }) => client.calls.list({ search, limit: shownCalls }, { signal }),
    placeholderData: keepPreviousData,
    enabled: shown,
  })
  const entry = ({ call, contact }: CallLine): Entry => ({
    key: call.id,
    number: call.number.e164 ?? call.number.typed,
    contactId: contact?.id ?? null,
    name: contact?.name ?? (formatPhoneNumber(call.number) || call.displayName || t('withheld')),
    sign: <CallLineIcon call={call} />,
    detail: call.endedAt === null ? t('going_on') : call.answeredAt === null ? t(`short.${callWords(call)}`) : format.clock(talkTime(call)),
    when: format.near(call.startedAt),
    exact: format.exact(call.startedAt),
    missed: isMissed(call),
  })
  return data?.rows.map(entry)
}

const useContacts = (search: string, shown: boolean): readonly Entry[] | undefined => {
  const { client } = useApi()
  const { t } = useTranslation('telephony')
  const { data } = useQuery({
    queryKey: [...queryKeys.suggestions, 'telephone', search],
    queryFn: async ({ signal }): Promise<{ rows: readonly Suggestion[]; known: readonly KnownPerson[] }> => {
      if (search.trim() !== '') return client.contacts.suggest({ text: search, limit: shownContacts }, { signal })
      return { ...(await client.contacts.list({ stage: 'client', tab: 'all', limit: shownContacts }, { signal })), known: [] }
    },
    placeholderData: keepPreviousData,
    enabled: shown,
  })
  const entry = (contact: Suggestion): Entry => ({
    key: contact.id,
    number: contact.phone ? (contact.phone.e164 ?? contact.phone.typed) : '',
    contactId: contact.id,
    name: contact.name,
    sign: <Avatar id={contact.id} name={contact.name} />,
    detail: contact.company,
    when: contact.phone ? formatPhoneNumber(contact.phone) : t('no_number'),
    exact: '',
    missed: false,
  })
  // They may be called back, and that is all: their cards are with a colleague.
  const known = (person: KnownPerson): Entry => ({
    key: `known-${person.id}`,
    number: person.phone ? (person.phone.e164 ?? person.phone.typed) : '',
    contactId: null,
    name: person.name,
    sign: (
      <span className={classes.lock}>
        <IconLock aria-hidden="true" />
      </span>
    ),
    detail: person.responsible ? t('with', { name: person.responsible.name }) : t('known_to_team'),
    when: person.phone ? formatPhoneNumber(person.phone) : t('no_number'),
    exact: '',
    missed: false,
    quiet: true,
  })
  return data && [...data.rows.map(entry), ...data.known.map(known)]
}

/** Whom one can call: what was called last, and everybody, under one search by name or number. */
export const PeopleList = ({ onChoose, onDial }: Props) => {
  const { t } = useTranslation('telephony')
  const [tab, setTab] = useState<'history' | 'contacts'>('history')
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const history = useHistory(search, tab === 'history')
  const contacts = useContacts(search, tab === 'contacts')
  const entries = tab === 'history' ? history : contacts

  const choose = (entry: Entry) => {
    setChosen(entry.key)
    if (entry.number) onChoose(entry.number, entry.contactId)
  }
  const move = (event: KeyboardEvent) => {
    if (!entries?.length) return
    const at = entries.findIndex((entry) => entry.key === chosen)
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const next = entries[Math.max(0, Math.min(entries.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]
      if (next) choose(next)
    }
    const entry = entries[at] ?? entries[0]
    if (event.key === 'Enter' && entry?.number) onDial(entry.number, entry.contactId)
  }
  return (
    <section className={classes.list} aria-label={t('people')}>
      <div className={classes.head}>
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={move}
        />
        <SegmentedControl
          aria-label={t('people')}
          value={tab}
          onChange={(value) => setTab(value === 'contacts' ? 'contacts' : 'history')}
          data={[
            { value: 'history', label: t('history') },
            { value: 'contacts', label: t('contacts') },
          ]}
        />
      </div>
      {entries?.length === 0 ? (
        <EmptyState drawing={search ? 'search' : tab === 'history' ? 'calls' : 'people'}>
          {t(search ? 'nothing_found' : tab === 'history' ? 'no_calls' : 'no_contacts')}
        </EmptyState>
      ) : (
        <ul className={classes.rows}>
          {entries?.map((entry) => (
            <li key={entry.key} className={classes.row} data-chosen={entry.key === chosen || undefined}>
              <button
                type="button"
                className={classes.entry}
                data-missed={entry.missed || undefined}
                data-quiet={entry.quiet}
                onClick={() => choose(entry)}
              >
                {entry.sign}
                <span className={classes.name} title={entry.name}>
                  {entry.name}
                </span>
                <span className={classes.detail} title={entry.detail}>
                  {entry.detail}
                </span>
                <span className={classes.when} title={entry.exact}>
                  {entry.when}
                </span>
              </button>
              {entry.number && (
                <IconButton
                  className={classes.action}
                  label={t('call_someone', { name: entry.name })}
                  onClick={() => onDial(entry.number, entry.contactId)}
                >
                  <IconPhone />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
