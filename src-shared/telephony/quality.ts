import type { CallStatistics } from './phone.ts'

export const qualityWords = ['good', 'fair', 'poor', 'silent'] as const
export type Quality = (typeof qualityWords)[number]

/**
 * Mean opinion score, 1 to 4.5, of a stretch of a call: the E-model of ITU-T G.107 cut down to loss and delay variation, as
 * monitoring tools do. `jitter` in seconds.
 */
export const meanOpinionScore = ({ lossRatio, jitter }: { readonly lossRatio: number; readonly jitter: number }): number => {
  // One way: some network, and a buffer of twice the variation.
  const latency = 20 + jitter * 1000 * 2 + 10
  const delayed = latency < 160 ? 93.2 - latency / 40 : 93.2 - (latency - 120) / 10
  const rating = Math.max(0, Math.min(100, delayed - lossRatio * 250))
  const score = 1 + 0.035 * rating + 0.000_007 * rating * (rating - 60) * (100 - rating)
  return Math.max(1, Math.min(4.5, score))
}

/** How a call sounds between two readings; null while nothing can be said. `silent`: not one packet came in the whole stretch. */
export const qualityOf = (before: CallStatistics | null, now: CallStatistics): Quality | null => {
  if (!before) return null
  const received = now.packetsReceived - before.packetsReceived
  const lost = Math.max(0, now.packetsLost - before.packetsLost)
  if (received <= 0) return 'silent'
  const score = meanOpinionScore({ lossRatio: lost / (received + lost), jitter: now.jitter })
  if (score >= 4) return 'good'
  return score >= 3.1 ? 'fair' : 'poor'
}

/** What has been told of a call, and the reading after it that differed. */
export interface ToldQuality {
  readonly told: Quality | null
  readonly doubt: Quality | null
}

export const untoldQuality: ToldQuality = { told: null, doubt: null }

/** The word to tell after one more reading. A word that is told stays until two readings in a row agree on another: one bad moment is no news. */
export const hearQuality = ({ told, doubt }: ToldQuality, reading: Quality): ToldQuality =>
  told === null || reading === told || reading === doubt ? { told: reading, doubt: null } : { told, doubt: reading }
