import { IconClockQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './wish-mark.module.css'

interface Props {
  /** The sign alone, where there is no room for words. */
  readonly narrow?: boolean
}

/** Says that taking a lead is a wish still. */
export const WishMark = ({ narrow = false }: Props) => {
  const { t } = useTranslation('leads')
  return (
    <span className={classes.mark} data-narrow={narrow || undefined} title={t('unconfirmed_text')}>
      <IconClockQuestion aria-hidden="true" />
      <span className={narrow ? 'visually-hidden' : classes.words}>{t('unconfirmed')}</span>
    </span>
  )
}
