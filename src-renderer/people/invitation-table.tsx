import { Button, Modal } from '@mantine/core'
import { IconRefresh, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../src-shared/sync/server-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { tellFailure } from '../app/use-act.ts'
import { useMembers } from '../app/use-session.ts'
import { useGroupWords } from '../groups/use-groups.ts'
import { useFormat } from '../i18n/format.ts'
import forms from '../team/team-forms.module.css'
import { IconButton } from '../ui/icon-button.tsx'
import { Pill, type Tone } from '../ui/pill.tsx'
import { toast } from '../ui/toasts.tsx'
import { AskDialog } from './ask-dialog.tsx'
import classes from './invitations.module.css'
import { LinkToPassOn } from './link-to-pass-on.tsx'
import { useInvitationsChanged } from './use-invitations.ts'

const pageSize = 100

const tones: Readonly<Record<Invitation['state'], Tone>> = { open: 'amber', used: 'green', expired: 'grey', revoked: 'red' }

interface Whose {
  readonly id: string
  readonly whom: string
}

interface Renewed {
  readonly whom: string
  readonly link: string
}

/** States in which the server still makes a new link. */
const renewable: ReadonlySet<Invitation['state']> = new Set(['open', 'expired'])

/** Renewing and revoking. What is revoked does not come back: it is asked for first. */
const useInvitationActs = (onRenewed: (renewed: Renewed) => void) => {
  const { t } = useTranslation('people')
  const { client } = useApi()
  const changed = useInvitationsChanged()
  const renew = async (id: string, whom: string) => {
    try {
      const { link } = await client.team.renewInvitation({ id })
      if (link === null) toast(t('invitations.renewed', { whom }))
      else onRenewed({ whom, link })
    } catch (error) {
      tellFailure(error)
    }
    await changed()
  }
  const revoke = async (id: string, whom: string) => {
    await client.team.revokeInvitation({ id })
    toast(t('invitations.revoked', { whom }))
    await changed()
  }
  return { renew, revoke }
}

interface RowProps {
  readonly invitation: Invitation
  readonly renew: (id: string, whom: string) => Promise<void>
  readonly onRevoke: (id: string, whom: string) => void
}

const Row = ({ invitation, renew, onRevoke }: RowProps) => {
  const { t } = useTranslation('people')
  const format = useFormat()
  const members = useMembers()
  const groupWords = useGroupWords()
  const { id, kind, email, name, groupId, createdBy, expiresAt, maxUses, state, usedBy } = invitation
  const whom = kind === 'link' ? t('invitations.link') : (email ?? name)
  const nameOf = (memberId: string) => members.find((member) => member.id === memberId)?.name ?? t('invitations.somebody')
  const used = format.number(usedBy.length)
  const joined = usedBy.map(({ memberId }) => nameOf(memberId)).join(', ')
  return (
    <tr>
      <th scope="row" title={[whom, name].filter(Boolean).join(', ')}>
        {kind === 'mail' && name ? `${name} · ${email}` : whom}
      </th>
      <td>
        <Pill tone={tones[state]}>{t(`invitations.state.${state}`)}</Pill>
      </td>
      <td>{groupWords(groupId)}</td>
      <td>{nameOf(createdBy)}</td>
      <td>
        <time dateTime={new Date(expiresAt).toISOString()} title={format.exact(expiresAt)}>
          {format.nearWithTime(expiresAt)}
        </time>
      </td>
      <td>
        {maxUses === null ? t('invitations.uses_unlimited', { used }) : t('invitations.uses', { used, most: format.number(maxUses) })}
      </td>
      <td title={joined}>{joined}</td>
      <td className={classes.tools}>
        {renewable.has(state) && (
          <IconButton size="var(--control-small)" label={t('invitations.renew_for', { whom })} onClick={() => void renew(id, whom)}>
            <IconRefresh />
          </IconButton>
        )}
        {state === 'open' && (
          <IconButton size="var(--control-small)" label={t('invitations.revoke_for', { whom })} onClick={() => onRevoke(id, whom)}>
            <IconX />
          </IconButton>
        )}
      </td>
    </tr>
  )
}

const columns = ['whom', 'state', 'group', 'by', 'until', 'uses', 'used_by'] as const

/** Every invitation, the newest first. */
export const InvitationTable = ({ invitations }: { readonly invitations: readonly Invitation[] }) => {
  const { t } = useTranslation('people')
  const [shown, setShown] = useState(pageSize)
  const [renewed, setRenewed] = useState<Renewed | null>(null)
  const [revoking, setRevoking] = useState<Whose | null>(null)
  const { renew, revoke } = useInvitationActs(setRenewed)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={classes.scroller} tabIndex={0} aria-label={t('invitations.label')}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {t(`invitations.column.${name}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('invitations.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {invitations.slice(0, shown).map((invitation) => (
            <Row key={invitation.id} invitation={invitation} renew={renew} onRevoke={(id, whom) => setRevoking({ id, whom })} />
          ))}
        </tbody>
      </table>
      {invitations.length > shown && (
        <Button size="xs" variant="subtle" onClick={() => setShown(shown + pageSize)}>
          {t('invitations.more')}
        </Button>
      )}
      {revoking && (
        <AskDialog
          danger
          title={t('invitations.revoke_title', { whom: revoking.whom })}
          text={t('invitations.revoke_text')}
          go={t('invitations.revoke')}
          cancel={t('invitations.keep')}
          act={() => revoke(revoking.id, revoking.whom)}
          onClose={() => setRevoking(null)}
        />
      )}
      {renewed && (
        <Modal
          opened
          onClose={() => setRenewed(null)}
          title={t('invitations.renewed_title', { whom: renewed.whom })}
          size="var(--dialog)"
          closeOnClickOutside={false}
          closeButtonProps={{ 'aria-label': t('link.close') }}
        >
          <div className={forms.form}>
            <LinkToPassOn label={t('link.label')} link={renewed.link} />
            <div className={`${forms.buttons} ${forms.end}`}>
              <Button variant="filled" onClick={() => setRenewed(null)}>
                {t('link.close')}
              </Button>
            </div>
          </div>
        </Modal>
      )}
    </section>
  )
}
