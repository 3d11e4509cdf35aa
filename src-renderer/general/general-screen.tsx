import { Button } from '@mantine/core'
import { IconPhoneIncoming, IconPhoneOutgoing } from '@tabler/icons-react'
import { Trans, useTranslation } from 'react-i18next'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import { usePageTitle } from '../app/use-page-title.ts'
import { useTakeAndOpen } from '../leads/use-leads-of-pool.ts'
import { DayBars } from './day-bars.tsx'
import { FirstSteps } from './first-steps.tsx'
import classes from './general-screen.module.css'
import { partOfDay } from './part-of-day.ts'
import { Tile, TileNumber, TilePart, TileParts } from './tile.tsx'
import { UnsortedLeads } from './unsorted-leads.tsx'
import { useCount, useFigures, useLongestWaiting } from './use-figures.ts'
import { WaitingCalls } from './waiting-calls.tsx'

const ClientsTile = () => {
  const { t } = useTranslation('general')
  const { clients, clientsOfWeek, clientsOfDay } = useFigures()
  return (
    <Tile title={t('clients.title')}>
      <TileNumber figure={clients} label={t('clients.title')} />
      <TileParts>
        <TilePart figure={clientsOfWeek}>
          {(count, shown) => <Trans t={t} i18nKey="clients.week" count={count} values={{ shown }} components={{ b: <b /> }} />}
        </TilePart>
        <TilePart figure={clientsOfDay}>
          {(_, shown) => <Trans t={t} i18nKey="today" values={{ shown }} components={{ b: <b /> }} />}
        </TilePart>
      </TileParts>
      <DayBars figure={clients} />
    </Tile>
  )
}

const MyLeadsTile = () => {
  const { t } = useTranslation('general')
  const { myLeads, unsortedLeads } = useFigures()
  const [next] = useLongestWaiting(unsortedLeads, 1) ?? []
  const take = useTakeAndOpen()
  return (
    <Tile title={t('my_leads.title')}>
      <TileNumber figure={myLeads} label={t('my_leads.title')} />
      <TileParts>
        <TilePart figure={unsortedLeads} tone="amber">
          {(count, shown) => <Trans t={t} i18nKey="my_leads.unsorted" count={count} values={{ shown }} components={{ b: <b /> }} />}
        </TilePart>
      </TileParts>
      {next && (
        <Button size="xs" className={classes.next} onClick={() => void take(next)}>
          {t('my_leads.take_next')}
        </Button>
      )}
    </Tile>
  )
}

const MyCallsTile = () => {
  const { t } = useTranslation('general')
  const figures = useFigures()
  return (
    <Tile title={t('my_calls.title')}>
      <TileNumber figure={figures.callsOfDay} label={t('my_calls.today')} />
      <div className={classes.periods}>
        <span className={classes.period}>{t('my_calls.day')}</span>
        <TilePart figure={figures.incomingOfDay} label={t('my_calls.incoming_today')}>
          {(_, shown) => (
            <>
              <IconPhoneIncoming aria-hidden="true" /> <b>{shown}</b>
            </>
          )}
        </TilePart>
        <TilePart figure={figures.outgoingOfDay} label={t('my_calls.outgoing_today')}>
          {(_, shown) => (
            <>
              <IconPhoneOutgoing aria-hidden="true" /> <b>{shown}</b>
            </>
          )}
        </TilePart>
        <span className={classes.period}>{t('my_calls.week')}</span>
        <TilePart figure={figures.incomingOfWeek} label={t('my_calls.incoming_week')}>
          {(_, shown) => (
            <>
              <IconPhoneIncoming aria-hidden="true" /> <b>{shown}</b>
            </>
          )}
        </TilePart>
        <TilePart figure={figures.outgoingOfWeek} label={t('my_calls.outgoing_week')}>
          {(_, shown) => (
            <>
              <IconPhoneOutgoing aria-hidden="true" /> <b>{shown}</b>
            </>
          )}
        </TilePart>
      </div>
      <DayBars figure={figures.myCalls} />
    </Tile>
  )
}

const NewLeadsTile = () => {
  const { t } = useTranslation('general')
  const { leads, leadsOfDay, leadsOfWeek } = useFigures()
  return (
    <Tile title={t('new_leads.title')}>
      <TileNumber figure={leadsOfDay} label={t('new_leads.today')} />
      <TileParts>
        <span className={classes.period}>{t('new_leads.day')}</span>
        <TilePart figure={leadsOfWeek}>
          {(_, shown) => <Trans t={t} i18nKey="new_leads.week" values={{ shown }} components={{ b: <b /> }} />}
        </TilePart>
      </TileParts>
      <DayBars figure={leads} />
    </Tile>
  )
}

/** Where the day begins: what there is, what is new, and who waits. */
export const GeneralScreen = () => {
  const { t } = useTranslation('general')
  const { format, timeZone } = useOwnCalendar()
  const { clients, leads, everyCall } = useFigures()
  const known = [useCount(clients), useCount(leads), useCount(everyCall)]
  usePageTitle(t('title'))
  const isKnown = known.every((count) => count !== undefined)
  const isEmpty = known.every((count) => count === 0)
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1 className={classes.title}>{t(`greeting.${partOfDay(Date.now(), timeZone)}`)}</h1>
        <span className={classes.date}>{format.today()}</span>
      </header>
      {isKnown && isEmpty && <FirstSteps />}
      {isKnown && !isEmpty && (
        <div className={classes.tiles}>
          <ClientsTile />
          <MyLeadsTile />
          <MyCallsTile />
          <NewLeadsTile />
          <div className={classes.wide}>
            <WaitingCalls />
          </div>
          <div className={classes.wide}>
            <UnsortedLeads />
          </div>
        </div>
      )}
    </div>
  )
}
