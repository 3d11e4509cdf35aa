import { IconPhoneCall } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import classes from './talking-mark.module.css'
import type { Talker } from './use-talkers.ts'

/** In a row: a colleague talks to this person now. */
export const TalkingMark = ({ talker }: { readonly talker: Talker }) => {
  const { t } = useTranslation('team')
  const format = useFormat()
  const since = format.hour(talker.since)
  return (
    <span className={classes.mark} title={t('talks.card', { name: talker.name, since })}>
      <IconPhoneCall aria-hidden="true" />
      <span className={classes.words}>{t('talks.row', { name: talker.name.split(' ')[0] ?? talker.name, since })}</span>
    </span>
  )
}

/** On a card: the same as a whole sentence. */
export const TalkingLine = ({ talker }: { readonly talker: Talker }) => {
  const { t } = useTranslation('team')
  const format = useFormat()
  return (
    <p className={classes.line} role="status">
      <IconPhoneCall aria-hidden="true" />
      {t('talks.card', { name: talker.name, since: format.hour(talker.since) })}
    </p>
  )
}
