import { IconPhone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CallLine } from '../../src-shared/calls/call-contract.ts'
import { go } from '../app/navigation.ts'
import { useDial } from '../app/use-dial.ts'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import { openAdd } from '../app/view-store.ts'
import { useCallerName } from '../calls/use-call-columns.tsx'
import { CallLineIcon } from '../telephony/call-line-icon.tsx'
import { cardOf } from '../telephony/open-card.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Tile } from './tile.tsx'
import { TileRow, TileRows } from './tile-rows.tsx'
import { useFigures, useNewestCalls } from './use-figures.ts'

const shownCalls = 5

/** Missed calls of people with whom nobody has spoken since, the newest first. */
export const WaitingCalls = () => {
  const { t } = useTranslation('general')
  const { format } = useOwnCalendar()
  const figure = useFigures().waitingCalls
  const lines = useNewestCalls(figure, shownCalls)
  const callerName = useCallerName()
  const dialNumber = useDial()
  const open = ({ call, contact }: CallLine) => {
    if (contact) go(cardOf({ ...contact, contactId: contact.id }))
    else openAdd({ phone: call.number.e164 ?? call.number.typed })
  }
  return (
    <Tile title={t('waiting.title')} badge={{ figure, tone: 'red' }}>
      <TileRows empty={lines?.length === 0 ? t('waiting.none') : null}>
        {lines?.map((line) => (
          <TileRow
            key={line.call.id}
            sign={<CallLineIcon call={line.call} />}
            name={callerName(line)}
            detail={line.contact?.company ?? ''}
            when={format.nearWithTime(line.call.startedAt)}
            exact={format.exact(line.call.startedAt)}
            urgent
            onOpen={() => open(line)}
          >
            <IconButton
              variant="default"
              size="var(--control-small)"
              label={t('waiting.call_back', { name: callerName(line) })}
              onClick={() => dialNumber(line.call.number.e164 ?? line.call.number.typed, line.contact?.id)}
            >
              <IconPhone />
            </IconButton>
          </TileRow>
        ))}
      </TileRows>
    </Tile>
  )
}
