import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TeamState } from '../../src-shared/team/team-contract.ts'
import { toast } from '../ui/toasts.tsx'
import { refusedFields } from './team-problems.ts'
import { useHearTeam } from './team-store.ts'

interface Options {
  /** Names of the form's fields. */
  readonly fields: readonly string[]
  readonly onRefused: (problems: Readonly<Record<string, string>>) => void
}

/** Enters a team, by a new CRM or by signing in: everything on the screens is another's then. `server` is the address as it was typed. */
export const useEnterTeam = ({ fields, onRefused }: Options) => {
  const queries = useQueryClient()
  const hear = useHearTeam()
  const { t } = useTranslation('team')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const enter = async (server: string, work: () => Promise<TeamState>): Promise<void> => {
    if (busy) return
    setBusy(true)
    setError(null)
    try {
      const state = await work()
      hear(state)
      if (state.mode === 'team') toast(t('joined', { name: state.name }))
      await queries.invalidateQueries()
    } catch (refused) {
      setBusy(false)
      const problems = refusedFields(refused, fields, server)
      if (problems) onRefused(problems)
      else setError(refused)
    }
  }
  return { enter, busy, error }
}
