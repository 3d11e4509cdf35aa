import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { useSessionQuery } from '../app/use-session.ts'
import { viewerIn } from '../app/use-viewer.ts'
import { mayAddClients } from '../clients/contact-offers.ts'
import { explain, explainFields } from '../i18n/explain.ts'
import { toastFailure } from '../ui/toasts.tsx'
import { useTypeWord } from './caller-lines.tsx'
import { whoOf } from './who.ts'
import classes from './whose-call.module.css'

interface Props {
  readonly call: LiveCall
}

const CreateForm = ({ call }: Props) => {
  const { client } = useApi()
  const { t } = useTranslation('telephony')
  const { data: session } = useSessionQuery()
  const mayClients = session === undefined || mayAddClients(viewerIn(session))
  const [name, setName] = useState(call.displayName)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const create = async (stage: 'lead' | 'client') => {
    if (name.trim() === '') return setProblem(t('name_needed'))
    setBusy(true)
    try {
      await client.telephony.createFromCall({ callId: call.id, contactId: newId(), stage, name: name.trim() })
    } catch (error) {
      const { title, details } = explain(error)
      const field = explainFields(error)?.name
      if (field) setProblem(field)
      else toastFailure(title, details)
    }
    setBusy(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void create('lead')
  }
  return (
    <form className={classes.form} aria-label={t('new_contact')} onSubmit={submit}>
      <TextInput
        className={classes.name}
        aria-label={t('name_of_caller')}
        placeholder={t('name_hint')}
        value={name}
        error={problem}
        onChange={(event) => {
          setName(event.currentTarget.value)
          setProblem(null)
        }}
      />
      <Button type="submit" loading={busy}>
        {t('make_lead')}
      </Button>
      {mayClients && (
        <Button disabled={busy} onClick={() => void create('client')}>
          {t('make_client')}
        </Button>
      )}
    </form>
  )
}

const ChooseForm = ({ call }: Props) => {
  const { client } = useApi()
  const { t } = useTranslation('telephony')
  const typeWord = useTypeWord()
  const choose = async (contactId: string) => {
    try {
      await client.telephony.assign({ callId: call.id, contactId })
    } catch (error) {
      const { title, details } = explain(error)
      toastFailure(title, details)
    }
  }
  return (
    <ul className={classes.choice} aria-label={t('who_is_it')}>
      {call.caller.matches.map((match) => (
        <li key={match.contactId}>
          <button type="button" className={classes.chosen} onClick={() => void choose(match.contactId)}>
            <span className={classes.person}>{match.personName ?? match.name}</span>
            <span className={classes.detail}>
              {[match.personName ? match.name : match.company, typeWord(match)].filter(Boolean).join(' · ')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Of an unknown number a lead or client is made by typing a name; of several people with one number one is chosen. Nothing where it is known. */
export const WhoseCall = ({ call }: Props) => {
  const who = whoOf(call.caller)
  if (who.type === 'several') return <ChooseForm key={call.id} call={call} />
  return who.type === 'unknown' || who.type === 'withheld' ? <CreateForm key={call.id} call={call} /> : null
}
