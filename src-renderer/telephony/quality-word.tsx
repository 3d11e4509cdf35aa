import { useTranslation } from 'react-i18next'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import classes from './quality-word.module.css'

/** How the call sounds, as one word with a dot; nothing while nothing can be said. */
export const QualityWord = ({ call }: { readonly call: Pick<LiveCall, 'quality'> }) => {
  const { t } = useTranslation('telephony')
  if (!call.quality) return null
  return (
    <span className={classes.quality} data-quality={call.quality} title={t(`quality.${call.quality}.hint`)}>
      {t(`quality.${call.quality}.word`)}
    </span>
  )
}
