import { useTranslation } from 'react-i18next'
import { isLoopback } from '../team/loopback.ts'
import { CopyField } from './copy-field.tsx'
import classes from './invitations.module.css'

/** Says where nobody else could follow a link. */
export const LoopbackWarning = ({ link }: { readonly link: string }) => {
  const { t } = useTranslation('people')
  return (
    isLoopback(link) && (
      <p className={classes.warning} role="status">
        {t('link.loopback', { host: new URL(link).host })}
      </p>
    )
  )
}

interface Props {
  readonly label: string
  readonly link: string
}

/** A link of an invitation to be passed on by hand. */
export const LinkToPassOn = ({ label, link }: Props) => (
  <div className={classes.link}>
    <CopyField label={label} value={link} />
    <LoopbackWarning link={link} />
  </div>
)
