import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../../src-shared/team/viewer.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import { useMembers } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { linesOf } from './performance-figures.ts'
import { stretchesOf } from './performance-period.ts'
import { usePerformanceView } from './performance-view.ts'

/** The stretches that are looked at, and what was done in each; undefined until the core has counted, the last ones while another period is counted. */
export const usePerformance = () => {
  const { t } = useTranslation('performance')
  const { client } = useApi()
  const { periods, timeZone, firstDay } = useOwnCalendar()
  const period = usePerformanceView((view) => view.period)
  const unit = usePerformanceView((view) => view.unit)
  const members = useMembers()
  const viewer = useViewer()
  const seesOthers = may(viewer, 'calls_other_users_access')
  const asked = useMemo(() => stretchesOf(period, unit, periods, { timeZone, firstDay }), [period, unit, periods, timeZone, firstDay])

  const { data, error, refetch } = useQuery({
    // What may be seen changes with the rights.
    queryKey: [...queryKeys.performance, asked, seesOthers],
    queryFn: async ({ signal }) => {
      const { rows } = await client.team.performance({ boundaries: [...asked.boundaries] }, { signal })
      return { stretches: asked, rows }
    },
    placeholderData: keepPreviousData,
  })

  const counted = useMemo(() => {
    if (!data) return undefined
    const active = new Set(data.rows.map(({ memberId }) => memberId))
    const people = members.filter(({ id, blocked }) => (seesOthers ? !blocked || active.has(id) : id === viewer.id))
    const rows = seesOthers ? data.rows : data.rows.filter(({ memberId }) => memberId === viewer.id)
    const count = data.stretches.boundaries.length - 1
    return { stretches: data.stretches, lines: linesOf(rows, people, count, t('unknown_person')), isEmpty: rows.length === 0 }
  }, [data, members, seesOthers, viewer.id, t])

  return { asked, counted, error, retry: () => void refetch(), seesOthers }
}
