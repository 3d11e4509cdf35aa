import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tag as TagRow } from '../../src-shared/catalogue/catalogue-kinds.ts'
import type { ContactLine } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { useDial } from '../app/use-dial.ts'
import { usePropertyWords, useStatusWord } from '../catalogue/catalogue-words.ts'
import { TagChip } from '../catalogue/tag-chip.tsx'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useFormat } from '../i18n/format.ts'
import { useWishes } from '../leads/use-leads.ts'
import { WishMark } from '../leads/wish-mark.tsx'
import { TalkingMark } from '../team/talking-mark.tsx'
import { type TalkerOf, useTalkers } from '../team/use-talkers.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Tag } from '../ui/chip.tsx'
import type { Column } from '../ui/data-grid.tsx'
import { PhoneNumberButton } from '../ui/phone-number-button.tsx'
import classes from './use-contact-columns.module.css'

/** A column that a list of contacts can show. */
export interface ContactColumn extends Omit<Column<ContactLine>, 'track' | 'width'> {
  /** Its share of the room that is left. */
  readonly share: number
  /** Token of the width below which it says nothing. */
  readonly least: '--menu' | '--phone-column' | '--facts-label'
  /** Room of the list, in multiples of a menu's width, from which it is shown before anybody has chosen; null where it waits to be chosen. */
  readonly from: number | null
}

interface TalkingProps {
  readonly row: ContactLine
  readonly talkerOf: TalkerOf
}

const TalkingOf = ({ row, talkerOf }: TalkingProps) => {
  const talker = talkerOf({ id: row.id, phones: row.phone ? [row.phone] : [] })
  return talker && <TalkingMark talker={talker} />
}

const Text = ({ children }: { readonly children: string | null | undefined }) =>
  children ? (
    <span className={classes.text} title={children}>
      {children}
    </span>
  ) : null

const Time = ({ at }: { readonly at: number | null }) => {
  const format = useFormat()
  return (
    at !== null && (
      <time dateTime={new Date(at).toISOString()} title={format.exact(at)}>
        {format.near(at)}
      </time>
    )
  )
}

/** The first tag in full, as far as there is room, and how many more there are. */
const TagsOf = ({ tags }: { readonly tags: readonly TagRow[] }) => {
  const [first, ...others] = tags
  return (
    first && (
      <span className={classes.tags} title={tags.map(({ name }) => name).join(', ')}>
        <TagChip tag={first} />
        {others.length > 0 && (
          <>
            <span aria-hidden="true">+{others.length}</span>
            <span className="visually-hidden">{others.map(({ name }) => name).join(', ')}</span>
          </>
        )}
      </span>
    )
  )
}

