import { Modal } from '@mantine/core'
import { IconLock, IconPhone, IconSearch, IconUserCheck } from '@tabler/icons-react'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fold } from '../../src-shared/lib/fold.ts'
import { formatPhoneNumber, parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { useApi } from '../api/api-context.tsx'
import { leadOffers } from '../leads/lead-rules.ts'
import { useTakeAndOpen } from '../leads/use-leads-of-pool.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Tag } from '../ui/chip.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { toast } from '../ui/toasts.tsx'
import { go } from './navigation.ts'
import classes from './palette.module.css'
import { queryKeys } from './refresh.ts'
import { useCommands } from './use-commands.tsx'
import { useDial } from './use-dial.ts'
import { useMembers, useSession } from './use-session.ts'
import { useViewer } from './use-viewer.ts'

interface Entry {
  readonly id: string
  readonly icon: ReactNode
  readonly title: string
  readonly second: string
  readonly right: ReactNode
  /** It can only be looked at: pressing it explains why. */
  readonly quiet?: boolean
  readonly run: () => void
}

const shownPeople = 8

/** One field over everything: people, numbers to dial, places, acts. */
export const Palette = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation(['app', 'leads'])
  const { client } = useApi()
  const { workspace, me } = useSession()
  const viewer = useViewer()
  const members = useMembers()
  const takeLead = useTakeAndOpen()
  const dialNumber = useDial()
  const commands = useCommands()
  const [text, setText] = useState('')
  // By its name: entries that come in above must not shift what Enter does.
  const [chosen, setChosen] = useState<string | null>(null)
  const base = useId()
  const wanted = text.trim()

  const people = useQuery({
    queryKey: [...queryKeys.suggestions, wanted],
    queryFn: ({ signal }) => client.contacts.suggest({ text: wanted, limit: shownPeople }, { signal }),
    enabled: wanted !== '',
    placeholderData: keepPreviousData,
  })

  const number = parsePhoneNumber(wanted, workspace.country)
  const toDial: Entry[] =
    number && number.digits.length >= 3
      ? [
          {
            id: 'dial',
            icon: <IconPhone />,
            title: t('palette.dial', { number: formatPhoneNumber(number) }),
            second: '',
            right: null,
            run: () => dialNumber(number.e164 ?? number.typed),
          },
        ]
      : []
  const rows = wanted === '' ? [] : (people.data?.rows ?? [])
  // Whose a lead is stands on its card.
  const leads = useQueries({
    queries: rows
      .filter(({ stage }) => stage === 'lead')
      .map(({ id }) => ({
        queryKey: [...queryKeys.contacts, id],
        queryFn: ({ signal }: { signal: AbortSignal }) => client.contacts.get({ id }, { signal }),
      })),
  }).flatMap(({ data }) => data ?? [])
  const found = rows.flatMap((person): Entry[] => {
    const lead = leads.find(({ id }) => id === person.id)
    const holder = lead?.responsible === me.id ? undefined : members.find(({ id }) => id === lead?.responsible)?.name
    const details = [
      holder && t('leads:holder', { name: holder }),
      person.company,
      person.phone ? formatPhoneNumber(person.phone) : person.email,
    ]
    const open: Entry = {
      id: person.id,
      icon: <Avatar id={person.id} name={person.name} />,
      title: person.name,
      second: details.filter(Boolean).join(' · '),
      right: person.stage === 'lead' ? <Tag>{t('lead')}</Tag> : null,
      run: () => go({ screen: person.stage === 'lead' ? 'leads' : 'clients', contactId: person.id }),
    }
    if (!lead || !leadOffers(lead, viewer).take) return [open]
    const take: Entry = {
      id: `take-${person.id}`,
      icon: <IconUserCheck />,
      title: t('leads:take_person', { name: person.name }),
      second: '',
      right: null,
      run: () => void takeLead(person),
    }
    return [open, take]
  })
  // Known to the team, and not to be opened here: whom to ask is all there is.
  const known = (wanted === '' ? [] : (people.data?.known ?? [])).map((person): Entry => {
    const holder = person.responsible?.name
    const whose = holder ? t('directory.with', { name: holder }) : t('directory.elsewhere')
    return {
      id: `known-${person.id}`,
      icon: <IconLock />,
      title: person.name,
      second: [whose, person.company, person.phone && formatPhoneNumber(person.phone)].filter(Boolean).join(' · '),
      right: person.stage === 'lead' ? <Tag>{t('lead')}</Tag> : null,
      quiet: true,
      run: () =>
        toast(
          holder ? t('directory.ask', { person: person.name, name: holder }) : t('directory.ask_administrator', { person: person.name }),
        ),
    }
  })
  const words = fold(wanted).split(' ')
  const acts: Entry[] = commands
    .filter((command) => words.every((word) => fold(`${command.title} ${command.keywords}`).includes(word)))
    .map((command) => ({
      id: command.id,
      icon: command.icon,
      title: command.title,
      second: '',
      right: command.shortcut ? <Kbd>{command.shortcut}</Kbd> : null,
      run: command.run,
    }))

  const groups = [
    { name: t('palette.people'), entries: found },
    { name: t('palette.known'), entries: known },
    { name: t('palette.number'), entries: toDial },
    { name: t('palette.acts'), entries: acts },
  ].filter((group) => group.entries.length > 0)
  const entries = groups.flatMap((group) => group.entries)
  const active = Math.max(
    0,
    entries.findIndex(({ id }) => id === chosen),
  )
  const choose = (at: number) => setChosen(entries[Math.min(entries.length - 1, Math.max(0, at))]?.id ?? null)

  const run = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }

  const hearKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') choose(active + 1)
    else if (event.key === 'ArrowUp') choose(active - 1)
    else if (event.key === 'Enter') run(entries[active])
    else return
    event.preventDefault()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      // What is typed right behind the shortcut belongs into the field already.
      transitionProps={{ duration: 0 }}
      size="var(--palette)"
      padding={0}
      classNames={{ body: classes.body, header: 'visually-hidden' }}
      title={t('search_hint')}
    >
      <div className={classes.field}>
        <IconSearch aria-hidden="true" />
        <input
          // biome-ignore lint/a11y/noAutofocus: it was opened to be typed into
          autoFocus
          data-autofocus
          className={classes.input}
          role="combobox"
          aria-expanded
          aria-controls={base}
          aria-activedescendant={entries[active] ? `${base}-${entries[active].id}` : undefined}
          aria-label={t('search_hint')}
          placeholder={t('search_hint')}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setChosen(null)
          }}
          onKeyDown={hearKey}
        />
      </div>
      <div id={base} role="listbox" aria-label={t('palette.found')} className={classes.list}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options
          <div key={group.name} role="group" aria-label={group.name}>
            <div className={classes.group} aria-hidden="true">
              {group.name}
            </div>
            {group.entries.map((entry) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
              <div
                key={entry.id}
                id={`${base}-${entry.id}`}
                ref={(element) => {
                  if (entry === entries[active]) element?.scrollIntoView({ block: 'nearest' })
                }}
                role="option"
                aria-selected={entry === entries[active]}
                className={classes.entry}
                data-quiet={entry.quiet || undefined}
                onClick={() => run(entry)}
                onMouseMove={() => setChosen(entry.id)}
              >
                <span className={classes.icon}>{entry.icon}</span>
                <span className={classes.title}>{entry.title}</span>
                <span className={classes.second}>{entry.second}</span>
                {entry.right}
              </div>
            ))}
          </div>
        ))}
        {entries.length === 0 && <p className={classes.nothing}>{t('palette.nothing')}</p>}
      </div>
    </Modal>
  )
}
