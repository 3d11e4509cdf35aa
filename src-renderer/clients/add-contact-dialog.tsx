import { Button, Modal, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { tellFailure, useAct } from '../app/use-act.ts'
import { useSession } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { type AddingContact, openAdd } from '../app/view-store.ts'
import { DuplicateHints } from '../duplicates/duplicate-hints.tsx'
import { explainFields } from '../i18n/explain.ts'
import { toastWithUndo } from '../ui/toasts.tsx'
import classes from './add-contact-dialog.module.css'
import { mayAddClients } from './contact-offers.ts'
import { contactInputOf, type FormField, type NewContact, problemsByField, severalIn } from './new-contact.ts'

interface Props {
  readonly adding: AddingContact
  readonly onClose: () => void
}

/** A new client or lead: a name is enough. */
export const AddContactDialog = ({ adding, onClose }: Props) => {
  const { client } = useApi()
  const { me } = useSession()
  const { tellDone } = useAct()
  const { t } = useTranslation('clients')
  const mayClients = mayAddClients(useViewer())
  const [typed, setForm] = useState<NewContact>(
    () =>
      adding.unfinished ?? {
        id: newId(),
        stage: adding.stage,
        name: '',
        company: '',
        phones: adding.phone,
        emails: '',
        comment: '',
        unsorted: adding.unsorted,
      },
  )
  // Whoever may not make clients makes a lead, wherever they came from.
  const form: NewContact = mayClients ? typed : { ...typed, stage: 'lead' }
  const [problems, setProblems] = useState<Partial<Record<FormField, string>>>({})
  const [saving, setSaving] = useState(false)

  const field = (name: FormField) => ({
    value: form[name],
    error: problems[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      setForm({ ...form, [name]: event.currentTarget.value })
      setProblems({ ...problems, [name]: undefined })
    },
  })

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (saving) return
    setSaving(true)
    try {
      const { id, batch } = await client.contacts.create(contactInputOf(form, me.id))
      onClose()
      tellDone(batch, t('add.created', { name: form.name.trim() }))
      go({ screen: form.stage === 'lead' ? 'leads' : 'clients', contactId: id })
    } catch (error) {
      const told = problemsByField(explainFields(error) ?? {})
      setProblems(told)
      if (Object.keys(told).length === 0) tellFailure(error)
      setSaving(false)
    }
  }

  // What was typed is not lost by one key.
  const close = () => {
    onClose()
    const isFilled = [form.name, form.company, form.emails, form.comment].some((text) => text.trim() !== '') || form.phones !== adding.phone
    if (!isFilled) return
    toastWithUndo({
      text: t('add.closed'),
      undoLabel: t('add.reopen'),
      onUndo: () => openAdd({ ...adding, unfinished: form }),
    })
  }

  const isLead = form.stage === 'lead'
  return (
    <Modal
      opened
      onClose={close}
      title={isLead ? t('add.title_lead') : t('add.title_client')}
      size="var(--dialog)"
      closeButtonProps={{ 'aria-label': t('add.cancel') }}
      // What was typed is not lost by a press beside the window.
      closeOnClickOutside={false}
    >
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        {mayClients && (
          <SegmentedControl
            className={classes.stage}
            aria-label={t('add.stage')}
            value={form.stage}
            onChange={(stage) => setForm({ ...form, stage: stage === 'lead' ? 'lead' : 'client' })}
            data={[
              { value: 'client', label: t('add.stage_client') },
              { value: 'lead', label: t('add.stage_lead') },
            ]}
          />
        )}
        <div className={classes.pair}>
          <TextInput label={t('add.name')} placeholder={t('add.name_hint')} data-autofocus required {...field('name')} />
          <TextInput label={t('add.company')} {...field('company')} />
        </div>
        <TextInput label={t('add.phones')} description={t('add.phones_hint')} inputMode="tel" {...field('phones')} />
        <div className={isLead ? classes.pair : undefined}>
          <TextInput label={t('add.emails')} inputMode="email" {...field('emails')} />
          {isLead && (
            <Select
              label={t('add.responsible')}
              value={form.unsorted ? 'nobody' : 'me'}
              data={[
                { value: 'me', label: me.name },
                { value: 'nobody', label: t('add.nobody') },
              ]}
              onChange={(whose) => setForm({ ...form, unsorted: whose === 'nobody' })}
            />
          )}
        </div>
        <DuplicateHints
          asked={{ name: form.name, phones: severalIn(form.phones), emails: severalIn(form.emails) }}
          onOpen={({ id, stage }) => {
            close()
            go({ screen: stage === 'lead' ? 'leads' : 'clients', contactId: id })
          }}
        />
        <Textarea label={t('add.comment')} autosize minRows={2} maxRows={8} {...field('comment')} />
        <div className={classes.buttons}>
          <Button variant="subtle" onClick={close}>
            {t('add.cancel')}
          </Button>
          <Button type="submit" variant="filled" loading={saving}>
            {t('add.create')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
