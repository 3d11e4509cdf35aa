import { Button, Select, TextInput } from '@mantine/core'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import { type Contact, positions } from '../../src-shared/contacts/contact-kind.ts'
import { contactRights } from '../../src-shared/team/rights.ts'
import { useDial } from '../app/use-dial.ts'
import { useViewer } from '../app/use-viewer.ts'
import { Avatar } from '../ui/avatar.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { PhoneNumberButton } from '../ui/phone-number-button.tsx'
import classes from './contact-persons.module.css'
import type { SaveContact } from './use-contacts.ts'

type Person = Contact['persons'][number]

interface FormProps {
  readonly person: Person | null
  readonly onSave: SaveContact
  readonly onDone: () => void
}

const PersonForm = ({ person, onSave, onDone }: FormProps) => {
  const { t } = useTranslation('clients')
  const [name, setName] = useState(person?.name ?? '')
  const [position, setPosition] = useState<Person['position']>(person?.position ?? null)
  const [title, setTitle] = useState(person?.title ?? '')
  const [phone, setPhone] = useState(person?.phone?.typed ?? '')
  const [email, setEmail] = useState(person?.email ?? '')
  const [problem, setProblem] = useState<string | null>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const put = {
      id: person?.id ?? newId(),
      name,
      position,
      title: position === 'custom' ? title.trim() : '',
      phone: phone.trim() || null,
      email: email.trim() || null,
    }
    const refused = await onSave({ persons: { put: [put] } })
    setProblem(refused)
    if (refused === null) onDone()
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onDone()
      }}
    >
      <TextInput
        label={t('person_form.name')}
        value={name}
        autoFocus
        error={problem}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        label={t('fact.position')}
        placeholder={t('none')}
        data={positions.map((value) => ({ value, label: t(`position.${value}`) }))}
        value={position}
        clearable
        onChange={(value) => setPosition(value as Person['position'])}
      />
      {position === 'custom' && (
        <TextInput label={t('fact.title')} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
      )}
      <TextInput label={t('fact.phone')} inputMode="tel" value={phone} onChange={(event) => setPhone(event.currentTarget.value)} />
      <TextInput label={t('fact.email')} inputMode="email" value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      <div className={classes.buttons}>
        <Button type="submit" size="xs" variant="filled">
          {t('person_form.save')}
        </Button>
        <Button size="xs" variant="subtle" onClick={onDone}>
          {t('person_form.cancel')}
        </Button>
      </div>
    </form>
  )
}

interface Props {
  readonly contact: Contact
  readonly onSave: SaveContact
}

/** People who work at a company, with their position and number. */
export const ContactPersons = ({ contact, onSave }: Props) => {
  const { t } = useTranslation('clients')
  const dialNumber = useDial()
  const readOnly = !contactRights(useViewer(), contact).edit
  const [editing, setEditing] = useState<string | 'new' | null>(null)
  const done = () => setEditing(null)
  return (
    <>
      <ul className={classes.list}>
        {contact.persons.map((person) =>
          editing === person.id ? (
            <li key={person.id}>
              <PersonForm person={person} onSave={onSave} onDone={done} />
            </li>
          ) : (
            <li key={person.id} className={classes.person}>
              <Avatar id={person.id} name={person.name} />
              <span className={classes.words}>
                <span className={classes.name}>{person.name}</span>
                {person.position && <span className={classes.position}>{person.title || t(`position.${person.position}`)}</span>}
                {person.phone && <PhoneNumberButton number={person.phone} onCall={(number) => dialNumber(number, contact.id)} />}
                {person.email && (
                  <a className={classes.email} href={`mailto:${person.email}`} aria-label={t('write_email', { address: person.email })}>
                    {person.email}
                  </a>
                )}
              </span>
              {!readOnly && (
                <span className={classes.tools}>
                  <IconButton size="var(--target)" label={t('edit', { what: person.name })} onClick={() => setEditing(person.id)}>
                    <IconPencil />
                  </IconButton>
                  <IconButton
                    size="var(--target)"
                    label={t('remove', { what: person.name })}
                    onClick={() => void onSave({ persons: { remove: [person.id] } })}
                  >
                    <IconTrash />
                  </IconButton>
                </span>
              )}
            </li>
          ),
        )}
      </ul>
      {editing === 'new' ? (
        <PersonForm person={null} onSave={onSave} onDone={done} />
      ) : (
        !readOnly && (
          <Button size="xs" variant="subtle" leftSection={<IconPlus />} onClick={() => setEditing('new')}>
            {t('add_person')}
          </Button>
        )
      )}
    </>
  )
}
