import { callQueryOf, noCallFilters } from '../calls/call-list-view.ts'
import { useCallCount } from '../calls/use-calls.ts'
import { useOwnCalendar } from './use-own-calendar.ts'

/** How many people have called in vain and were not called back: the same that the list of calls shows in its tab. */
export const useMissedCalls = (): number => {
  const { periods, timeZone } = useOwnCalendar()
  return useCallCount(callQueryOf({ tab: 'waiting', filters: noCallFilters }, '', periods, { timeZone })) ?? 0
}
