import { Button } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Contact,
  type ContactFields,
  contactStatuses,
  contactTypes,
  emailTypes,
  employeesCounts,
  messengerTypes,
  phoneTypes,
} from '../../src-shared/contacts/contact-kind.ts'
import { contactRights } from '../../src-shared/team/rights.ts'
import { useDial } from '../app/use-dial.ts'
import { useMembers } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useCountries } from '../i18n/countries.ts'
import { InlineChoice, InlineText } from '../ui/inline-input.tsx'
import { PhoneNumberButton } from '../ui/phone-number-button.tsx'
import { ElementsFact } from './elements-fact.tsx'
import classes from './fact.module.css'
import { Fact } from './fact.tsx'
import type { SaveContact } from './use-contacts.ts'

interface Props {
  readonly contact: Contact
  readonly onSave: SaveContact
}

type TextField = 'company' | 'website' | 'city' | 'address' | 'zip' | 'comment' | 'name'

/** Everything that is known of a contact, edited where it stands. What is rarely filled shows when it is, or when asked for. */
export const ContactFacts = ({ contact, onSave }: Props) => {
  const { t } = useTranslation(['clients', 'leads'])
  const viewer = useViewer()
  const members = useMembers()
  const countries = useCountries()
  const dialNumber = useDial()
  const [all, setAll] = useState(false)
  const readOnly = !contactRights(viewer, contact).edit
  const holder = members.find(({ id }) => id === contact.responsible)
  const reason =
    contact.stage === 'client' ? t('clients:card.read_only') : holder ? t('leads:held_by', { name: holder.name }) : t('leads:held')

  const saveField = (field: keyof ContactFields) => (value: string | null) =>
    onSave({ fields: { [field]: value } as Partial<ContactFields> })
  const text = (field: TextField, multiline = false) => (
    <InlineText
      label={t(`fact.${field}`)}
      value={contact[field]}
      placeholder={t('empty_fact')}
      multiline={multiline}
      readOnly={readOnly}
      onSave={saveField(field)}
    />
  )
  const options = <Value extends string>(values: readonly Value[], word: (value: Value) => string) =>
    values.map((value) => ({ value, label: word(value) }))

  return (
    <div className={classes.facts}>
      {readOnly && <p className={classes.held}>{reason}</p>}
      <ElementsFact
        readOnly={readOnly}
        label={t('fact.phones')}
        elements={contact.phones.map((phone) => ({ id: phone.id, type: phone.type, text: phone.typed }))}
        types={options(phoneTypes, (type) => t(`phone_type.${type}`))}
        addLabel={t('add_phone')}
        inputMode="tel"
        show={({ id }) => {
          const number = contact.phones.find((phone) => phone.id === id)
          return number && <PhoneNumberButton number={number} onCall={(dialled) => dialNumber(dialled, contact.id)} />
        }}
        onPut={({ id, type, text: typed }) => onSave({ phones: { put: [{ id, type: type as 'work', typed }] } })}
        onRemove={(id) => onSave({ phones: { remove: [id] } })}
      />
      <ElementsFact
        readOnly={readOnly}
        label={t('fact.emails')}
        elements={contact.emails.map((email) => ({ id: email.id, type: email.type, text: email.address }))}
        types={options(emailTypes, (type) => t(`email_type.${type}`))}
        addLabel={t('add_email')}
        inputMode="email"
        show={({ text: address }) => (
          <a className={classes.link} href={`mailto:${address}`} aria-label={t('write_email', { address })}>
            {address}
          </a>
        )}
        onPut={({ id, type, text: address }) => onSave({ emails: { put: [{ id, type: type as 'email_work', address }] } })}
        onRemove={(id) => onSave({ emails: { remove: [id] } })}
      />
      {contact.status === 'individual' && <Fact label={t('fact.company')}>{text('company')}</Fact>}
      <Fact label={t('fact.address')}>{text('address')}</Fact>
      <Fact label={t('fact.city')}>
        <span className={classes.pair}>
          {text('city')}
          {text('zip')}
        </span>
      </Fact>
      <Fact label={t('fact.responsible')}>
        <InlineChoice
          readOnly={readOnly}
          label={t('fact.responsible')}
          value={contact.responsible}
          placeholder={t('nobody')}
          clearable
          options={members.map((member) => ({ value: member.id, label: member.name }))}
          onSave={saveField('responsible')}
        />
      </Fact>
      <Fact label={t('fact.type')}>
        <span className={classes.pair}>
          <InlineChoice
            readOnly={readOnly}
            label={t('fact.type')}
            value={contact.type}
            options={options(contactTypes, (type) => t(`type.${type}`))}
            onSave={saveField('type')}
          />
          <InlineChoice
            readOnly={readOnly}
            label={t('fact.status')}
            value={contact.status}
            options={options(contactStatuses, (status) => t(`status.${status}`))}
            onSave={saveField('status')}
          />
        </span>
      </Fact>
      {(all || contact.comment !== '') && <Fact label={t('fact.comment')}>{text('comment', true)}</Fact>}
      {(all || contact.website !== '') && <Fact label={t('fact.website')}>{text('website')}</Fact>}
      {(all || contact.messengers.length > 0) && (
        <ElementsFact
          readOnly={readOnly}
          label={t('fact.messengers')}
          elements={contact.messengers.map((messenger) => ({ id: messenger.id, type: messenger.type, text: messenger.value }))}
          types={options(messengerTypes, (type) => t(`messenger_type.${type}`))}
          addLabel={t('add_messenger')}
          inputMode="text"
          show={({ text: value }) => <span>{value}</span>}
          onPut={({ id, type, text: value }) => onSave({ messengers: { put: [{ id, type: type as 'skype', value }] } })}
          onRemove={(id) => onSave({ messengers: { remove: [id] } })}
        />
      )}
      {(all || (contact.country !== null && contact.country !== 'PL')) && (
        <Fact label={t('fact.country')}>
          <InlineChoice
            readOnly={readOnly}
            label={t('fact.country')}
            value={contact.country}
            placeholder={t('none')}
            options={countries}
            searchable
            clearable
            onSave={saveField('country')}
          />
        </Fact>
      )}
      {(all || contact.employeesCount !== null) && (
        <Fact label={t('fact.employeesCount')}>
          <InlineChoice
            readOnly={readOnly}
            label={t('fact.employeesCount')}
            value={contact.employeesCount}
            placeholder={t('none')}
            options={options(employeesCounts, (count) => t(`employees.${count}`))}
            clearable
            onSave={saveField('employeesCount')}
          />
        </Fact>
      )}
      {all && <Fact label={t('fact.name')}>{text('name')}</Fact>}
      <Button
        className={classes.more}
        size="xs"
        variant="subtle"
        leftSection={all ? <IconChevronUp /> : <IconChevronDown />}
        onClick={() => setAll(!all)}
      >
        {all ? t('fewer_facts') : t('all_facts')}
      </Button>
    </div>
  )
}
