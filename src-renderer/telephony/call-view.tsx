import { type FocusEventHandler, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { CallControls, EndButton } from './call-controls.tsx'
import { CallNoteField } from './call-note-field.tsx'
import { OutcomeButtons, useOutcome } from './call-outcome.tsx'
import classes from './call-view.module.css'
import { CallerLines } from './caller-lines.tsx'
import { OpenCardButton } from './open-card-button.tsx'
import { PhasePill } from './phase-pill.tsx'
import { QualityWord } from './quality-word.tsx'
import { useEscape } from './use-escape.ts'
import { WhoseCall } from './whose-call.tsx'

const Ended = ({ call, onClose }: { readonly call: LiveCall; readonly onClose: () => void }) => {
  const outcome = useOutcome(call)
  return (
    <div className={classes.ended} data-good={outcome.good || undefined}>
      <div className={classes.outcome} role="status">
        <strong>{outcome.title}</strong>
        {outcome.advice && <p className={classes.advice}>{outcome.advice}</p>}
      </div>
      <OutcomeButtons call={call} onClose={onClose} />
    </div>
  )
}

interface Props {
  readonly call: LiveCall
  readonly onClose: () => void
  readonly onFocus?: FocusEventHandler
  readonly onBlur?: FocusEventHandler
}

/** A call on the line, and how it ended: who, for how long, the note under the fingers. */
export const CallView = ({ call, onClose, onFocus, onBlur }: Props) => {
  const { t } = useTranslation('telephony')
  const ended = call.phase === 'ended'
  const answered = call.answeredAt !== null
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (answered) box.current?.querySelector<HTMLTextAreaElement>('textarea')?.focus()
  }, [answered])
  useEscape(ended, onClose)
  return (
    <section className={classes.view} aria-label={t('call_on_line')} onFocus={onFocus} onBlur={onBlur}>
      <div className={classes.head}>
        <CallerLines call={call} />
        <OpenCardButton call={call} />
      </div>
      {ended ? (
        <Ended call={call} onClose={onClose} />
      ) : (
        <div className={classes.bar}>
          <PhasePill call={call} />
          <QualityWord call={call} />
          <span className={classes.space} />
          <CallControls call={call} />
          <EndButton call={call} />
        </div>
      )}
      <WhoseCall call={call} />
      <div className={classes.note} ref={box}>
        <CallNoteField key={call.noteId} call={call} />
      </div>
    </section>
  )
}
