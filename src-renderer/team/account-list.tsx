import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../src-shared/team/member-kind.ts'
import { rightsOf } from '../../src-shared/team/rights.ts'
import { useMembers, useSession } from '../app/use-session.ts'
import { useFormat } from '../i18n/format.ts'
import { Section } from '../settings/section.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Tag } from '../ui/chip.tsx'
import { Pill } from '../ui/pill.tsx'
import classes from './account-list.module.css'
import { AddAccountDialog } from './add-account-dialog.tsx'
import { usePresence } from './team-store.ts'
import type { JoinedTeam } from './team-words.ts'

interface StateProps {
  readonly member: Member
  /** Whether the server says who is here; without it nobody knows. */
  readonly connected: boolean
}

const MemberState = ({ member, connected }: StateProps) => {
  const { t } = useTranslation('team')
  const format = useFormat()
  const seen = usePresence().find(({ memberId }) => memberId === member.id)
  if (member.blocked) return <Pill tone="red">{t('accounts.blocked')}</Pill>
  if (!connected) return <Pill tone="grey">{t('accounts.unknown')}</Pill>
  if (seen?.call) return <Pill tone="amber">{t('accounts.talks', { since: format.hour(seen.call.since) })}</Pill>
  return <Pill tone={seen?.online ? 'green' : 'grey'}>{t(seen?.online ? 'accounts.online' : 'accounts.offline')}</Pill>
}

/** Everybody who has an account, and who of them is here. An administrator adds to them. */
export const AccountList = ({ team }: { readonly team: JoinedTeam }) => {
  const { t } = useTranslation('team')
  const { me } = useSession()
  const members = useMembers()
  const [adding, setAdding] = useState(false)
  return (
    <Section title={t('accounts.title')}>
      <ul className={classes.list} aria-label={t('accounts.title')}>
        {members.map((member) => (
          <li key={member.id} className={classes.member}>
            <Avatar id={member.id} name={member.name} />
            <span className={classes.who}>
              <span className={classes.name}>
                {member.name} {member.id === me.id && <span className={classes.second}>({t('accounts.me')})</span>}
              </span>
              <span className={classes.second}>
                {[member.email, member.extension && t('accounts.extension', { extension: member.extension })].filter(Boolean).join(' · ')}
              </span>
            </span>
            <Tag>{t(`accounts.group.${member.group}`)}</Tag>
            <span className={classes.state}>
              <MemberState member={member} connected={team.connection === 'online'} />
            </span>
          </li>
        ))}
      </ul>
      {rightsOf(me).administrator && (
        <div>
          <Button leftSection={<IconPlus />} onClick={() => setAdding(true)}>
            {t('accounts.add')}
          </Button>
        </div>
      )}
      {adding && <AddAccountDialog server={team.server} onClose={() => setAdding(false)} />}
    </Section>
  )
}