/** Every column that a list of these contacts can show, custom properties among them, in the usual order. `narrow`: marks have no words. */
export const useContactCells = (stage: Contact['stage'], tab: string, narrow: boolean): readonly ContactColumn[] => {
  const { t } = useTranslation('clients')
  const format = useFormat()
  const dialNumber = useDial()
  const wishes = useWishes()
  const talkerOf = useTalkers()
  const { tags, tagsOf, sourcesOf, properties } = useCatalogue()
  const statusWord = useStatusWord()
  const propertyWords = usePropertyWords()
  return useMemo(() => {
    const isLead = stage === 'lead'
    const columns: ContactColumn[] = [
      {
        id: 'name',
        from: 0,
        title: t('column.name'),
        share: 2.4,
        least: '--menu',
        sortable: true,
        fixed: true,
        cell: (row) => (
          <span className={classes.person} title={row.company ? `${row.name}, ${row.company}` : row.name}>
            <Avatar id={row.id} name={row.name} />
            <span className={classes.name}>{row.name}</span>
            <TalkingOf row={row} talkerOf={talkerOf} />
            {wishes.has(row.id) && <WishMark narrow={narrow} />}
            {row.company && <span className={classes.company}>{row.company}</span>}
          </span>
        ),
      },
      {
        id: 'phone',
        from: 0,
        title: t('column.phone'),
        share: 1.1,
        least: '--phone-column',
        cell: (row, tabbable) =>
          row.phone && (
            <PhoneNumberButton quiet number={row.phone} tabIndex={tabbable ? 0 : -1} onCall={(number) => dialNumber(number, row.id)} />
          ),
      },
      {
        id: 'email',
        from: 6,
        title: t('column.email'),
        share: 1.3,
        least: '--phone-column',
        cell: (row) => <Text>{row.email}</Text>,
      },
      // What a lead will become is not known yet: how far it has come is what matters.
      ...(isLead
        ? [
            {
              id: 'lead_status',
              from: 3,
              title: t('column.lead_status'),
              share: 0.9,
              least: '--phone-column',
              cell: (row: ContactLine) => {
                const word = statusWord(row.leadStatus)
                return word !== '' && <Tag>{word}</Tag>
              },
            } as const,
          ]
        : []),
      {
        id: 'type',
        from: isLead ? null : 3,
        title: t('column.type'),
        share: 0.9,
        least: '--facts-label',
        cell: (row) => <Tag>{t(`type.${row.type}`)}</Tag>,
      },
      {
        id: 'tags',
        from: tags.length > 0 ? (isLead ? 5 : 4) : null,
        title: t('column.tags'),
        share: 1,
        least: '--facts-label',
        cell: (row) => row.tags.length > 0 && <TagsOf tags={tagsOf(row.tags)} />,
      },
      {
        id: 'responsible',
        // Elsewhere all rows are of one person, or of nobody.
        from: tab === 'all' ? 5 : null,
        title: t('fact.responsible'),
        share: 0.9,
        least: '--facts-label',
        cell: (row) => <Text>{row.responsible?.name ?? t('nobody')}</Text>,
      },
      {
        id: 'city',
        from: 5,
        title: t('column.city'),
        share: 0.9,
        least: '--facts-label',
        cell: (row) => (
          <Text>{[row.city, row.country && row.country !== 'PL' ? format.country(row.country) : ''].filter(Boolean).join(', ')}</Text>
        ),
      },
      {
        id: 'created_at',
        from: 5,
        title: t('column.created'),
        share: 0.7,
        least: '--facts-label',
        sortable: true,
        cell: (row) => <Time at={row.createdAt} />,
      },
      {
        id: 'last_contact_at',
        from: 2,
        title: t('column.last_contact'),
        share: 0.9,
        least: '--facts-label',
        sortable: true,
        cell: (row) => <Time at={row.lastContactAt} />,
      },
      {
        id: 'source',
        from: null,
        title: t('column.source'),
        share: 0.9,
        least: '--facts-label',
        cell: (row) =>
          row.sources.length > 0 && (
            <Text>
              {sourcesOf(row.sources)
                .map(({ name }) => name)
                .join(', ')}
            </Text>
          ),
      },
      ...(isLead
        ? [
            {
              id: 'lead_source',
              from: null,
              title: t('filter.leadSource'),
              share: 0.9,
              least: '--facts-label',
              cell: (row: ContactLine) => row.leadSource && <Text>{t(`lead_source.${row.leadSource}`)}</Text>,
            } as const,
          ]
        : []),
      {
        id: 'country',
        from: null,
        title: t('fact.country'),
        share: 0.9,
        least: '--facts-label',
        cell: (row) => row.country && <Text>{format.country(row.country)}</Text>,
      },
      {
        id: 'employees',
        from: null,
        title: t('fact.employeesCount'),
        share: 0.9,
        least: '--facts-label',
        cell: (row) => row.employeesCount && <Text>{t(`employees.${row.employeesCount}`)}</Text>,
      },
      {
        id: 'website',
        from: null,
        title: t('fact.website'),
        share: 1.1,
        least: '--phone-column',
        cell: (row) => <Text>{row.website}</Text>,
      },
      {
        id: 'status',
        from: null,
        title: t('fact.status'),
        share: 0.7,
        least: '--facts-label',
        cell: (row) => <Text>{t(`status.${row.status}`)}</Text>,
      },
      ...properties.map(
        (property): ContactColumn => ({
          id: `property:${property.id}`,
          from: null,
          title: property.name,
          share: 0.9,
          least: '--facts-label',
          ...(property.type === 'number' ? { align: 'end' as const } : {}),
          cell: (row) => <Text>{propertyWords(property, row.properties[property.id])}</Text>,
        }),
      ),
    ]
    return columns
  }, [t, format, dialNumber, narrow, stage, tab, wishes, talkerOf, tags.length, tagsOf, sourcesOf, properties, statusWord, propertyWords])
}
