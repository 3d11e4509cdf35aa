import { describe, expect, it } from 'vitest'
import { periodsAt } from '../../src-shared/lib/periods.ts'
import { callQueryOf, useCallListView } from '../calls/call-list-view.ts'
import { queryOf, useContactListViews, withoutFilters } from '../clients/contact-list-view.ts'
import { barHeights } from './bar-heights.ts'
import { contactQueryOf, figuresOf } from './figures.ts'
import { partOfDay } from './part-of-day.ts'
import { openFigure } from './use-figures.ts'

const zone = { timeZone: 'Europe/Warsaw' }
const periods = periodsAt(Date.parse('2026-11-24T15:00:00Z'), { ...zone, firstDay: 1 })
const figures = figuresOf(periods, '0197f1de-0000-7000-8000-000000000001')

describe('the figures of General', () => {
  it.each(Object.entries(figures))('S2.3 the list that a figure opens asks what the figure counted: %s', (_, figure) => {
    useCallListView.getState().change({ search: 'left over', tab: 'missed' })
    useContactListViews
      .getState()
      .change('lead', { search: 'left over', filters: { ...withoutFilters, type: ['partner'], country: ['DE'] } })
    openFigure(figure)
    if (figure.of === 'calls') {
      const view = useCallListView.getState()
      expect(callQueryOf(view, view.search, periods, zone)).toEqual(callQueryOf(figure, '', periods, zone))
    } else {
      const view = useContactListViews.getState()[figure.stage]
      expect(queryOf(figure.stage, view, view.search)).toEqual(contactQueryOf(figure))
    }
  })

  it('S2.1 count clients, leads and calls of the user, of the day and of the week', () => {
    expect(contactQueryOf(figures.clientsOfWeek)).toMatchObject({ stage: 'client', tab: 'all', filters: { createdFrom: periods.week } })
    expect(contactQueryOf(figures.clientsOfDay).filters.createdFrom).toBe(periods.today)
    expect(contactQueryOf(figures.unsortedLeads)).toMatchObject({ stage: 'lead', tab: 'unsorted' })
    expect(contactQueryOf(figures.myLeads)).toMatchObject({ stage: 'lead', tab: 'mine' })
    expect(contactQueryOf(figures.leadsOfDay)).toMatchObject({ stage: 'lead', tab: 'all', filters: { createdFrom: periods.today } })
    expect(callQueryOf(figures.incomingOfWeek, '', periods, zone)).toMatchObject({
      direction: ['incoming'],
      members: ['0197f1de-0000-7000-8000-000000000001'],
      from: periods.week,
    })
  })
})

it('the tallest bar is the largest number, and nothing is drawn of nothing', () => {
  expect(barHeights([0, 5, 10, 1])).toEqual([0, 50, 100, 10])
  expect(barHeights([0, 0])).toEqual([0, 0])
  expect(barHeights([])).toEqual([])
})

it('S2.4 the greeting follows the hour of the user', () => {
  const at = Date.parse('2026-11-24T07:30:00Z')
  expect(partOfDay(at, 'Europe/Warsaw')).toBe('morning')
  expect(partOfDay(at, 'Asia/Tokyo')).toBe('afternoon')
  expect(partOfDay(at, 'America/Los_Angeles')).toBe('evening')
})
