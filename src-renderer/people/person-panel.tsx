import { Button } from '@mantine/core'
import { IconPencil, IconPhone, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../src-shared/team/member-kind.ts'
import { go } from '../app/navigation.ts'
import { useDial } from '../app/use-dial.ts'
import { useMembers, useSession } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import head from '../clients/contact-head.module.css'
import panel from '../clients/contact-panel.module.css'
import facts from '../clients/fact.module.css'
import { Fact } from '../clients/fact.tsx'
import { useGroupWords, useViewerOf } from '../groups/use-groups.ts'
import { WhatTheySee } from '../groups/what-they-see.tsx'
import { useFormat } from '../i18n/format.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Tag } from '../ui/chip.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { usePeopleView } from './people-view.ts'
import { PersonActs } from './person-acts.tsx'
import { PersonForm } from './person-form.tsx'
import { type PersonOffers, personOffers } from './person-offers.ts'
import { PersonStatePill } from './person-state-pill.tsx'
import { SealedSection } from './sealed-section.tsx'
import { useProgramOf } from './use-people-columns.tsx'

interface HeadProps {
  readonly member: Member
  readonly connected: boolean
  readonly offers: PersonOffers
  readonly onClose: () => void
}

const PersonHead = ({ member, connected, offers, onClose }: HeadProps) => {
  const { t } = useTranslation('people')
  const { me, workspace } = useSession()
  const groupWords = useGroupWords()
  const dialNumber = useDial()
  const change = usePeopleView((view) => view.change)
  const { id, name, extension, position } = member
  const isMe = id === me.id
  return (
    <header className={head.head}>
      <div className={head.who}>
        <Avatar id={id} name={name} size="large" />
        <div className={head.words}>
          <div className={head.line}>
            <h2 className={head.name} title={name}>
              {name}
            </h2>
          </div>
          <div className={head.details}>
            <Tag>{groupWords(member.groupId)}</Tag>
            {id === workspace.ownerId && <Tag>{t('owner')}</Tag>}
            <span className={head.text} title={position}>
              {position}
            </span>
          </div>
        </div>
        <div className={head.corner}>
          <IconButton label={t('panel.close')} shortcut="Esc" onClick={onClose}>
            <IconX />
          </IconButton>
        </div>
      </div>
      <div className={head.buttons}>
        {isMe ? (
          <Button leftSection={<IconPencil />} onClick={() => go({ screen: 'settings', page: 'profile' })}>
            {t('edit_profile')}
          </Button>
        ) : (
          <>
            <Button
              leftSection={<IconPhone />}
              disabled={!extension}
              title={extension ? undefined : t('no_extension', { name })}
              onClick={() => extension && dialNumber(extension)}
            >
              {t('call')}
            </Button>
            {offers.edit && (
              <Button leftSection={<IconPencil />} onClick={() => change({ editing: id })}>
                {t('edit')}
              </Button>
            )}
          </>
        )}
        <PersonStatePill member={member} connected={connected} />
      </div>
    </header>
  )
}

const PersonFacts = ({ member }: { readonly member: Member }) => {
  const { t } = useTranslation('people')
  const format = useFormat()
  const groupWords = useGroupWords()
  const program = useProgramOf(member.id)
  const lines = [
    [t('form.email'), member.email],
    [t('panel.extension'), member.extension],
    [t('form.position'), member.position],
    [t('form.group'), groupWords(member.groupId)],
  ] as const
  return (
    <div className={facts.facts}>
      {lines.map(([label, value]) => (
        <Fact key={label} label={label}>
          <span>{value || t('panel.nothing')}</span>
        </Fact>
      ))}
      <Fact label={t('panel.since')}>
        <time dateTime={new Date(member.createdAt).toISOString()} title={format.exact(member.createdAt)}>
          {format.day(member.createdAt)}
        </time>
      </Fact>
      {program && (
        <Fact label={t('column.program')}>
          <span>{program}</span>
        </Fact>
      )}
    </div>
  )
}

interface Props {
  readonly id: string
  readonly connected: boolean
  readonly onClose: () => void
}

/** The account of one of the team beside the list: facts, what they may, and what may be done with it. */
export const PersonPanel = ({ id, connected, onClose }: Props) => {
  const { t } = useTranslation('people')
  const viewer = useViewer()
  const viewerOf = useViewerOf()
  const { editing, change } = usePeopleView()
  const box = useRef<HTMLElement>(null)
  const member = useMembers().find((one) => one.id === id)
  // The fields go, and the keyboard stays in the panel.
  const leaveForm = () => {
    box.current?.focus()
    change({ editing: null })
  }
  if (!member) {
    return (
      <aside className={panel.panel} aria-label={t('panel.facts')}>
        <div className={panel.corner}>
          <IconButton label={t('panel.close')} shortcut="Esc" onClick={onClose}>
            <IconX />
          </IconButton>
        </div>
        <section className={panel.section}>{t('panel.gone')}</section>
      </aside>
    )
  }
  const offers = personOffers(viewer, viewerOf(member), member.blocked)
  const hearKey = (event: KeyboardEvent<HTMLElement>) => {
    const { target, currentTarget } = event
    // What a dialog or an open list of a field hears is not for the panel.
    if (event.key !== 'Escape' || !(target instanceof Element) || !currentTarget.contains(target) || target.closest('[data-expanded]'))
      return
    event.stopPropagation()
    if (editing === id) leaveForm()
    else onClose()
  }
  const hasActs = offers.block || offers.resetAccess || offers.handOver
  return (
    <aside ref={box} tabIndex={-1} className={panel.panel} aria-label={t('panel.label', { name: member.name })} onKeyDown={hearKey}>
      <PersonHead member={member} connected={connected} offers={offers} onClose={onClose} />
      <section className={panel.section} aria-label={t('panel.facts')}>
        {editing === id && offers.edit ? (
          <PersonForm member={member} offers={offers} onDone={leaveForm} />
        ) : (
          <PersonFacts member={member} />
        )}
      </section>
      <SealedSection member={member} connected={connected} />
      {hasActs && (
        <section className={panel.section} aria-label={t('panel.access')}>
          <h3 className={panel.heading}>{t('panel.access')}</h3>
          <PersonActs member={member} offers={offers} />
        </section>
      )}
      <section className={panel.section} aria-label={t('panel.may')}>
        <h3 className={panel.heading}>{t('panel.may')}</h3>
        <WhatTheySee member={member} />
      </section>
    </aside>
  )
}
