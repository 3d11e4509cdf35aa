import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { timerText, useNow } from './use-now.ts'

/** How long a call has been going on, or went on. */
export const useCallTime = (call: Pick<LiveCall, 'answeredAt' | 'endedAt'> | null): string => {
  const answeredAt = call?.answeredAt ?? null
  const endedAt = call?.endedAt ?? null
  const now = useNow(answeredAt !== null && endedAt === null)
  return answeredAt === null ? timerText(0) : timerText((endedAt ?? now) - answeredAt)
}
