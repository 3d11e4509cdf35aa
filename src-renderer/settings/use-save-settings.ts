import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../src-shared/settings/settings-contract.ts'
import type { Workspace } from '../../src-shared/settings/workspace-kind.ts'
import type { Member } from '../../src-shared/team/member-kind.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { tellFailure } from '../app/use-act.ts'
import { explainFields } from '../i18n/explain.ts'

/** Saves; answers the words for the field that was refused, or null where all went well. */
export type Save<Fields> = (fields: Fields) => Promise<string | null>

const useSave = <Fields>(save: (fields: Fields) => Promise<Partial<Session>>): Save<Fields> => {
  const queries = useQueryClient()
  const { t } = useTranslation('settings')
  return useCallback(
    async (fields) => {
      try {
        const change = await save(fields)
        queries.setQueryData<Session>(queryKeys.session, (session) => session && { ...session, ...change })
        return null
      } catch (error) {
        const [refused] = Object.values(explainFields(error) ?? {})
        if (refused === undefined) tellFailure(error)
        return refused ?? t('not_saved')
      }
    },
    [save, queries, t],
  )
}

type MyFields = Partial<Pick<Member, 'name' | 'email' | 'extension' | 'position' | 'language' | 'timeZone' | 'firstDay'>>

export const useSaveMe = (): Save<MyFields> => {
  const { client } = useApi()
  return useSave(useCallback(async (fields: MyFields) => ({ me: await client.settings.updateMe(fields) }), [client]))
}

type WorkspaceFields = Partial<Pick<Workspace, 'name' | 'country' | 'propertiesBy' | 'offlineDays'>>

export const useSaveWorkspace = (): Save<WorkspaceFields> => {
  const { client } = useApi()
  return useSave(useCallback(async (fields: WorkspaceFields) => ({ workspace: await client.settings.updateWorkspace(fields) }), [client]))
}
