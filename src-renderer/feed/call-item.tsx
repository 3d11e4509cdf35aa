import { IconPhone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isMissed, talkTime } from '../../src-shared/calls/call-kind.ts'
import type { FeedItem } from '../../src-shared/feed/feed-contract.ts'
import { formatPhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { callWords } from '../../src-shared/telephony/call-words.ts'
import { useDial } from '../app/use-dial.ts'
import { useFormat } from '../i18n/format.ts'
import { CallLineIcon } from '../telephony/call-line-icon.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { callTitle } from './call-title.ts'
import { FeedRow } from './feed-row.tsx'

/** A call with its talk time, or in words why there was none. */
export const CallItem = ({ item }: { readonly item: Extract<FeedItem, { type: 'call' }> }) => {
  const { t } = useTranslation('feed')
  const { t: telephone } = useTranslation('telephony')
  const format = useFormat()
  const dialNumber = useDial()
  const { call } = item
  const spoken = formatPhoneNumber(call.number)
  const outcome =
    call.endedAt === null
      ? t('call.going_on')
      : call.answeredAt !== null
        ? format.duration(talkTime(call))
        : isMissed(call)
          ? ''
          : telephone(`short.${callWords({ ...call, trouble: null })}`)
  return (
    <FeedRow
      sign={<CallLineIcon call={call} />}
      title={t(callTitle(call))}
      tone={isMissed(call) ? 'missed' : undefined}
      occurredAt={item.occurredAt}
      details={[outcome, item.memberName]}
      tools={
        spoken !== '' && (
          <IconButton
            size="var(--target)"
            label={t('call_back', { number: spoken })}
            onClick={() => dialNumber(call.number.e164 ?? call.number.typed, call.contactId ?? undefined)}
          >
            <IconPhone />
          </IconButton>
        )
      }
    />
  )
}
