import { Button, Modal, SegmentedControl, Select, TextInput } from '@mantine/core'
import { type SubmitEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { useFormat } from '../i18n/format.ts'
import choice from '../settings/choice.module.css'
import { FormProblem } from '../team/form-problem.tsx'
import forms from '../team/team-forms.module.css'
import { DialogButtons } from '../ui/dialog-buttons.tsx'
import { LinkToPassOn } from './link-to-pass-on.tsx'
import { useGroupChoices } from './use-group-choices.ts'
import { useInvitationsChanged } from './use-invitations.ts'

const spans = [1, 7, 14, 30] as const
const uses = ['1', '5', 'other', 'unlimited'] as const
type Uses = (typeof uses)[number]

/** How many may follow the link: null without a limit, undefined where that is no number. */
const mostOf = (chosen: Uses, typed: string): number | null | undefined => {
  if (chosen === 'unlimited') return null
  const number = Number(chosen === 'other' ? typed.trim() || Number.NaN : chosen)
  return Number.isInteger(number) && number >= 1 && number <= 1000 ? number : undefined
}

interface MadeProps {
  readonly link: string
  readonly expiresAt: number
  readonly onClose: () => void
}

const Made = ({ link, expiresAt, onClose }: MadeProps) => {
  const { t } = useTranslation('people')
  const format = useFormat()
  return (
    <div className={forms.form}>
      <p className={forms.text}>{t('link.text')}</p>
      <LinkToPassOn label={t('link.label')} link={link} />
      <p className={forms.text}>{t('link.valid', { until: format.exact(expiresAt) })}</p>
      <div className={`${forms.buttons} ${forms.end}`}>
        <Button variant="filled" onClick={onClose}>
          {t('link.close')}
        </Button>
      </div>
    </div>
  )
}

/** Makes a link with which people join: into which group, how long, how many. */
export const MakeLinkDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation('people')
  const { client } = useApi()
  const { choices, usual } = useGroupChoices()
  const changed = useInvitationsChanged()
  const id = useId()
  const [groupId, setGroupId] = useState(usual)
  const [days, setDays] = useState<string>('7')
  const [chosen, setChosen] = useState<Uses>('1')
  const [number, setNumber] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<{ readonly link: string; readonly expiresAt: number } | null>(null)
  const field = useRef<HTMLInputElement>(null)

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy) return
    const maxUses = mostOf(chosen, number)
    if (maxUses === undefined) {
      setProblem(t('link.number_wrong'))
      field.current?.focus()
      return
    }
    setBusy(true)
    setError(null)
    try {
      setMade(await client.team.makeLink({ groupId, days: Number(days), maxUses }))
      void changed()
    } catch (failed) {
      setError(failed)
      setBusy(false)
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t(made ? 'link.ready' : 'link.title')}
      size="var(--dialog)"
      closeButtonProps={{ 'aria-label': t('link.close') }}
      // The link is seen only now.
      closeOnClickOutside={made === null}
    >
      {made ? (
        <Made {...made} onClose={onClose} />
      ) : (
        <form className={forms.form} noValidate onSubmit={(event) => void submit(event)}>
          <p className={forms.text}>{t('link.text')}</p>
          <Select label={t('link.group')} value={groupId} data={choices} onChange={(value) => value && setGroupId(value)} data-autofocus />
          <div className={choice.choice}>
            <span id={`${id}-days`} className={choice.label}>
              {t('link.days')}
            </span>
            <SegmentedControl
              aria-labelledby={`${id}-days`}
              value={days}
              onChange={setDays}
              data={spans.map((count) => ({ value: String(count), label: t('link.day', { count }) }))}
            />
          </div>
          <div className={choice.choice}>
            <span id={`${id}-uses`} className={choice.label}>
              {t('link.uses')}
            </span>
            <SegmentedControl
              aria-labelledby={`${id}-uses`}
              value={chosen}
              onChange={(value) => {
                setChosen(value as Uses)
                setProblem(null)
              }}
              data={uses.map((value) => ({ value, label: value === 'other' || value === 'unlimited' ? t(`link.${value}`) : value }))}
            />
          </div>
          {chosen === 'other' && (
            <TextInput
              ref={field}
              label={t('link.number')}
              inputMode="numeric"
              autoComplete="off"
              autoFocus
              value={number}
              error={problem}
              onChange={(event) => {
                setNumber(event.currentTarget.value)
                setProblem(null)
              }}
            />
          )}
          <FormProblem error={error} />
          <DialogButtons cancel={t('link.cancel')} onCancel={onClose} go={t('link.go')} busy={busy} />
        </form>
      )}
    </Modal>
  )
}
