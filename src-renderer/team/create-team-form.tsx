import { TextInput } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { type ReactNode, type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { countrySchema } from '../../src-shared/lib/schemas.ts'
import { crmNameSchema, mostInvited } from '../../src-shared/sync/server-contract.ts'
import { builtInGroups } from '../../src-shared/team/group-kind.ts'
import { serverAddressSchema } from '../../src-shared/team/team-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { useSession } from '../app/use-session.ts'
import { useGroupName } from '../groups/use-groups.ts'
import { Pair } from '../settings/section.tsx'
import { BringField, useBring } from './bring-field.tsx'
import { CountryField } from './country-field.tsx'
import { FormButtons } from './form-buttons.tsx'
import { useDraft } from './form-drafts.tsx'
import { FormProblem } from './form-problem.tsx'
import { NewAccountFields, newAccountFields, newAccountShape } from './new-account-fields.tsx'
import { offeredName } from './offered-name.ts'
import { emptyRow, isEmptyRow, type PersonRow, peopleOf, type RowProblems, rowProblems } from './people-draft.ts'
import { PeopleRows } from './people-rows.tsx'
import { ServerField } from './server-field.tsx'
import classes from './team-forms.module.css'
import { formProblems } from './team-problems.ts'
import { useEnterTeam } from './use-enter-team.ts'
import { useFields } from './use-fields.ts'
import { type NameCheck, useNameCheck } from './use-name-check.ts'

const inputSchema = z.object({
  server: serverAddressSchema,
  code: z.string().trim().min(1).max(100),
  name: crmNameSchema,
  country: countrySchema,
  ...newAccountShape,
})

const fieldNames = ['server', 'code', 'name', 'country', ...newAccountFields] as const

/** A new CRM has no other groups. The fewest rights come first. */
const offeredGroups = builtInGroups.toReversed()

const NameHint = ({ check }: { readonly check: NameCheck }) => {
  const { t } = useTranslation('team')
  if (check === 'free') {
    return (
      <span className={classes.free}>
        <IconCheck aria-hidden="true" />
        {t('form.name_free')}
      </span>
    )
  }
  return check === 'checking' ? t('form.name_checking') : t('form.name_hint')
}

interface PartProps {
  readonly title: string
  readonly text?: string
  readonly children: ReactNode
}

const Part = ({ title, text, children }: PartProps) => (
  <fieldset className={classes.part}>
    <legend className={classes.legend}>{title}</legend>
    {text && <p className={classes.text}>{text}</p>}
    {children}
  </fieldset>
)

/** A new CRM on a server: whoever has the set-up code makes it and is its administrator. Others can be invited at once. */
export const CreateTeamForm = ({ onBack }: { readonly onBack: () => void }) => {
  const { t } = useTranslation('team')
  const { client } = useApi()
  const { me, workspace } = useSession()
  const first = {
    server: '',
    code: '',
    name: '',
    country: workspace.country,
    personName: offeredName(me.name),
    email: me.email ?? '',
    password: '',
    extension: me.extension ?? '',
  }
  const fields = useFields(first, 'create')
  const [rows, setRows] = useDraft<readonly PersonRow[]>('create.people', [emptyRow()])
  const [wrongRows, setWrongRows] = useState<Readonly<Record<string, RowProblems>>>({})
  const groupName = useGroupName()
  const { bring, ...bringField } = useBring()
  const { values, field, show } = fields
  const { enter, busy, error } = useEnterTeam({ fields: fieldNames, onRefused: show })
  const check = useNameCheck(values)
  const nameProblem = check === 'wrong' ? t('form.name_wrong') : check === 'taken' ? t('form.name_taken') : undefined
  const tooMany = rows.filter((row) => !isEmptyRow(row)).length > mostInvited

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const found = formProblems(inputSchema, values)
    const wrong = rowProblems(rows, values)
    setWrongRows(wrong)
    if (tooMany || Object.keys({ ...found, ...wrong }).length > 0) return show(found)
    await enter(values.server, async () => {
      const extension = values.extension.trim() || null
      const people = peopleOf(rows)
      const state = await client.team.create({ ...values, extension, people, bring })
      // What became of the invitations is told there.
      if (people.length > 0) go({ screen: 'settings', page: 'team' })
      return state
    })
  }

  const changeRows = (changed: readonly PersonRow[]) => {
    setRows(changed)
    // What was wrong is judged anew as it is mended.
    if (Object.keys(wrongRows).length > 0) setWrongRows(rowProblems(changed, values))
  }

  return (
    <form ref={fields.form} className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
      <Part title={t('form.part_crm')}>
        <ServerField {...field('server')} shared autoFocus />
        <Pair>
          <TextInput
            {...field('code')}
            label={t('form.code')}
            description={fields.problems.code ? undefined : t('form.code_hint')}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            autoComplete="off"
            spellCheck={false}
          />
          <TextInput
            {...field('name')}
            label={t('form.name')}
            error={fields.problems.name ?? nameProblem}
            description={
              <span role="status">
                <NameHint check={check} />
              </span>
            }
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Pair>
        <CountryField value={values.country} error={fields.problems.country} onChange={fields.change} />
      </Part>
      <Part title={t('form.part_administrator')}>
        <NewAccountFields field={field} />
      </Part>
      <Part title={t('form.part_people')} text={t('form.people_text')}>
        <PeopleRows
          rows={rows}
          problems={wrongRows}
          groups={offeredGroups.map((group) => ({ value: group.id, label: groupName(group) }))}
          onChange={changeRows}
        />
        {tooMany && (
          <p className={classes.problem} role="alert">
            {t('form.people_limit', { most: mostInvited })}
          </p>
        )}
      </Part>
      <BringField {...bringField} />
      <FormProblem error={error} />
      <FormButtons submit={t('ways.create_button')} busy={busy} onBack={onBack} />
    </form>
  )
}
