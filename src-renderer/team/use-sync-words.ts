import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import type { Tone } from '../ui/pill.tsx'
import { type JoinedTeam, percentOf, situationOf, toneOf } from './team-words.ts'

interface SyncWords {
  readonly tone: Tone
  /** A few words for the pill. */
  readonly short: string
  /** What it means, what is safe and what to do. */
  readonly long: string
}

/** How it stands between this computer and the team's server, in words. */
export const useSyncWords = () => {
  const { t } = useTranslation('team')
  const format = useFormat()
  return (team: JoinedTeam): SyncWords => {
    const situation = situationOf(team)
    const progress = team.firstSync ?? team.moving
    return {
      tone: toneOf[situation],
      short: t(`sync.${situation}.short`, {
        since: format.nearWithTime(team.since),
        percent: progress ? percentOf(progress) : 0,
        shown: format.number(situation === 'attention' ? team.attention : team.pending + team.uploads),
      }),
      long: t(`sync.${situation}.long`),
    }
  }
}
