import { Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../src-shared/settings/settings-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { tellFailure } from '../app/use-act.ts'
import { useSession } from '../app/use-session.ts'
import { Section } from '../settings/section.tsx'
import { toast } from '../ui/toasts.tsx'

/** Whether callers and duplicates are known to everybody; the administrators decide. */
export const DirectorySetting = ({ editable }: { readonly editable: boolean }) => {
  const { t } = useTranslation('groups')
  const { client } = useApi()
  const queries = useQueryClient()
  const { workspace } = useSession()
  const change = async (directory: boolean) => {
    try {
      const changed = await client.settings.updateWorkspace({ directory })
      queries.setQueryData<Session>(queryKeys.session, (session) => session && { ...session, workspace: changed })
      toast(t(directory ? 'directory.on' : 'directory.off'))
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <Section title={t('directory.title')}>
      <Checkbox
        label={t('directory.label')}
        description={t('directory.text')}
        checked={workspace.directory}
        disabled={!editable}
        onChange={(event) => void change(event.currentTarget.checked)}
      />
    </Section>
  )
}
