import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core'
import { type SubmitEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemsOf } from '../../src-shared/lib/errors.ts'
import { shortTextSchema } from '../../src-shared/lib/schemas.ts'
import { useViewer } from '../app/use-viewer.ts'
import { explainProblem } from '../i18n/explain.ts'
import classes from './finish-lead-dialog.module.css'
import { mayBecomeClient } from './lead-rules.ts'
import { type NamedLead, useLeadActs } from './use-leads.ts'

const reasons = ['no_interest', 'no_contact', 'wrong_number', 'other_offer'] as const
const reasonSchema = shortTextSchema.min(1)

interface Props {
  readonly lead: NamedLead
  /** What is offered first. */
  readonly begin?: 'client' | 'unsuitable'
  readonly onClose: () => void
}

/** How the work on a lead ends: as a client with all its history, or unsuitable with a reason. */
export const FinishLeadDialog = ({ lead, begin = 'client', onClose }: Props) => {
  const { t } = useTranslation('leads')
  const { finish } = useLeadActs(lead)
  const mayWin = mayBecomeClient(useViewer())
  const [wanted, setAs] = useState<'client' | 'unsuitable'>(begin)
  // The right to make clients may go while this is open.
  const as = mayWin ? wanted : 'unsuitable'
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  const choose = (chosen: string) => {
    setAs(chosen === 'unsuitable' ? 'unsuitable' : 'client')
    setProblem(null)
  }
  const take = (text: string) => {
    setReason(text)
    setProblem(null)
    field.current?.focus()
  }

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy) return
    const [wrong] = as === 'unsuitable' ? problemsOf(reasonSchema.safeParse(reason).error?.issues ?? []) : []
    if (wrong) {
      setProblem(explainProblem(wrong))
      field.current?.focus()
      return
    }
    setBusy(true)
    if (await finish(as === 'client' ? { as } : { as, reason: reason.trim() })) onClose()
    else setBusy(false)
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('finish.title', { name: lead.name })}
      size="var(--dialog)"
      closeButtonProps={{ 'aria-label': t('finish.cancel') }}
    >
      <form className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
        {mayWin ? (
          <SegmentedControl
            className={classes.choice}
            aria-label={t('finish.as')}
            value={as}
            onChange={choose}
            data={[
              { value: 'client', label: t('finish.as_client') },
              { value: 'unsuitable', label: t('finish.as_unsuitable') },
            ]}
          />
        ) : (
          <p className={classes.text}>{t('finish.no_clients')}</p>
        )}
        <p className={classes.text}>{t(`finish.${as}_text`)}</p>
        {as === 'unsuitable' && (
          <>
            <TextInput
              ref={field}
              label={t('finish.reason')}
              placeholder={t('finish.reason_hint')}
              value={reason}
              error={problem}
              onChange={(event) => {
                setReason(event.currentTarget.value)
                setProblem(null)
              }}
            />
            <div className={classes.reasons}>
              {reasons.map((name) => (
                <Button key={name} size="xs" onClick={() => take(t(`finish.reasons.${name}`))}>
                  {t(`finish.reasons.${name}`)}
                </Button>
              ))}
            </div>
          </>
        )}
        <div className={classes.buttons}>
          <Button variant="subtle" onClick={onClose}>
            {t('finish.cancel')}
          </Button>
          <Button type="submit" variant="filled" loading={busy} data-autofocus>
            {t(`finish.go_${as}`)}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
