import { Button, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { emailSchema } from '../../src-shared/lib/schemas.ts'
import { type Member, managedFieldsSchema } from '../../src-shared/team/member-kind.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useGroupName, useGroups } from '../groups/use-groups.ts'
import { problemsIn } from '../settings/field-problems.ts'
import { FormProblem } from '../team/form-problem.tsx'
import forms from '../team/team-forms.module.css'
import { useFields } from '../team/use-fields.ts'
import { toast } from '../ui/toasts.tsx'
import { groupsToGive, type PersonOffers } from './person-offers.ts'
import { personProblem, refusedOfPerson } from './person-problems.ts'

const fieldNames = ['name', 'position', 'email', 'extension', 'groupId'] as const
const formSchema = managedFieldsSchema.extend({ email: emailSchema.optional() })

interface Props {
  readonly member: Member
  readonly offers: PersonOffers
  readonly onDone: () => void
}

/** The fields of a colleague. Only what was changed is sent; what was refused is told at its field. */
export const PersonForm = ({ member, offers, onDone }: Props) => {
  const { t } = useTranslation('people')
  const { client } = useApi()
  const queries = useQueryClient()
  const viewer = useViewer()
  const groups = useGroups()
  const nameOf = useGroupName()
  const { values, problems, form, change, show, field } = useFields({
    name: member.name,
    position: member.position,
    email: member.email ?? '',
    extension: member.extension ?? '',
    groupId: member.groupId,
  })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const choices = groupsToGive(viewer, groups, member.groupId)

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy) return
    const typed = {
      name: values.name.trim(),
      position: values.position.trim(),
      extension: values.extension.trim() || null,
      groupId: values.groupId,
      email: values.email.trim(),
    }
    const fields = Object.fromEntries(
      Object.entries(typed).filter(([name, value]) => value !== (member[name] ?? (name === 'email' ? '' : null))),
    )
    if (Object.keys(fields).length === 0) return onDone()
    const wrong = Object.values(problemsIn(formSchema, fields))
    if (wrong.length > 0) return show(Object.fromEntries(wrong.map(({ path, rule, limit }) => [path, personProblem(path, rule, limit)])))
    setBusy(true)
    setError(null)
    try {
      await client.team.updateMember({ memberId: member.id, fields })
      await queries.invalidateQueries({ queryKey: queryKeys.members })
      toast(t('form.saved', { name: typed.name }))
      onDone()
    } catch (refused) {
      const told = refusedOfPerson(refused, fieldNames)
      if (told) show(told)
      else setError(refused)
      setBusy(false)
    }
  }

  const order = { inputWrapperOrder: ['label', 'input', 'error', 'description'] as ('label' | 'input' | 'error' | 'description')[] }
  return (
    <form ref={form} className={forms.form} noValidate onSubmit={(event) => void submit(event)}>
      <TextInput {...field('name')} label={t('form.name')} autoComplete="off" autoFocus />
      <TextInput {...field('position')} label={t('form.position')} autoComplete="off" />
      <TextInput {...field('extension')} label={t('form.extension')} inputMode="numeric" autoComplete="off" />
      <TextInput
        {...field('email')}
        {...order}
        label={t('form.email')}
        description={problems.email ? undefined : t(offers.readdress ? 'form.email_hint' : 'form.email_locked')}
        type="email"
        autoComplete="off"
        readOnly={!offers.readdress}
      />
      <Select
        {...order}
        label={t('form.group')}
        description={offers.regroup ? undefined : t('form.group_locked')}
        readOnly={!offers.regroup}
        value={values.groupId}
        error={problems.groupId}
        data={choices.map((group) => ({ value: group.id, label: nameOf(group) }))}
        onChange={(groupId) => groupId && change({ groupId })}
      />
      <FormProblem error={error} />
      <div className={forms.buttons}>
        <Button type="submit" variant="filled" loading={busy}>
          {t('form.save')}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  )
}
