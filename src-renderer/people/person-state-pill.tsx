import { useTranslation } from 'react-i18next'
import type { Member } from '../../src-shared/team/member-kind.ts'
import { useFormat } from '../i18n/format.ts'
import { usePresence } from '../team/team-store.ts'
import { Pill } from '../ui/pill.tsx'
import classes from './people.module.css'
import { stateOf, toneOf } from './person-state.ts'

interface Props {
  readonly member: Member
  readonly connected: boolean
  /** In a row: a dot and words alone. */
  readonly plain?: boolean
}

/** Whether somebody is here, and since when they are talking. */
export const PersonStatePill = ({ member, connected, plain = false }: Props) => {
  const { t } = useTranslation('people')
  const format = useFormat()
  const seen = usePresence().find(({ memberId }) => memberId === member.id)
  const state = stateOf(member, seen, connected)
  const since = seen?.call ? format.hour(seen.call.since) : ''
  const words = state === 'on_call' ? t('state.on_call_since', { since }) : t(`state.${state}`)
  return (
    <span className={classes.state} title={state === 'unknown' ? t('state.unknown_text') : words}>
      {plain ? (
        <>
          <span className={classes.dot} data-tone={toneOf[state]} aria-hidden="true" />
          <span className={classes.text}>{words}</span>
        </>
      ) : (
        <Pill tone={toneOf[state]}>{words}</Pill>
      )}
    </span>
  )
}
