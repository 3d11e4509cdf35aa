import { Button } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { heldStatus } from '../../src-shared/catalogue/lead-statuses.ts'
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
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { useAct } from '../app/use-act.ts'
import { useDial } from '../app/use-dial.ts'
import { useMembers } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useStatusName } from '../catalogue/catalogue-words.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { DuplicateHints } from '../duplicates/duplicate-hints.tsx'
import { openMerge } from '../duplicates/merge-store.ts'
import { useCountries } from '../i18n/countries.ts'
import { InlineChoice, InlineText } from '../ui/inline-input.tsx'
import { Later } from '../ui/later.tsx'
import { PhoneNumberButton } from '../ui/phone-number-button.tsx'
import { AddPropertyDialog } from './add-property-dialog.tsx'
import { ElementsFact } from './elements-fact.tsx'
import classes from './fact.module.css'
import { Fact } from './fact.tsx'
import { OpenLink, PropertyFact } from './property-fact.tsx'
import { SourcesFact, TagsFact } from './tags-fact.tsx'
import type { SaveContact } from './use-contacts.ts'

interface Props {
  readonly contact: Contact
  readonly onSave: SaveContact
}

type TextField = 'company' | 'website' | 'city' | 'address' | 'zip' | 'comment' | 'name'

const optionsFor = <Value extends string>(values: readonly Value[], word: (value: Value) => string) =>
  values.map((value) => ({ value, label: word(value) }))

/** How far the work on a lead is; its ends are acts of their own. */
const LeadStatusFact = ({ contact, readOnly }: { readonly contact: Contact; readonly readOnly: boolean }) => {
  const { t } = useTranslation('card')
  const { client } = useApi()
  const { act } = useAct()
  const { statuses, statusOf } = useCatalogue()
  const nameOf = useStatusName()
  const now = statusOf(contact.leadStatus)
  const isOpen = ({ category }: { readonly category: string }) => category === 'new' || category === 'open'
  // A lead of the pool is not worked yet, and one that has ended is opened again by its own button.
  const isFixed = readOnly || contact.responsible === null || (now !== undefined && !isOpen(now))
  return (
    <Fact label={t('lead_status')}>
      <InlineChoice
        label={t('lead_status')}
        readOnly={isFixed}
        value={now?.id ?? null}
        options={statuses
          .filter((status) => isOpen(status) || status.id === now?.id)
          .map((status) => ({ value: status.id, label: nameOf(status) }))}
        onSave={async (id) => {
          const status = statuses.find((one) => one.id === id)
          if (status)
            await act(
              () => client.leads.setStatus({ id: contact.id, status: heldStatus(status) }),
              t('status_set', { status: nameOf(status) }),
            )
          return null
        }}
      />
    </Fact>
  )
}

