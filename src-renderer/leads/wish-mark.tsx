import { IconClockQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './wish-mark.module.css'

/** Says that taking a lead is a wish still. */
export const WishMark = () => {
  const { t } = useTranslation('leads')
  return (
    <span className={classes.mark} title={t('unconfirmed_text')}>
      <IconClockQuestion aria-hidden="true" />
      <span className={classes.words}>{t('unconfirmed')}</span>
    </span>
  )
}
