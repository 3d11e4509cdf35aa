import { Button, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { useFormat } from '../i18n/format.ts'
import { Section } from '../settings/section.tsx'
import { DialogButtons } from '../ui/dialog-buttons.tsx'
import { toast } from '../ui/toasts.tsx'
import { FormProblem } from './form-problem.tsx'
import classes from './team-forms.module.css'
import { useHearTeam } from './team-store.ts'
import type { JoinedTeam } from './team-words.ts'

interface AskProps {
  readonly team: JoinedTeam
  readonly onClose: () => void
}

const AskToLeave = ({ team, onClose }: AskProps) => {
  const { t } = useTranslation('team')
  const { client } = useApi()
  const queries = useQueryClient()
  const hear = useHearTeam()
  const format = useFormat()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const unsent = team.pending + team.uploads
  const leave = async () => {
    setBusy(true)
    setError(null)
    try {
      // What has come up since the number was shown is not lost: the core refuses then.
      hear(await client.team.leave({ force: unsent > 0 }))
      toast(t('leave.left'))
      onClose()
      await queries.invalidateQueries()
    } catch (refused) {
      setError(refused)
      setBusy(false)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('leave.ask', { name: team.name })}
      size="var(--dialog)"
      closeButtonProps={{ 'aria-label': t('leave.stay') }}
    >
      <div className={classes.form}>
        <p className={classes.text}>{t('leave.ask_text')}</p>
        {unsent > 0 && (
          <p className={classes.problem} role="alert">
            {t('leave.unsent', { count: unsent, shown: format.number(unsent) })}
          </p>
        )}
        <FormProblem error={error} />
        <DialogButtons
          cancel={t('leave.stay')}
          onCancel={onClose}
          go={t(unsent > 0 ? 'leave.go_unsent' : 'leave.go')}
          onGo={() => void leave()}
          busy={busy}
          danger
          first="cancel"
        />
      </div>
    </Modal>
  )
}

/** The way out: it cannot be undone, so it asks, and names what would be lost. */
export const LeaveTeam = ({ team }: { readonly team: JoinedTeam }) => {
  const { t } = useTranslation('team')
  const [asking, setAsking] = useState(false)
  return (
    <Section title={t('leave.title')} text={t('leave.text')}>
      <div>
        <Button color="red" onClick={() => setAsking(true)}>
          {t('leave.button')}
        </Button>
      </div>
      {asking && <AskToLeave team={team} onClose={() => setAsking(false)} />}
    </Section>
  )
}
