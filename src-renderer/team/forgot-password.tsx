import { Button, TextInput } from '@mantine/core'
import { type SubmitEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { emailSchema } from '../../src-shared/lib/schemas.ts'
import { codeSchema, passwordSchema } from '../../src-shared/sync/server-contract.ts'
import { serverAddressSchema, type TeamState } from '../../src-shared/team/team-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { FormButtons } from './form-buttons.tsx'
import { FormProblem } from './form-problem.tsx'
import { PasswordField } from './password-field.tsx'
import { ServerField } from './server-field.tsx'
import classes from './team-forms.module.css'
import { formProblems, refusedFields } from './team-problems.ts'
import { useEnterTeam } from './use-enter-team.ts'
import { useFields } from './use-fields.ts'

interface Account {
  readonly server: string
  readonly email: string
}

interface Props extends Account {
  /** The account is known and is not asked for. */
  readonly known?: boolean
  readonly onTyped?: (part: Partial<Account>) => void
  /** Goes on with the new password. */
  readonly onReset: (account: Account & { readonly password: string }) => Promise<TeamState>
  readonly onBack: () => void
}

const accountSchema = z.object({ server: serverAddressSchema, email: emailSchema })
const resetSchema = z.object({ code: codeSchema, password: passwordSchema })

interface AskProps {
  readonly account: Account
  readonly known: boolean
  readonly onTyped: (part: Partial<Account>) => void
  readonly onSent: () => void
  readonly onHaveCode: () => void
  readonly onBack: () => void
}

const AskForCode = ({ account, known, onTyped, onSent, onHaveCode, onBack }: AskProps) => {
  const { t } = useTranslation('team')
  const { client } = useApi()
  const { values, form, field, show } = useFields({ ...account })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const check = (): boolean => {
    const found = formProblems(accountSchema, values)
    if (Object.keys(found).length === 0) return true
    show(found)
    return false
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy || !check()) return
    onTyped(values)
    setBusy(true)
    setError(null)
    try {
      await client.team.requestReset(values)
      onSent()
    } catch (refused) {
      const problems = refusedFields(refused, known ? [] : ['server', 'email'], values.server)
      if (problems) show(problems)
      else setError(refused)
      setBusy(false)
    }
  }
  const haveCode = () => {
    if (!check()) return
    onTyped(values)
    onHaveCode()
  }
  return (
    <form ref={form} className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
      <div>
        <h3 className={classes.name}>{t('form.forgot_title')}</h3>
        <p className={classes.text}>{t('form.forgot_text')}</p>
      </div>
      {!known && (
        <>
          <ServerField {...field('server')} autoFocus={values.server === ''} />
          <TextInput {...field('email')} label={t('form.email')} type="email" autoComplete="username" autoFocus={values.server !== ''} />
        </>
      )}
      <FormProblem error={error} />
      <FormButtons
        submit={t('form.forgot_send')}
        busy={busy}
        autoFocus={known}
        onBack={onBack}
        second={
          <Button disabled={busy} onClick={haveCode}>
            {t('form.forgot_have')}
          </Button>
        }
      />
    </form>
  )
}

interface SetProps {
  readonly account: Account
  /** Whether a code was sent from here; else it was passed on. */
  readonly sent: boolean
  readonly onReset: Props['onReset']
  readonly onBack: () => void
}

const SetPassword = ({ account, sent, onReset, onBack }: SetProps) => {
  const { t } = useTranslation('team')
  const { client } = useApi()
  const { values, problems, form, field, show } = useFields({ code: '', password: '' })
  const { enter, busy, error } = useEnterTeam({ fields: ['code', 'password'], onRefused: show })
  /** The password that has been set: where going on failed, the code has done its work already. */
  const done = useRef<string | null>(null)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const found = formProblems(resetSchema, values)
    if (Object.keys(found).length > 0) return show(found)
    const { code, password } = values
    await enter(account.server, async () => {
      if (done.current !== password) await client.team.resetPassword({ ...account, code, password })
      done.current = password
      return onReset({ ...account, password })
    })
  }
  return (
    <form ref={form} className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
      <div>
        <h3 className={classes.name}>{t('form.forgot_title')}</h3>
        <p className={classes.text} role="status">
          {sent ? t('form.reset_sent', { email: account.email }) : t('form.reset_given')}
        </p>
      </div>
      <TextInput
        {...field('code')}
        label={t('form.reset_code')}
        description={problems.code ? undefined : t('form.reset_code_hint')}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        autoComplete="one-time-code"
        spellCheck={false}
        autoFocus
      />
      <PasswordField
        {...field('password')}
        label={t('form.new_password')}
        description={problems.password ? undefined : t('form.new_password_hint')}
        autoComplete="new-password"
      />
      <FormProblem error={error} />
      <FormButtons submit={t('form.reset_go')} busy={busy} onBack={onBack} />
    </form>
  )
}

/** A new password with a code: one that comes by mail, or that an administrator has passed on. */
export const ForgotPassword = ({ server, email, known = false, onTyped, onReset, onBack }: Props) => {
  const [account, setAccount] = useState<Account>({ server, email })
  const [code, setCode] = useState<'asked' | 'sent' | 'given'>('asked')
  if (code !== 'asked') {
    return <SetPassword account={account} sent={code === 'sent'} onReset={onReset} onBack={() => setCode('asked')} />
  }
  return (
    <AskForCode
      account={account}
      known={known}
      onTyped={(part) => {
        setAccount((typed) => ({ ...typed, ...part }))
        onTyped?.(part)
      }}
      onSent={() => setCode('sent')}
      onHaveCode={() => setCode('given')}
      onBack={onBack}
    />
  )
}
