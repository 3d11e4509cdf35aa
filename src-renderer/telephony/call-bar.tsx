import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { FinishAfterCall } from '../leads/finish-after-call.tsx'
import { AnswerButtons } from './answer-buttons.tsx'
import { useAnsweredHere } from './answered-here.ts'
import classes from './call-bar.module.css'
import { CallControls, EndButton } from './call-controls.tsx'
import { OutcomeButtons, useOutcome } from './call-outcome.tsx'
import { CallerFace, useCallerDetails, useKnownBriefly } from './caller-lines.tsx'
import { NoteButton } from './note-button.tsx'
import { OpenCardButton } from './open-card-button.tsx'
import { PhasePill } from './phase-pill.tsx'
import { QualityWord } from './quality-word.tsx'
import { RefusedNotes } from './refused-notes.tsx'
import { isTyping, useCallKeys } from './use-call-keys.ts'
import { useCallersCard } from './use-callers-card.ts'
import { useTelephone } from './use-telephone.tsx'
import { contactOf, titleOf } from './who.ts'
import { WhoseCallButton } from './whose-call-button.tsx'

/** What ended before this page was there is no news. */
const pageBegan = Date.now()

const useName = (call: LiveCall) => {
  const { t } = useTranslation('telephony')
  return titleOf(call) || t('withheld')
}

/** What stands beside the name; first of all whose client it is, so that nobody makes a second card. */
const useDetails = (call: LiveCall) => [...useKnownBriefly(call), ...useCallerDetails(call)].join(' · ')

/** A call comes in: who it is, the last note. */
const Ringing = ({ call }: { readonly call: LiveCall }) => {
  const { t } = useTranslation('telephony')
  const name = useName(call)
  const details = useDetails(call)
  const note = contactOf(call)?.lastNote
  return (
    <>
      <CallerFace call={call} />
      <div className={classes.caller} role="alert">
        <strong className={classes.announced}>
          <span className="visually-hidden">{t('phase.ringing')}: </span>
          {name}
        </strong>
        <span className={classes.details} title={details}>
          {details}
        </span>
      </div>
      <p className={classes.last}>{note && t('last_note', { note: note.replace(/\s+/g, ' ') })}</p>
    </>
  )
}

const Talking = ({ call }: { readonly call: LiveCall }) => (
  <>
    <CallerFace call={call} size="normal" />
    <Words call={call} />
    <PhasePill call={call} />
    <QualityWord call={call} />
    <span className={classes.space} />
  </>
)

const Ended = ({ call }: { readonly call: LiveCall }) => {
  const outcome = useOutcome(call)
  return (
    <>
      <CallerFace call={call} size="normal" />
      <Words call={call} />
      <p className={classes.outcome} role="status" title={outcome.advice}>
        <strong data-good={outcome.good || undefined}>{outcome.title}</strong> {outcome.advice}
      </p>
    </>
  )
}

interface BarProps {
  readonly call: LiveCall
  readonly onClose: () => void
}

const Told = ({ call }: { readonly call: LiveCall }) => {
  if (call.phase === 'ringing') return <Ringing call={call} />
  return call.phase === 'ended' ? <Ended call={call} /> : <Talking call={call} />
}

/** In one place for all phases, so that a note that is being typed outlives the end of its call, and the ringing of the next one. */
const Buttons = ({ call, onClose }: BarProps) => {
  const [written, setWritten] = useState<LiveCall | null>(null)
  const isRinging = call.phase === 'ringing'
  const isEnded = call.phase === 'ended'
  const isAnsweredHere = useAnsweredHere(({ callId }) => callId === call.id) && call.phase === 'active'
  useEffect(() => {
    if (!isAnsweredHere) return
    useAnsweredHere.setState({ callId: null })
    // A note of the call before may still be under the fingers.
    if (!isTyping(document.activeElement)) setWritten(call)
  }, [isAnsweredHere, call])
  const isOnLine = !isRinging && !isEnded
  const withWhom = call.caller.matches.find(({ contactId }) => contactId === call.contactId) ?? contactOf(call)
  const noted = written && !isOnLine ? written : isRinging ? null : call
  return (
    <div className={classes.buttons}>
      <WhoseCallButton call={call} folded={isEnded} />
      {isOnLine && <CallControls call={call} />}
      <OpenCardButton call={call} />
      {noted && (
        <NoteButton
          key={noted.noteId}
          call={noted}
          opened={noted.noteId === written?.noteId}
          onOpen={(opened) => setWritten(opened ? noted : null)}
        />
      )}
      {isEnded && withWhom?.stage === 'lead' && <FinishAfterCall contactId={withWhom.contactId} />}
      {isRinging ? <AnswerButtons call={call} /> : isEnded ? <OutcomeButtons call={call} onClose={onClose} /> : <EndButton call={call} />}
    </div>
  )
}

const Words = ({ call }: { readonly call: LiveCall }) => {
  const name = useName(call)
  const details = useDetails(call)
  return (
    <div className={classes.words} data-known={call.caller.known.length > 0 || undefined}>
      <strong className={classes.name} title={name}>
        {name}
      </strong>
      <span className={classes.details} title={details}>
        {details}
      </span>
    </div>
  )
}

const CurrentCall = () => {
  const { t } = useTranslation('telephony')
  const { call } = useTelephone()
  const [closed, setClosed] = useState<string | null>(null)
  useCallersCard(call)
  useCallKeys(call)
  const isOver = call?.endedAt !== null && call?.endedAt !== undefined && call.endedAt < pageBegan
  if (!call || call.id === closed || isOver) return null
  return (
    <section className={classes.bar} data-phase={call.phase} aria-label={t(call.phase === 'ringing' ? 'incoming_call' : 'call_on_line')}>
      <Told call={call} />
      <Buttons call={call} onClose={() => setClosed(call.id)} />
    </section>
  )
}

/** The call on the line, across the top of every page, and how the last one ended until it is closed; above it notes that were not taken. */
export const CallBar = () => (
  <>
    <RefusedNotes />
    <CurrentCall />
  </>
)
