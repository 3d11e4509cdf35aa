import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isMissed, talkTime } from '../../src-shared/calls/call-kind.ts'
import { formatPhoneNumber, parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { callWords } from '../../src-shared/telephony/call-words.ts'
import { useSession } from '../app/use-session.ts'
import { callTitle } from '../feed/call-title.ts'
import { useFormat } from '../i18n/format.ts'
import { useAttentionWords } from '../team/use-attention-words.ts'
import classes from './sealed.module.css'
import { callIn, contentIn, type SealedCall, type SealedFact } from './sealed-facts.ts'

/** What there is to read of a call: whose number, and how long it was or why nobody talked. */
const useCallWords = () => {
  const { t } = useTranslation('feed')
  const { t: telephone } = useTranslation('telephony')
  const { workspace } = useSession()
  const format = useFormat()
  return (call: SealedCall) => {
    const number = parsePhoneNumber(call.number, workspace.country)
    const outcome =
      call.endedAt === null || isMissed(call)
        ? ''
        : call.answeredAt === null
          ? telephone(`short.${callWords({ ...call, trouble: null })}`)
          : format.duration(talkTime(call))
    return { what: t(callTitle(call)), details: [number ? formatPhoneNumber(number) : call.number, outcome].filter(Boolean).join(' · ') }
  }
}

interface Props {
  readonly fact: SealedFact
  readonly accept: (ids: readonly number[], what: string) => Promise<void>
}

/** A call or note as it can be read before it is accepted. */
export const SealedItem = ({ fact, accept }: Props) => {
  const { t } = useTranslation('people')
  const format = useFormat()
  const { whatOf, fieldOf, textOf } = useAttentionWords()
  const wordsOfCall = useCallWords()
  const [busy, setBusy] = useState(false)
  const { ids, last, at } = fact
  const call = callIn(last)
  const { what, details } = call ? wordsOfCall(call) : { what: whatOf(last), details: '' }
  const title = [what, last.name].filter(Boolean).join(': ')
  const content = call ? [] : contentIn(last)

  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <h4 className={classes.what}>
          {what}
          {last.name && <span className={classes.name}>{last.name}</span>}
        </h4>
        <time className={classes.when} dateTime={new Date(at).toISOString()} title={format.exact(at)}>
          {format.nearWithTime(at)}
        </time>
        <Button
          size="xs"
          aria-label={t('sealed.accept_what', { what: title })}
          loading={busy}
          onClick={() => {
            setBusy(true)
            void accept(ids, title).finally(() => setBusy(false))
          }}
        >
          {t('sealed.accept')}
        </Button>
      </div>
      {details && <p className={classes.details}>{details}</p>}
      {content.map((part) =>
        part.field === 'text' ? (
          <p key={part.field} className={classes.text}>
            {part.text}
          </p>
        ) : (
          <p key={part.field} className={classes.details}>
            {fieldOf(part.field)}: {textOf(part)}
          </p>
        ),
      )}
    </li>
  )
}
