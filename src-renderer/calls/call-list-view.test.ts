import { describe, expect, it } from 'vitest'
import { periodsAt } from '../../src-shared/lib/periods.ts'
import { type CallPeriod, callQueryOf, isFiltered, noCallFilters, placeOf, withCallFilter } from './call-list-view.ts'

const zone = { timeZone: 'Europe/Warsaw' }
const periods = periodsAt(Date.parse('2026-11-24T15:00:00Z'), { ...zone, firstDay: 1 })
const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString())
const times = (period: CallPeriod, tab: 'all' | 'waiting' = 'all') => {
  const { from, until } = callQueryOf({ tab, filters: { ...noCallFilters, period } }, '', periods, zone)
  return [iso(from), iso(until)]
}

describe('what the core is asked for the list of calls', () => {
  it('S2.4 today and this week begin in the time zone of the user', () => {
    expect(times({ type: 'any' })).toEqual([undefined, undefined])
    expect(times({ type: 'today' })).toEqual(['2026-11-23T23:00:00.000Z', undefined])
    expect(times({ type: 'week' })).toEqual(['2026-11-22T23:00:00.000Z', undefined])
  })

  it('S6.1 chosen days are both in, whichever was chosen first', () => {
    const both = ['2026-11-19T23:00:00.000Z', '2026-11-21T23:00:00.000Z']
    expect(times({ type: 'days', from: '2026-11-20', until: '2026-11-21' })).toEqual(both)
    expect(times({ type: 'days', from: '2026-11-21', until: '2026-11-20' })).toEqual(both)
  })

  it('S6.1 an end that is not chosen is open', () => {
    expect(times({ type: 'days', from: '2026-11-20', until: '' })).toEqual(['2026-11-19T23:00:00.000Z', undefined])
    expect(times({ type: 'days', from: '', until: '2026-11-20' })).toEqual([undefined, '2026-11-20T23:00:00.000Z'])
  })

  it('S6.1 who waits to be called back called within thirty days, unless a period is chosen', () => {
    expect(times({ type: 'any' }, 'waiting')).toEqual(['2026-10-25T23:00:00.000Z', undefined])
    expect(times({ type: 'today' }, 'waiting')).toEqual(['2026-11-23T23:00:00.000Z', undefined])
  })

  it('S6.1 a tab is a question of its own', () => {
    const asked = (tab: 'all' | 'missed' | 'waiting') => {
      const { missed, waiting } = callQueryOf({ tab, filters: noCallFilters }, ' 601 ', periods, zone)
      return { missed, waiting }
    }
    expect(asked('all')).toEqual({ missed: false, waiting: false })
    expect(asked('missed')).toEqual({ missed: true, waiting: false })
    expect(asked('waiting')).toEqual({ missed: false, waiting: true })
  })
})

describe('filters of calls', () => {
  it('a value is on or off, and never twice', () => {
    const on = withCallFilter(withCallFilter(noCallFilters, 'result', 'busy', true), 'result', 'busy', true)
    expect(on.result).toEqual(['busy'])
    expect(withCallFilter(on, 'result', 'busy', false)).toEqual(noCallFilters)
  })

  it('any value and any period is a filter', () => {
    expect(isFiltered(noCallFilters)).toBe(false)
    expect(isFiltered({ ...noCallFilters, period: { type: 'week' } })).toBe(true)
    expect(isFiltered(withCallFilter(noCallFilters, 'direction', 'incoming', true))).toBe(true)
  })
})

it('S6.1 the keyboard stays with its call when others come in above', () => {
  const ids = ['new', 'newer', 'mine', 'old']
  expect(placeOf('mine', 0, (index) => ids[index])).toBe(2)
  expect(placeOf('gone', 0, (index) => ids[index])).toBeNull()
})
