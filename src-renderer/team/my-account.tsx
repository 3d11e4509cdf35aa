import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../settings/section.tsx'
import { ChangeEmail } from './change-email.tsx'
import { ChangePassword } from './change-password.tsx'
import { SignInAgain } from './sign-in-again.tsx'
import { SignOutEverywhere } from './sign-out-everywhere.tsx'
import classes from './team-forms.module.css'
import type { JoinedTeam } from './team-words.ts'

const parts = ['email', 'password', 'everywhere'] as const
type Part = (typeof parts)[number]

/** The account with which one signs in to the team: all of it is the server's. */
export const MyAccount = ({ team }: { readonly team: JoinedTeam }) => {
  const { t } = useTranslation('account')
  const [open, setOpen] = useState<Part | null>(null)
  const close = () => setOpen(null)
  const words = {
    email: { name: t('email'), text: team.email, button: t('email_change') },
    password: { name: t('password'), text: t('password_text'), button: t('password_change') },
    everywhere: { name: t('sessions'), text: t('sessions_text'), button: t('everywhere') },
  } as const satisfies Record<Part, object>
  if (team.connection === 'signed_out') {
    return (
      <Section title={t('title')} text={t('signed_out')}>
        <SignInAgain team={team} />
      </Section>
    )
  }
  return (
    <Section title={t('title')}>
      <ul className={classes.ways}>
        {parts.map((part) => (
          <li key={part} className={classes.way}>
            <div className={classes.words}>
              <h3 className={classes.name}>{words[part].name}</h3>
              <p className={classes.text}>{words[part].text}</p>
            </div>
            <Button onClick={() => setOpen(part)}>{words[part].button}</Button>
          </li>
        ))}
      </ul>
      {open === 'email' && <ChangeEmail email={team.email} onClose={close} />}
      {open === 'password' && <ChangePassword email={team.email} onClose={close} />}
      {open === 'everywhere' && <SignOutEverywhere onClose={close} />}
    </Section>
  )
}
