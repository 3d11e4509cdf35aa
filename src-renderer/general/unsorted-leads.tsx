import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import { useOpenLead, useTakeAndOpen } from '../leads/use-leads-of-pool.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Tile } from './tile.tsx'
import { TileRow, TileRows } from './tile-rows.tsx'
import { useFigures, useLongestWaiting } from './use-figures.ts'

const shownLeads = 5

/** Leads that nobody has taken, those who have waited longest first. */
export const UnsortedLeads = () => {
  const { t } = useTranslation('general')
  const { format } = useOwnCalendar()
  const figure = useFigures().unsortedLeads
  const leads = useLongestWaiting(figure, shownLeads)
  const openLead = useOpenLead()
  const take = useTakeAndOpen()
  return (
    <Tile title={t('unsorted.title')} badge={{ figure, tone: 'amber' }}>
      <TileRows empty={leads?.length === 0 ? t('unsorted.none') : null}>
        {leads?.map((lead) => (
          <TileRow
            key={lead.id}
            sign={<Avatar id={lead.id} name={lead.name} />}
            name={lead.name}
            detail={lead.company}
            when={t('unsorted.since', { when: format.day(lead.createdAt) })}
            exact={format.exact(lead.createdAt)}
            onOpen={() => openLead(lead.id, 'unsorted')}
          >
            <Button size="xs" aria-label={t('unsorted.take_person', { name: lead.name })} onClick={() => void take(lead)}>
              {t('unsorted.take')}
            </Button>
          </TileRow>
        ))}
      </TileRows>
    </Tile>
  )
}
