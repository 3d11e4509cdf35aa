import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactLine, ContactQuery } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { useDial } from '../app/use-dial.ts'
import { useFormat } from '../i18n/format.ts'
import { leadStatusOf } from '../leads/lead-rules.ts'
import { useWishes } from '../leads/use-leads.ts'
import { WishMark } from '../leads/wish-mark.tsx'
import { TalkingMark } from '../team/talking-mark.tsx'
import { type TalkerOf, useTalkers } from '../team/use-talkers.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Tag } from '../ui/chip.tsx'
import type { Column } from '../ui/data-grid.tsx'
import { PhoneNumberButton } from '../ui/phone-number-button.tsx'
import { tokenPixels } from '../ui/token.ts'
import classes from './use-contact-columns.module.css'

/** How many columns a list of this width shows, in multiples of a menu's width. */
const roomFor = (width: number) => Math.floor(width / (tokenPixels('--menu') || 1))

/** From this room on marks of a row have words. */
const wordsFrom = 5

interface TalkingProps {
  readonly row: ContactLine
  readonly talkerOf: TalkerOf
}

const TalkingOf = ({ row, talkerOf }: TalkingProps) => {
  const talker = talkerOf({ id: row.id, phones: row.phone ? [row.phone] : [] })
  return talker && <TalkingMark talker={talker} />
}

/** The columns of a list of contacts; the wider the list, the more of them. */
export const useContactColumns = (width: number, stage: Contact['stage'], tab: ContactQuery['tab']): readonly Column<ContactLine>[] => {
  const { t } = useTranslation(['clients', 'leads'])
  const format = useFormat()
  const dialNumber = useDial()
  const wishes = useWishes()
  const talkerOf = useTalkers()
  const room = roomFor(width)
  return useMemo(() => {
    const columns: (Column<ContactLine> & { readonly from: number })[] = [
      {
        id: 'name',
        from: 0,
        title: t('column.name'),
        track: 'minmax(0, 2.4fr)',
        sortable: true,
        cell: (row) => (
          <span className={classes.person} title={row.company ? `${row.name}, ${row.company}` : row.name}>
            <Avatar id={row.id} name={row.name} />
            <span className={classes.name}>{row.name}</span>
            <TalkingOf row={row} talkerOf={talkerOf} />
            {wishes.has(row.id) && <WishMark narrow={room < wordsFrom} />}
            {row.company && <span className={classes.company}>{row.company}</span>}
          </span>
        ),
      },
      {
        id: 'phone',
        from: 0,
        title: t('column.phone'),
        track: 'minmax(var(--phone-column), 1.1fr)',
        cell: (row, tabbable) =>
          row.phone && (
            <PhoneNumberButton quiet number={row.phone} tabIndex={tabbable ? 0 : -1} onCall={(number) => dialNumber(number, row.id)} />
          ),
      },
      {
        id: 'email',
        from: 6,
        title: t('column.email'),
        track: 'minmax(0, 1.3fr)',
        cell: (row) => <span className={classes.text}>{row.email}</span>,
      },
      // What a lead will become is not known yet: how far it has come is what matters.
      ...(stage === 'lead'
        ? [
            {
              id: 'lead_status',
              from: 3,
              title: t('column.lead_status'),
              track: 'minmax(var(--phone-column), 0.9fr)',
              cell: (row: ContactLine) => {
                const status = leadStatusOf(row)
                return status && <Tag>{t(`leads:status.${status}`)}</Tag>
              },
            },
          ]
        : [
            {
              id: 'type',
              from: 3,
              title: t('column.type'),
              track: 'minmax(0, 0.9fr)',
              cell: (row: ContactLine) => <Tag>{t(`type.${row.type}`)}</Tag>,
            },
          ]),
      // Elsewhere all rows are of one person, or of nobody.
      ...(tab === 'all'
        ? [
            {
              id: 'responsible',
              from: 5,
              title: t('fact.responsible'),
              track: 'minmax(0, 0.9fr)',
              cell: (row: ContactLine) => <span className={classes.text}>{row.responsible?.name ?? t('nobody')}</span>,
            },
          ]
        : []),
      {
        id: 'city',
        // A lead's status takes the room before it.
        from: stage === 'lead' ? 5 : 4,
        title: t('column.city'),
        track: 'minmax(0, 0.9fr)',
        cell: (row) => (
          <span className={classes.text}>
            {[row.city, row.country && row.country !== 'PL' ? format.country(row.country) : ''].filter(Boolean).join(', ')}
          </span>
        ),
      },
      {
        id: 'created_at',
        from: stage === 'lead' ? 3 : 5,
        title: t('column.created'),
        track: 'minmax(0, 0.7fr)',
        sortable: true,
        cell: (row) => (
          <time dateTime={new Date(row.createdAt).toISOString()} title={format.exact(row.createdAt)}>
            {format.near(row.createdAt)}
          </time>
        ),
      },
      {
        id: 'last_contact_at',
        from: 2,
        title: t('column.last_contact'),
        track: 'minmax(var(--facts-label), 0.9fr)',
        sortable: true,
        cell: (row) =>
          row.lastContactAt !== null && (
            <time dateTime={new Date(row.lastContactAt).toISOString()} title={format.exact(row.lastContactAt)}>
              {format.near(row.lastContactAt)}
            </time>
          ),
      },
    ]
    return columns.filter((column) => column.from <= room)
  }, [t, format, dialNumber, room, stage, tab, wishes, talkerOf])
}
