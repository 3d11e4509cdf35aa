import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { countrySchema, nameSchema } from '../../src-shared/lib/schemas.ts'
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { queryKeys } from '../app/refresh.ts'
import { useSession } from '../app/use-session.ts'
import { CountryField } from '../team/country-field.tsx'
import { FormButtons } from '../team/form-buttons.tsx'
import { FormProblem } from '../team/form-problem.tsx'
import { offeredName } from '../team/offered-name.ts'
import forms from '../team/team-forms.module.css'
import { formProblems } from '../team/team-problems.ts'
import { useFields } from '../team/use-fields.ts'
import { useWizardView } from './wizard-store.ts'

const inputSchema = z.object({ personName: nameSchema, country: countrySchema })

/** Working alone takes a name, and the country whose numbers are typed without a code. */
export const AloneForm = ({ onBack }: { readonly onBack: () => void }) => {
  const { t } = useTranslation('wizard')
  const { client } = useApi()
  const queries = useQueryClient()
  const { me, workspace } = useSession()
  const { values, problems, form, field, change, show } = useFields(
    { personName: offeredName(me.name), country: workspace.country },
    'alone',
  )
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy) return
    const found = formProblems(inputSchema, values)
    if (Object.keys(found).length > 0) return show(found)
    setBusy(true)
    setError(null)
    try {
      await client.settings.updateMe({ name: values.personName.trim() })
      await client.settings.updateWorkspace({ country: values.country })
      await client.settings.endFirstStart()
      go({ screen: 'general' })
      await queries.invalidateQueries({ queryKey: queryKeys.session })
      useWizardView.setState({ wanted: false, way: null })
    } catch (refused) {
      setError(refused)
      setBusy(false)
    }
  }

  return (
    <form ref={form} className={forms.form} noValidate onSubmit={(event) => void submit(event)}>
      <TextInput
        {...field('personName')}
        label={t('alone.name')}
        autoComplete="name"
        autoFocus
        // The name of the system's user is a guess: it gives way to what is typed.
        onFocus={(event) => event.currentTarget.select()}
      />
      <CountryField value={values.country} error={problems.country} onChange={change} />
      <FormProblem error={error} />
      <FormButtons submit={t('alone.finish')} busy={busy} onBack={onBack} />
    </form>
  )
}
