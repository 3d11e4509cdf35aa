import type { CallStatistics } from '../../src-shared/telephony/phone.ts'
import { hearQuality, qualityOf, untoldQuality } from '../../src-shared/telephony/quality.ts'
import type { Line } from './line.ts'

/** Milliseconds between two readings. */
export const readingPause = 2_000

interface Timers {
  readonly setInterval: (work: () => void, milliseconds: number) => unknown
  readonly clearInterval: (timer: never) => void
}

/** Reads every two seconds how the call on the line sounds, and tells the line; answers what stops it. */
export const watchQuality = (line: Line, timers: Timers): (() => void) => {
  let callId: string | null = null
  let before: CallStatistics | null = null
  let quality = untoldQuality

  const forget = (next: string | null) => {
    callId = next
    before = null
    quality = untoldQuality
  }

  const read = async () => {
    const { call } = line.view.getState()
    // While a call is held nothing comes, and that says nothing of the line.
    if (call?.phase !== 'active' || call.held || call.heldByThem) return forget(null)
    if (call.id !== callId) forget(call.id)
    const now = await line.phone()?.statistics(call.id)
    if (!now || callId !== call.id) return
    const reading = qualityOf(before, now)
    before = now
    if (reading === null) return
    quality = hearQuality(quality, reading)
    line.dispatch({ type: 'quality', callId: call.id, quality: quality.told })
  }

  const timer = timers.setInterval(() => void read().catch(() => undefined), readingPause)
  return () => timers.clearInterval(timer as never)
}
