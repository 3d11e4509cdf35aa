import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../settings/section.tsx'
import { Pill } from '../ui/pill.tsx'
import { CreateTeamForm } from './create-team-form.tsx'
import { FormDrafts } from './form-drafts.tsx'
import { putLinkAway, useJoinLink } from './join-link.ts'
import { JoinTeamForm } from './join-team-form.tsx'
import classes from './team-forms.module.css'

type Way = 'create' | 'join'

/** Whoever works alone may go on so, make a CRM for a team, or join one. */
export const WaysToWork = () => {
  const { t } = useTranslation('team')
  const link = useJoinLink((state) => state.link)
  const [way, setWay] = useState<Way | null>(null)
  const [left, setLeft] = useState<Way | null>(null)
  const shown = link === null ? way : 'join'
  const back = () => {
    putLinkAway()
    setLeft(shown)
    setWay(null)
  }
  return (
    <FormDrafts>
      {shown === 'create' && (
        <Section title={t('ways.create')} text={t('ways.create_text')}>
          <CreateTeamForm onBack={back} />
        </Section>
      )}
      {shown === 'join' && (
        <Section title={t('ways.join')} text={t('ways.join_text')}>
          <JoinTeamForm key={link} link={link} onBack={back} />
        </Section>
      )}
      {shown === null && (
        <Section title={t('ways.title')}>
          <ul className={classes.ways}>
            <li className={classes.way}>
              <div className={classes.words}>
                <h3 className={classes.name}>{t('ways.alone')}</h3>
                <p className={classes.text}>{t('ways.alone_text')}</p>
              </div>
              <Pill tone="green">{t('ways.now')}</Pill>
            </li>
            {(['create', 'join'] as const).map((name) => (
              <li key={name} className={classes.way}>
                <div className={classes.words}>
                  <h3 className={classes.name}>{t(`ways.${name}`)}</h3>
                  <p className={classes.text}>{t(`ways.${name}_text`)}</p>
                </div>
                <Button autoFocus={name === left} onClick={() => setWay(name)}>
                  {t(`ways.${name}_button`)}
                </Button>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </FormDrafts>
  )
}
