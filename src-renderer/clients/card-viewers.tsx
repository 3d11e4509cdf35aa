import { useTranslation } from 'react-i18next'
import { Avatar } from '../ui/avatar.tsx'
import classes from './contact-head.module.css'
import { useOtherViewers } from './use-viewing.ts'

/** Who else has this card open. */
export const CardViewers = ({ contactId }: { readonly contactId: string }) => {
  const { t, i18n } = useTranslation('card')
  const others = useOtherViewers(contactId)
  if (others.length === 0) return null
  const names = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(others.map(({ name }) => name))
  return (
    <p className={classes.viewers} role="status">
      {others.map(({ id, name }) => (
        <Avatar key={id} id={id} name={name} size="small" />
      ))}
      {t('viewing', { count: others.length, names })}
    </p>
  )
}
