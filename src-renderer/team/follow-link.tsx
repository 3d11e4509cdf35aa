import { Button, TextInput } from '@mantine/core'
import { type SubmitEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { explainProblem } from '../i18n/explain.ts'
import { FormButtons } from './form-buttons.tsx'
import { FormProblem } from './form-problem.tsx'
import type { FoundInvitation } from './found-invitation.ts'
import classes from './team-forms.module.css'
import { refusedFields } from './team-problems.ts'
import { useFields } from './use-fields.ts'

interface Props {
  /** The link with which the program was opened. */
  readonly given: string | null
  /** Whether that one is followed without being asked to. */
  readonly follows: boolean
  readonly onFound: (invitation: FoundInvitation) => void
  readonly onPassword: () => void
  readonly onBack: () => void
}

/** One field for the link of an invitation; the server says what it is for. */
export const FollowLink = ({ given, follows, onFound, onPassword, onBack }: Props) => {
  const { t } = useTranslation('team')
  const { client } = useApi()
  const { values, problems, form, field, show } = useFields({ link: given ?? '' }, `join.link ${given ?? ''}`)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const look = async () => {
    if (busy) return
    const link = values.link.trim()
    if (link === '') return show({ link: explainProblem({ rule: 'required' }) })
    setBusy(true)
    setError(null)
    try {
      onFound({ ...(await client.team.lookAtInvitation({ link })), link })
    } catch (refused) {
      setBusy(false)
      const found = refusedFields(refused, ['link'])
      if (found) show(found)
      else setError(refused)
    }
  }

  const wanted = useRef(follows)
  const latest = useRef(look)
  useEffect(() => {
    latest.current = look
  })
  useEffect(() => {
    if (wanted.current) void latest.current()
    wanted.current = false
  }, [])

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void look()
  }

  return (
    <form ref={form} className={classes.form} noValidate onSubmit={submit}>
      <TextInput
        {...field('link')}
        label={t('form.link')}
        description={problems.link ? undefined : <span role="status">{t(busy ? 'form.look' : 'form.link_hint')}</span>}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        autoFocus
      />
      <FormProblem error={error} />
      <FormButtons submit={t('form.continue')} busy={busy} onBack={onBack}>
        <Button variant="subtle" disabled={busy} onClick={onPassword}>
          {t('form.by_password')}
        </Button>
      </FormButtons>
    </form>
  )
}
