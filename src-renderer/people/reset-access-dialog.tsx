import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../src-shared/team/member-kind.ts'
import { useApi } from '../api/api-context.tsx'
import { FormProblem } from '../team/form-problem.tsx'
import forms from '../team/team-forms.module.css'
import { DialogButtons } from '../ui/dialog-buttons.tsx'
import { CopyField } from './copy-field.tsx'

interface Props {
  readonly member: Member
  readonly onClose: () => void
}

interface Reset {
  readonly sentTo: string | null
  readonly code: string | null
}

/** Asks, signs somebody out everywhere, and says how they come back: by mail, or with a code to be passed on. */
export const ResetAccessDialog = ({ member, onClose }: Props) => {
  const { t } = useTranslation('people')
  const { client } = useApi()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [done, setDone] = useState<Reset | null>(null)
  const { name } = member

  const run = async () => {
    if (busy) return
    setBusy(true)
    setError(null)
    try {
      setDone(await client.team.resetAccess({ memberId: member.id }))
    } catch (failed) {
      setError(failed)
    }
    setBusy(false)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(done ? 'reset.done_title' : 'reset.title', { name })}
      size="var(--dialog)"
      // The code is seen only now.
      closeOnClickOutside={done === null}
      closeButtonProps={{ 'aria-label': t('reset.close') }}
    >
      {done ? (
        <div className={forms.form}>
          <p className={forms.text} role="status">
            {done.sentTo ? t('reset.sent', { email: done.sentTo }) : t('reset.code_text')}
          </p>
          {done.code && <CopyField label={t('reset.code')} value={done.code} />}
          <div className={`${forms.buttons} ${forms.end}`}>
            <Button variant="filled" onClick={onClose}>
              {t('reset.close')}
            </Button>
          </div>
        </div>
      ) : (
        <div className={forms.form}>
          <p className={forms.text}>{t('reset.text', { name })}</p>
          <FormProblem error={error} />
          <DialogButtons
            cancel={t('reset.cancel')}
            onCancel={onClose}
            go={t('reset.go')}
            onGo={() => void run()}
            busy={busy}
            first="cancel"
          />
        </div>
      )}
    </Modal>
  )
}
