import { Button, Menu } from '@mantine/core'
import { IconArrowBackUp, IconArrowMerge, IconCheckbox, IconDots, IconPencil, IconPhone, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { allPhones, type Contact } from '../../src-shared/contacts/contact-kind.ts'
import { formatPhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { contactRights } from '../../src-shared/team/rights.ts'
import { useDial } from '../app/use-dial.ts'
import { useMembers } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useStatusWord } from '../catalogue/catalogue-words.ts'
import { openMerge } from '../duplicates/merge-store.ts'
import { LeadButtons } from '../leads/lead-buttons.tsx'
import { leadOffers, leadStatusOf } from '../leads/lead-rules.ts'
import { useLeadActs, useWishes } from '../leads/use-leads.ts'
import { WishMark } from '../leads/wish-mark.tsx'
import { NextStep } from '../tasks/next-step.tsx'
import { openNewTask } from '../tasks/task-store.ts'
import { TalkingLine } from '../team/talking-mark.tsx'
import { useTalkers } from '../team/use-talkers.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Tag } from '../ui/chip.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { InlineText } from '../ui/inline-input.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { CardViewers } from './card-viewers.tsx'
import classes from './contact-head.module.css'
import { useCardKeys } from './use-card-keys.ts'
import { type SaveContact, useDeleteContacts } from './use-contacts.ts'
import { useViewing } from './use-viewing.ts'

interface CallProps {
  readonly contact: Contact
}

/** Calls the one number there is, or offers them all. */
const CallButton = ({ contact }: CallProps) => {
  const { t } = useTranslation('clients')
  const dialNumber = useDial()
  const phones = allPhones(contact)
  const [first] = phones
  if (!first) {
    return (
      <Button leftSection={<IconPhone />} disabled title={t('card.no_phone')}>
        {t('card.call')}
      </Button>
    )
  }
  const call = (phone: typeof first) => dialNumber(phone.e164 ?? phone.typed, contact.id)
  if (phones.length === 1) {
    return (
      <Button leftSection={<IconPhone />} onClick={() => call(first)}>
        {t('card.call')}
      </Button>
    )
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button leftSection={<IconPhone />}>{t('card.call')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {phones.map((phone) => (
          <Menu.Item key={phone.id} leftSection={<IconPhone />} onClick={() => call(phone)}>
            {formatPhoneNumber(phone)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

interface Props {
  readonly contact: Contact
  readonly onSave: SaveContact
  readonly onDeleted: () => void
  /** What stands at the corner: to a page of its own, to close. */
  readonly corner: ReactNode
  readonly page?: boolean
}

/** Who it is, and what can be done with them. */
export const ContactHead = ({ contact, onSave, onDeleted, corner, page = false }: Props) => {
  const { t } = useTranslation(['clients', 'leads', 'card', 'tasks', 'duplicates'])
  const viewer = useViewer()
  const members = useMembers()
  const deleteContacts = useDeleteContacts()
  const { giveBack } = useLeadActs(contact)
  const isWish = useWishes().has(contact.id)
  const talker = useTalkers()({ id: contact.id, phones: allPhones(contact) })
  const [renaming, setRenaming] = useState(false)
  const responsible = members.find((member) => member.id === contact.responsible)
  const details = [
    contact.company,
    responsible ? t('card.responsible', { name: responsible.name }) : contact.responsible === null ? t('card.nobody_responsible') : '',
  ].filter(Boolean)
  const offers = leadOffers(contact, viewer)
  const rights = contactRights(viewer, contact)
  const status = contact.stage === 'lead' ? leadStatusOf(contact) : null
  const statusWord = useStatusWord()(contact.stage === 'lead' ? contact.leadStatus : null)
  const dialNumber = useDial()
  const [firstPhone] = allPhones(contact)
  useViewing(contact.id)

  const call = (phone: (typeof contact.phones)[number]) => dialNumber(phone.e164 ?? phone.typed, contact.id)
  const addTask = () => openNewTask(contact)
  const merge = () => openMerge([contact.id])
  const remove = async () => {
    if (await deleteContacts([contact.id], contact.name)) onDeleted()
  }
  useCardKeys({
    c: firstPhone && (() => call(firstPhone)),
    t: addTask,
    e: rights.edit ? () => setRenaming(true) : undefined,
    m: rights.edit ? merge : undefined,
    Delete: rights.delete ? () => void remove() : undefined,
  })

  return (
    <header className={classes.head} data-page={page || undefined}>
      <div className={classes.who}>
        <Avatar id={contact.id} name={contact.name} size="large" />
        <div className={classes.words}>
          {renaming && rights.edit ? (
            <InlineText
              label={t('fact.name')}
              value={contact.name}
              autoFocus
              onSave={(name) => onSave({ fields: { name } })}
              onLeave={() => setRenaming(false)}
            />
          ) : (
            <div className={classes.line}>
              <h2 className={classes.name} title={contact.name}>
                {contact.name}
              </h2>
              {rights.edit && (
                <IconButton className={classes.rename} label={t('rename')} size="var(--target)" onClick={() => setRenaming(true)}>
                  <IconPencil />
                </IconButton>
              )}
            </div>
          )}
          <div className={classes.details}>
            <Tag>{contact.stage === 'lead' ? t('card.lead') : t(`type.${contact.type}`)}</Tag>
            {statusWord !== '' && <Tag>{statusWord}</Tag>}
            {isWish && (
              <span className={classes.steady}>
                <WishMark />
              </span>
            )}
            <span className={classes.text} title={details.join(' · ')}>
              {details.join(' · ')}
            </span>
          </div>
        </div>
        <div className={classes.corner}>{corner}</div>
      </div>
      <CardViewers contactId={contact.id} />
      {talker && <TalkingLine talker={talker} />}
      {isWish && <p className={classes.waiting}>{t('leads:unconfirmed_text')}</p>}
      {status === 'unsuitable' && contact.unsuitableReason && (
        <p className={classes.ended}>{t('leads:unsuitable_because', { reason: contact.unsuitableReason })}</p>
      )}
      <div className={classes.buttons}>
        <LeadButtons contact={contact} offers={offers} />
        <CallButton contact={contact} />
        <Button leftSection={<IconCheckbox />} aria-keyshortcuts="T" onClick={addTask}>
          {t('tasks:button')}
        </Button>
        <Menu position="bottom-start">
          <Menu.Target>
            <IconButton label={t('more')}>
              <IconDots />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconCheckbox />} rightSection={<Kbd>T</Kbd>} onClick={addTask}>
              {t('tasks:add')}
            </Menu.Item>
            {allPhones(contact).map((phone) => (
              <Menu.Item
                key={phone.id}
                leftSection={<IconPhone />}
                rightSection={phone === firstPhone && <Kbd>C</Kbd>}
                onClick={() => call(phone)}
              >
                {t('call_person', { name: formatPhoneNumber(phone) })}
              </Menu.Item>
            ))}
            {rights.edit && (
              <Menu.Item leftSection={<IconPencil />} rightSection={<Kbd>E</Kbd>} onClick={() => setRenaming(true)}>
                {t('rename')}
              </Menu.Item>
            )}
            {offers.giveBack && (
              <Menu.Item leftSection={<IconArrowBackUp />} onClick={() => void giveBack()}>
                {t('leads:give_back')}
              </Menu.Item>
            )}
            {rights.edit && (
              <Menu.Item leftSection={<IconArrowMerge />} rightSection={<Kbd>M</Kbd>} onClick={merge}>
                {t('duplicates:merge_open')}
              </Menu.Item>
            )}
            {rights.delete && (
              <Menu.Item data-danger leftSection={<IconTrash />} rightSection={<Kbd>Del</Kbd>} onClick={() => void remove()}>
                {t('delete')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </div>
      <NextStep contact={contact} />
    </header>
  )
}
