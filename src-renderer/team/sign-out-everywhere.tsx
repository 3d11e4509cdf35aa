import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { toast } from '../ui/toasts.tsx'
import { AccountDialog } from './account-dialog.tsx'
import { useHearTeam } from './team-store.ts'
import { useAccountChange } from './use-account-change.ts'

const noFields = { fields: [], onRefused: () => undefined }

/** Ends every session of the account. It asks, for it ends the one of this computer as well. */
export const SignOutEverywhere = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation('account')
  const { client } = useApi()
  const hear = useHearTeam()
  const { run, busy, error } = useAccountChange(noFields)
  const submit = () =>
    run(async () => {
      const state = await client.team.signOutEverywhere()
      toast(t('signed_out_everywhere'))
      onClose()
      hear(state)
    })
  return (
    <AccountDialog
      title={t('everywhere_ask')}
      text={t('everywhere_text')}
      submit={t('everywhere')}
      danger
      {...{ busy, error, onClose }}
      onSubmit={submit}
    />
  )
}
