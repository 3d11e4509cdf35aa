import { Button } from '@mantine/core'
import { IconLink, IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TeamTab } from '../app/routes.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { InvitationTable } from './invitation-table.tsx'
import { MakeLinkDialog } from './make-link-dialog.tsx'
import classes from './people.module.css'
import { SendInvitationsDialog } from './send-invitations-dialog.tsx'
import { TeamHead } from './team-head.tsx'
import { useInvitations } from './use-invitations.ts'

/** Who is invited, by mail or by link, and what became of it. The server keeps them: without it there is nothing to see. */
export const InvitationsTab = ({ tabs }: { readonly tabs: readonly TeamTab[] }) => {
  const { t } = useTranslation('people')
  const { data, error, refetch } = useInvitations()
  const [open, setOpen] = useState<'send' | 'link' | null>(null)
  const close = () => setOpen(null)
  const send = (
    <Button variant="filled" leftSection={<IconMail />} onClick={() => setOpen('send')}>
      {t('invite.button')}
    </Button>
  )
  return (
    <>
      <TeamHead tab="invitations" tabs={tabs}>
        <span className={classes.buttons}>
          <Button leftSection={<IconLink />} onClick={() => setOpen('link')}>
            {t('link.button')}
          </Button>
          {data?.invitations.length !== 0 && send}
        </span>
      </TeamHead>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        data &&
        (data.invitations.length === 0 ? (
          <EmptyState drawing="people" action={send}>
            {t('invitations.empty')}
          </EmptyState>
        ) : (
          <InvitationTable invitations={data.invitations} />
        ))
      )}
      {open === 'send' && <SendInvitationsDialog onClose={close} />}
      {open === 'link' && <MakeLinkDialog onClose={close} />}
    </>
  )
}
