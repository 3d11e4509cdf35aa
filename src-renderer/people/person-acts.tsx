import { Button } from '@mantine/core'
import { IconCrown, IconKey, IconLock, IconLockOpen } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../src-shared/team/member-kind.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { tellFailure } from '../app/use-act.ts'
import { explain } from '../i18n/explain.ts'
import forms from '../team/team-forms.module.css'
import { toast, toastFailure } from '../ui/toasts.tsx'
import { AskDialog } from './ask-dialog.tsx'
import type { PersonOffers } from './person-offers.ts'
import { refusedOfPerson } from './person-problems.ts'
import { ResetAccessDialog } from './reset-access-dialog.tsx'

interface Props {
  readonly member: Member
  readonly offers: PersonOffers
}

/** What decides whether somebody gets in at all: blocking, a new password, the ownership of the CRM. */
export const PersonActs = ({ member, offers }: Props) => {
  const { t } = useTranslation('people')
  const { client } = useApi()
  const queries = useQueryClient()
  const [asking, setAsking] = useState<'block' | 'reset' | 'hand_over' | null>(null)
  const [busy, setBusy] = useState(false)
  const { id: memberId, name, blocked } = member
  const close = () => setAsking(null)

  const block = async (isBlocked: boolean) => {
    await client.team.blockMember({ memberId, blocked: isBlocked })
    await queries.invalidateQueries({ queryKey: queryKeys.members })
    toast(t(isBlocked ? 'block.done' : 'block.undone', { name }))
  }
  const unblock = async () => {
    setBusy(true)
    try {
      await block(false)
    } catch (error) {
      const taken = refusedOfPerson(error, ['extension'])?.extension
      if (taken) toastFailure(explain(error).title, taken)
      else tellFailure(error)
    }
    setBusy(false)
  }

  return (
    <div className={forms.buttons}>
      {offers.block &&
        (blocked ? (
          <Button leftSection={<IconLockOpen />} loading={busy} onClick={() => void unblock()}>
            {t('block.undo_button')}
          </Button>
        ) : (
          <Button color="red" leftSection={<IconLock />} onClick={() => setAsking('block')}>
            {t('block.button')}
          </Button>
        ))}
      {offers.resetAccess && (
        <Button leftSection={<IconKey />} onClick={() => setAsking('reset')}>
          {t('reset.button')}
        </Button>
      )}
      {offers.handOver && (
        <Button leftSection={<IconCrown />} onClick={() => setAsking('hand_over')}>
          {t('hand_over.button')}
        </Button>
      )}
      {asking === 'block' && (
        <AskDialog
          danger
          title={t('block.title', { name })}
          text={t('block.text', { name })}
          go={t('block.go')}
          cancel={t('block.cancel')}
          act={() => block(true)}
          onClose={close}
        />
      )}
      {asking === 'reset' && <ResetAccessDialog member={member} onClose={close} />}
      {asking === 'hand_over' && (
        <AskDialog
          title={t('hand_over.title', { name })}
          text={t('hand_over.text', { name })}
          sure={t('hand_over.sure', { name })}
          go={t('hand_over.go')}
          cancel={t('hand_over.cancel')}
          act={async () => {
            await client.team.handOver({ memberId })
            await Promise.all([
              queries.invalidateQueries({ queryKey: queryKeys.session }),
              queries.invalidateQueries({ queryKey: queryKeys.members }),
            ])
            toast(t('hand_over.done', { name }))
          }}
          onClose={close}
        />
      )}
    </div>
  )
}