/** Everything that is known of a contact, edited where it stands. What is rarely filled shows when it is, or when asked for. */
export const ContactFacts = ({ contact, onSave }: Props) => {
  const { t } = useTranslation(['clients', 'leads', 'card'])
  const viewer = useViewer()
  const members = useMembers()
  const countries = useCountries()
  const dialNumber = useDial()
  const { properties } = useCatalogue()
  const [all, setAll] = useState(false)
  const [addingProperty, setAddingProperty] = useState(false)
  /** Properties that were made here: they show before they are filled. */
  const [made, setMade] = useState<readonly string[]>([])
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
  const hint = (field: 'phones' | 'emails') => (draft: string, letBe: () => void) => (
    <DuplicateHints
      asked={{ [field]: [draft], except: contact.id }}
      onOpen={({ id, stage }) => {
        letBe()
        go({ screen: stage === 'lead' ? 'leads' : 'clients', contactId: id })
      }}
      onMerge={({ id }) => openMerge([contact.id, id])}
    />
  )
  /** Shown when it is filled, or when everything is. */
  const rare = (isFilled: boolean, fact: ReactNode) => (all || isFilled) && fact

  return (
    <div className={classes.facts}>
      {readOnly && <p className={classes.held}>{reason}</p>}
      {contact.stage === 'lead' && <LeadStatusFact contact={contact} readOnly={readOnly} />}
      <ElementsFact
        readOnly={readOnly}
        label={t('fact.phones')}
        elements={contact.phones.map((phone) => ({ id: phone.id, type: phone.type, text: phone.typed }))}
        types={optionsFor(phoneTypes, (type) => t(`phone_type.${type}`))}
        addLabel={t('add_phone')}
        inputMode="tel"
        hint={hint('phones')}
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
        types={optionsFor(emailTypes, (type) => t(`email_type.${type}`))}
        addLabel={t('add_email')}
        inputMode="email"
        hint={hint('emails')}
        show={({ text: address }) => (
          <a className={classes.link} href={`mailto:${address}`} aria-label={t('write_email', { address })}>
            {address}
          </a>
        )}
        onPut={({ id, type, text: address }) => onSave({ emails: { put: [{ id, type: type as 'email_work', address }] } })}
        onRemove={(id) => onSave({ emails: { remove: [id] } })}
      />
      {rare(
        contact.messengers.length > 0,
        <ElementsFact
          readOnly={readOnly}
          label={t('fact.messengers')}
          elements={contact.messengers.map((messenger) => ({ id: messenger.id, type: messenger.type, text: messenger.value }))}
          types={optionsFor(messengerTypes, (type) => t(`messenger_type.${type}`))}
          addLabel={t('add_messenger')}
          inputMode="text"
          show={({ text: value }) => <span>{value}</span>}
          onPut={({ id, type, text: value }) => onSave({ messengers: { put: [{ id, type: type as 'skype', value }] } })}
          onRemove={(id) => onSave({ messengers: { remove: [id] } })}
        />,
      )}
      <Later>
        {contact.status === 'individual' && <Fact label={t('fact.company')}>{text('company')}</Fact>}
        <Fact label={t('fact.address')}>{text('address')}</Fact>
        <Fact label={t('fact.city')}>
          <span className={classes.pair}>
            {text('city')}
            {text('zip')}
          </span>
        </Fact>
        {rare(
          contact.country !== null && contact.country !== 'PL',
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
          </Fact>,
        )}
        {rare(
          contact.website !== '',
          <Fact label={t('fact.website')}>
            <span className={classes.pair}>
              {text('website')}
              <OpenLink address={contact.website} />
            </span>
          </Fact>,
        )}
        <TagsFact contact={contact} readOnly={readOnly} onSave={onSave} />
        {rare(contact.sources.length > 0, <SourcesFact contact={contact} readOnly={readOnly} onSave={onSave} />)}
        <Fact label={t('fact.responsible')}>
          <InlineChoice
            readOnly={readOnly}
            label={t('fact.responsible')}
            value={contact.responsible}
            placeholder={t('nobody')}
            clearable
            searchable={members.length > 8}
            options={members
              .filter(({ id, blocked }) => !blocked || id === contact.responsible)
              .map((member) => ({ value: member.id, label: member.name }))}
            onSave={saveField('responsible')}
          />
        </Fact>
        <Fact label={t('fact.type')}>
          <span className={classes.pair}>
            <InlineChoice
              readOnly={readOnly}
              label={t('fact.type')}
              value={contact.type}
              options={optionsFor(contactTypes, (type) => t(`type.${type}`))}
              onSave={saveField('type')}
            />
            <InlineChoice
              readOnly={readOnly}
              label={t('fact.status')}
              value={contact.status}
              options={optionsFor(contactStatuses, (status) => t(`status.${status}`))}
              onSave={saveField('status')}
            />
          </span>
        </Fact>
        {rare(
          contact.employeesCount !== null,
          <Fact label={t('fact.employeesCount')}>
            <InlineChoice
              readOnly={readOnly}
              label={t('fact.employeesCount')}
              value={contact.employeesCount}
              placeholder={t('none')}
              options={optionsFor(employeesCounts, (count) => t(`employees.${count}`))}
              clearable
              onSave={saveField('employeesCount')}
            />
          </Fact>,
        )}
        {properties.map((property) => {
          const isShown = all || made.includes(property.id) || contact.properties[property.id] !== undefined
          return isShown && <PropertyFact key={property.id} {...{ contact, property, readOnly, onSave }} />
        })}
        {rare(contact.comment !== '', <Fact label={t('fact.comment')}>{text('comment', true)}</Fact>)}
        {all && <Fact label={t('fact.name')}>{text('name')}</Fact>}
        <span className={classes.foot}>
          <Button
            className={classes.more}
            size="xs"
            variant="subtle"
            aria-expanded={all}
            leftSection={all ? <IconChevronUp /> : <IconChevronDown />}
            onClick={() => setAll(!all)}
          >
            {all ? t('fewer_facts') : t('all_facts')}
          </Button>
          {viewer.addsProperties && !readOnly && (
            <Button className={classes.more} size="xs" variant="subtle" leftSection={<IconPlus />} onClick={() => setAddingProperty(true)}>
              {t('card:property.add')}
            </Button>
          )}
        </span>
      </Later>
      {addingProperty && <AddPropertyDialog onClose={() => setAddingProperty(false)} onAdded={(id) => setMade([...made, id])} />}
    </div>
  )
}
