import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallLine } from '../../src-shared/calls/call-contract.ts'
import { isMissed, talkTime, waitingTime } from '../../src-shared/calls/call-kind.ts'
import { formatPhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { callWords } from '../../src-shared/telephony/call-words.ts'
import { useDial } from '../app/use-dial.ts'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import { CallLineIcon } from '../telephony/call-line-icon.tsx'
import { Avatar } from '../ui/avatar.tsx'
import type { Column } from '../ui/data-grid.tsx'
import classes from '../ui/grid-cells.module.css'
import { PhoneNumberButton } from '../ui/phone-number-button.tsx'
import { tokenPixels } from '../ui/token.ts'

/** How many columns a list of this width shows, in multiples of a menu's width. */
const roomFor = (width: number) => Math.floor(width / (tokenPixels('--menu') || 1))

const isNumber = ({ call }: CallLine) => call.number.digits !== '' || call.number.typed !== ''

/** Who a call was with, as it stands in lists: the name, else what the caller's telephone said, else the number. */
export const useCallerName = () => {
  const { t } = useTranslation('calls')
  return useCallback(
    ({ call, contact }: CallLine): string => contact?.name ?? (call.displayName.trim() || formatPhoneNumber(call.number) || t('withheld')),
    [t],
  )
}

/** The columns of the list of calls; the wider the list, the more of them. `alone`: all calls are of one user. */
export const useCallColumns = (width: number, alone: boolean): readonly Column<CallLine>[] => {
  const { t } = useTranslation('calls')
  const { t: telephone } = useTranslation('telephony')
  const { format } = useOwnCalendar()
  const callerName = useCallerName()
  const dialNumber = useDial()
  const room = roomFor(width)
  return useMemo(() => {
    const columns: (Column<CallLine> & { readonly from: number })[] = [
      {
        id: 'person',
        from: 0,
        title: t('column.person'),
        track: 'minmax(0, 2fr)',
        cell: (line) => (
          <span
            className={classes.person}
            title={line.contact?.company ? `${callerName(line)}, ${line.contact.company}` : callerName(line)}
          >
            <CallLineIcon call={line.call} />
            <span className="visually-hidden">{t(`direction.${line.call.direction}`)}</span>
            <span className={classes.name} data-missed={isMissed(line.call) || undefined}>
              {callerName(line)}
            </span>
            {line.contact?.company && <span className={classes.company}>{line.contact.company}</span>}
          </span>
        ),
      },
      {
        id: 'number',
        from: 0,
        title: t('column.number'),
        track: 'minmax(calc(var(--facts-label) + var(--space-24)), 1fr)',
        cell: (line, tabbable) =>
          isNumber(line) ? (
            <PhoneNumberButton
              quiet
              number={line.call.number}
              tabIndex={tabbable ? 0 : -1}
              onCall={(number) => dialNumber(number, line.contact?.id)}
            />
          ) : (
            <span className={classes.text}>{t('withheld')}</span>
          ),
      },
      {
        id: 'direction',
        from: 6,
        title: t('column.direction'),
        track: 'minmax(0, 0.9fr)',
        cell: ({ call }) => <span className={classes.text}>{t(`direction.${call.direction}`)}</span>,
      },
      {
        id: 'result',
        from: 2,
        title: t('column.result'),
        track: 'minmax(0, 1fr)',
        cell: ({ call }) => {
          const words = telephone(call.endedAt === null ? 'going_on' : `short.${callWords(call)}`)
          return (
            <span className={classes.text} title={words} data-missed={isMissed(call) || undefined}>
              {words}
            </span>
          )
        },
      },
      {
        id: 'user',
        from: alone ? 5 : 4,
        title: room < 5 ? t('column.who') : t('column.user'),
        track: room < 5 ? 'var(--target)' : 'minmax(0, 0.9fr)',
        cell: ({ call, memberName }) =>
          room < 5 ? (
            <span title={memberName}>
              <Avatar size="small" id={call.memberId} name={memberName} />
              <span className="visually-hidden">{memberName}</span>
            </span>
          ) : (
            <span className={classes.text} title={memberName}>
              {memberName}
            </span>
          ),
      },
      {
        id: 'start',
        from: 2,
        title: t('column.start'),
        track: 'minmax(0, 0.9fr)',
        cell: ({ call }) => (
          <time className={classes.text} dateTime={new Date(call.startedAt).toISOString()} title={format.exact(call.startedAt)}>
            {format.nearWithTime(call.startedAt)}
          </time>
        ),
      },
      {
        id: 'waiting',
        from: 4,
        title: t('column.waiting'),
        track: 'var(--when-column)',
        align: 'end',
        cell: ({ call }) => format.clock(waitingTime(call)),
      },
      {
        id: 'talk',
        from: 3,
        title: t('column.talk'),
        track: 'var(--when-column)',
        align: 'end',
        cell: ({ call }) => (call.answeredAt === null || call.endedAt === null ? '' : format.clock(talkTime(call))),
      },
    ]
    return columns.filter((column) => column.from <= room)
  }, [t, telephone, callerName, format, dialNumber, room, alone])
}
