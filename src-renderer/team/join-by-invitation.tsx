import type { SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useApi } from '../api/api-context.tsx'
import { useSession } from '../app/use-session.ts'
import { useGroupName } from '../groups/use-groups.ts'
import { useFormat } from '../i18n/format.ts'
import { BringField, useBring } from './bring-field.tsx'
import { FormButtons } from './form-buttons.tsx'
import { FormProblem } from './form-problem.tsx'
import type { FoundInvitation } from './found-invitation.ts'
import { putLinkAway } from './join-link.ts'
import { NewAccountFields, newAccountFields, newAccountShape } from './new-account-fields.tsx'
import { offeredName } from './offered-name.ts'
import classes from './team-forms.module.css'
import facts from './team-here.module.css'
import { formProblems } from './team-problems.ts'
import { useEnterTeam } from './use-enter-team.ts'
import { useFields } from './use-fields.ts'

const inputSchema = z.object(newAccountShape)

const InvitationFacts = ({ invitation: { crm, invitedBy, group, server, expiresAt } }: { readonly invitation: FoundInvitation }) => {
  const { t } = useTranslation('team')
  const format = useFormat()
  const groupName = useGroupName()
  const rows = [
    [t('form.invited_crm'), `${crm} · ${server}`],
    [t('form.invited_by'), invitedBy],
    [t('form.invited_group'), groupName(group)],
    [t('form.invited_until'), format.exact(expiresAt)],
  ] as const
  return (
    <div className={facts.box}>
      <dl className={facts.facts}>
        {rows.map(([name, value]) => (
          <div key={name} className={facts.row}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

interface Props {
  readonly invitation: FoundInvitation
  readonly onBack: () => void
}

/** The account that an invitation makes. Where it is for one person, its address is theirs and stays. */
export const JoinByInvitation = ({ invitation, onBack }: Props) => {
  const { t } = useTranslation('team')
  const { client } = useApi()
  const { me } = useSession()
  const first = {
    personName: invitation.name || offeredName(me.name),
    email: invitation.email ?? me.email ?? '',
    password: '',
    extension: invitation.extension ?? me.extension ?? '',
  }
  const { values, form, field, show } = useFields(first, `join.invitation ${invitation.link}`)
  const { bring, ...bringField } = useBring()
  const { enter, busy, error } = useEnterTeam({ fields: newAccountFields, onRefused: show })

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const found = formProblems(inputSchema, values)
    if (Object.keys(found).length > 0) return show(found)
    const extension = values.extension.trim() || null
    await enter(invitation.server, async () => {
      const state = await client.team.joinByInvitation({ ...values, link: invitation.link, extension, bring })
      putLinkAway()
      return state
    })
  }

  return (
    <form ref={form} className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
      <InvitationFacts invitation={invitation} />
      <NewAccountFields field={field} fixedEmail={invitation.email !== null} autoFocus />
      <BringField {...bringField} />
      <FormProblem error={error} />
      <FormButtons submit={t('ways.join_button')} busy={busy} onBack={onBack} />
    </form>
  )
}
