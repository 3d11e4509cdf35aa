import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../src-shared/team/member-kind.ts'
import panel from '../clients/contact-panel.module.css'
import classes from './sealed.module.css'
import { SealedItem } from './sealed-item.tsx'
import { useAcceptSealed, useSealed } from './use-sealed.ts'

interface Props {
  readonly member: Member
  readonly connected: boolean
}

/** What somebody had done before they were blocked and had not sent: an administrator reads it, and says what is kept. Nothing where there is none. */
export const SealedSection = ({ member, connected }: Props) => {
  const { t } = useTranslation('people')
  const facts = useSealed(connected).filter(({ last }) => last.memberId === member.id)
  const accept = useAcceptSealed()
  const [busy, setBusy] = useState(false)
  if (facts.length === 0) return null
  const acceptAll = async () => {
    setBusy(true)
    // What was done first comes first: a note belongs to its call.
    const ids = facts.flatMap((fact) => fact.ids).toSorted((one, other) => one - other)
    await accept(ids, t('sealed.accepted_all', { name: member.name }))
    setBusy(false)
  }
  return (
    <section className={panel.section} aria-label={t('sealed.title')}>
      <h3 className={panel.heading}>{t('sealed.title')}</h3>
      <p className={classes.intro}>{t('sealed.text')}</p>
      <ul className={classes.items}>
        {facts.map((fact) => (
          <SealedItem key={fact.last.id} fact={fact} accept={(ids, what) => accept(ids, t('sealed.accepted', { what }))} />
        ))}
      </ul>
      {facts.length > 1 && (
        <Button loading={busy} onClick={() => void acceptAll()}>
          {t('sealed.accept_all')}
        </Button>
      )}
    </section>
  )
}
