import { useTranslation } from 'react-i18next'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import type { Tone } from '../ui/pill.tsx'
import { useCallTime } from './call-timer.tsx'

/** Where a call stands, in a word or as its timer. */
export const usePhase = (call: LiveCall): { readonly tone: Tone; readonly text: string } => {
  const { t } = useTranslation('telephony')
  const time = useCallTime(call)
  if (call.phase === 'active') {
    if (call.held || call.heldByThem) return { tone: 'amber', text: `${t(call.held ? 'held' : 'held_by_them')} · ${time}` }
    return { tone: 'green', text: time }
  }
  if (call.phase === 'ended') return { tone: 'grey', text: time }
  return { tone: 'amber', text: t(`phase.${call.phase}`) }
}
