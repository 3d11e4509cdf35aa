import { IconCheck, IconLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { InvitationResult } from '../../src-shared/sync/server-contract.ts'
import { CopyField } from './copy-field.tsx'
import classes from './invitations.module.css'
import { LoopbackWarning } from './link-to-pass-on.tsx'

/** Where the mail server has said nothing, it was out of reach. */
const wordOf = ({ outcome, problem }: InvitationResult) => (outcome === 'mail_refused' && problem === null ? 'mail_away' : outcome)

/** What became of those who could be invited: by mail, or with a link to pass on. */
export const InvitationResults = ({ results }: { readonly results: readonly InvitationResult[] }) => {
  const { t } = useTranslation('people')
  const link = results.find((result) => result.link !== null)?.link
  return (
    <ul className={classes.results} aria-label={t('invite.results')}>
      {results.map((result, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are only added to
        <li key={index} className={classes.result}>
          <span className={classes.outcome} data-sent={result.outcome === 'sent' || undefined}>
            {result.outcome === 'sent' ? <IconCheck aria-hidden="true" /> : <IconLink aria-hidden="true" />}
            <strong>{result.email}</strong>
            <span>{t(`invite.outcome.${wordOf(result)}`, { problem: result.problem ?? '' })}</span>
          </span>
          {result.link !== null && <CopyField bare label={t('link.label_for', { email: result.email })} value={result.link} />}
        </li>
      ))}
      {link && (
        <li>
          <LoopbackWarning link={link} />
        </li>
      )}
    </ul>
  )
}
