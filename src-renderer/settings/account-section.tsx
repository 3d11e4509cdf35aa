import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TelephoneAccount } from '../../src-shared/telephony/account.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { tellFailure } from '../app/use-act.ts'
import { explainFields } from '../i18n/explain.ts'
import { useTelephoneWords } from '../telephony/use-telephone-words.ts'
import { Pill } from '../ui/pill.tsx'
import { useAccountDraft } from './account-draft.ts'
import { AccountFields } from './account-fields.tsx'
import { type AccountForm, accountOf, accountProblems, formOf, isChanged } from './account-form.ts'
import classes from './account-section.module.css'
import { Choice } from './choice.tsx'
import { Section } from './section.tsx'
import { useUnsavedGuard } from './use-unsaved-guard.ts'

/** The account of the telephone: written by hand and saved as a whole, for half an account is none. */
export const AccountSection = ({ account }: { readonly account: TelephoneAccount | null }) => {
  const { t } = useTranslation('settings')
  const { client } = useApi()
  const queries = useQueryClient()
  const { draft, keep } = useAccountDraft()
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [state, setState] = useState<'idle' | 'saving' | 'saved'>('idle')
  const element = useRef<HTMLFormElement>(null)
  const form = draft ?? formOf(account)
  const telephone = useTelephoneWords()
  const hasPassword = account?.type === 'sip' && account.hasPassword
  const unsaved = draft !== null && isChanged(draft, account)
  useUnsavedGuard(unsaved)

  const change = (part: Partial<AccountForm>) => {
    keep({ ...form, ...part })
    setState('idle')
    setProblems(Object.fromEntries(Object.entries(problems).filter(([path]) => !(path in part))))
  }

  const show = (found: Readonly<Record<string, string>>) => {
    setProblems(found)
    // The first field that is wrong, once it has been drawn as such.
    requestAnimationFrame(() => element.current?.querySelector<HTMLInputElement>('input[data-error], [data-error] input')?.focus())
  }

  const save = async (event: SubmitEvent) => {
    event.preventDefault()
    const found = accountProblems(form, hasPassword)
    if (Object.keys(found).length > 0) return show(found)
    setState('saving')
    try {
      queries.setQueryData(queryKeys.account, await client.telephony.saveAccount(accountOf(form)))
      keep(null)
      setProblems({})
      setState('saved')
    } catch (error) {
      setState('idle')
      const fields = explainFields(error)
      if (fields) show(fields)
      else tellFailure(error)
    }
  }

  return (
    <Section title={t('account.title')}>
      <Choice
        label={t('account.type')}
        value={form.type}
        values={[
          { value: 'sip', label: t('account.sip') },
          { value: 'practice', label: t('account.practice') },
        ]}
        onChange={(type) => change({ type })}
      />
      <form ref={element} className={classes.form} noValidate onSubmit={(event) => void save(event)}>
        {form.type === 'practice' ? (
          <p className={classes.text}>{t('account.practice_text')}</p>
        ) : (
          <AccountFields form={form} problems={problems} hasPassword={hasPassword} onChange={change} />
        )}
        <div className={classes.buttons}>
          <Button
            type="submit"
            variant={unsaved || account === null ? 'filled' : 'default'}
            loading={state === 'saving'}
            disabled={!unsaved && account !== null}
          >
            {t('account.save')}
          </Button>
          {unsaved && (
            <>
              <Button
                variant="subtle"
                onClick={() => {
                  keep(null)
                  setProblems({})
                }}
              >
                {t('account.discard')}
              </Button>
              <span className={classes.unsaved} role="status">
                {t('account.unsaved')}
              </span>
            </>
          )}
          {state === 'saved' && !unsaved && (
            <span className={classes.saved} role="status">
              {t('account.saved')}
              <Pill tone={telephone.tone}>{telephone.short}</Pill>
            </span>
          )}
        </div>
        {state === 'saved' && !unsaved && <p className={classes.text}>{`${telephone.long}. ${telephone.advice}`}</p>}
      </form>
    </Section>
  )
}
