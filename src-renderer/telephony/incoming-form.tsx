import { IconAddressBook } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { AnswerButtons } from './answer-buttons.tsx'
import { CallerLines } from './caller-lines.tsx'
import classes from './incoming-form.module.css'
import { cardOf, openInMainWindow } from './open-card.ts'
import { useTelephone } from './use-telephone.tsx'
import { contactOf } from './who.ts'
import { WhoseCall } from './whose-call.tsx'

/** A call comes in: who it is, the last note, two buttons. Nothing else. */
export const IncomingForm = ({ call }: { readonly call: LiveCall }) => {
  const { t } = useTranslation('telephony')
  const { isHere } = useTelephone()
  const contact = contactOf(call)
  const note = contact?.lastNote
  return (
    <section className={classes.form} aria-label={t('incoming_call')}>
      <div className={classes.head}>
        <div role="alert" className={classes.who}>
          <CallerLines call={call} />
        </div>
        {contact && (
          <IconButton label={t('open_card')} onClick={() => openInMainWindow(cardOf(contact), isHere)}>
            <IconAddressBook />
          </IconButton>
        )}
      </div>
      {note && <p className={classes.note}>{t('last_note', { note: note.replace(/\s+/g, ' ') })}</p>}
      <WhoseCall call={call} />
      <div className={classes.buttons}>
        <AnswerButtons call={call} wide />
      </div>
    </section>
  )
}
