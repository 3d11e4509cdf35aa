import { type Call, isMissed } from '../../src-shared/calls/call-kind.ts'

/** What a call is called in a feed: a key of its texts. */
export const callTitle = (call: Pick<Call, 'direction' | 'answeredAt' | 'endedAt'>) => {
  if (isMissed(call)) return 'call.missed' as const
  if (call.direction === 'incoming') return 'call.incoming' as const
  return call.answeredAt === null && call.endedAt !== null ? ('call.unanswered' as const) : ('call.outgoing' as const)
}
