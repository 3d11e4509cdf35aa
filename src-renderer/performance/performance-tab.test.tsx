import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Performance } from '../../src-shared/team/team-contract.ts'
import { anna, createTestCore, drawPage, ewa, memberOf } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { PerformanceTab } from './performance-tab.tsx'
import { firstPerformanceView, usePerformanceView } from './performance-view.ts'

beforeAll(() => startTexts('pl'))
beforeEach(() => {
  // A Wednesday.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-25T12:00:00Z') })
  usePerformanceView.setState(firstPerformanceView)
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const did = (memberId: string, stretch: number, change: Partial<Performance>): Performance => ({
  memberId,
  stretch,
  incoming: 0,
  answered: 0,
  outgoing: 0,
  reached: 0,
  talkTime: 0,
  leadsTaken: 0,
  leadsFinished: 0,
  leadsWon: 0,
  ...change,
})

const week = [
  did('anna', 0, { incoming: 4, answered: 3, outgoing: 10, reached: 6, talkTime: 3660, leadsTaken: 2 }),
  did('anna', 2, { outgoing: 2, reached: 1, talkTime: 60, leadsFinished: 2, leadsWon: 1 }),
  did('ewa', 1, { outgoing: 30, reached: 9, talkTime: 5400 }),
]

const draw = (rows: readonly Performance[] = week, permissions?: readonly [], members = [anna, ewa]) => {
  const asked: number[][] = []
  const performance = async ({ boundaries }: { boundaries: number[] }) => {
    asked.push(boundaries)
    return { rows }
  }
  const core = createTestCore({ team: { performance }, settings: { members: async () => ({ members }) } })
  drawPage(core.api, <PerformanceTab />, anna, permissions)
  return { ...core, asked }
}

const table = () => within(screen.getByRole('table'))
const rowsShown = () =>
  table()
    .getAllByRole('row')
    // Beside a name stand the initials.
    .map((row) => [...row.children].map((cell) => cell.querySelector<HTMLElement>('[title]')?.title ?? cell.textContent))
const bars = () => screen.getAllByRole('listitem').map((item) => item.textContent)

describe('the performance of the team', () => {
  it('S8.4 tells calls, answer rate, talk time and leads by person, and of everybody together', async () => {
    draw()
    await screen.findByRole('table')
    expect(rowsShown()).toEqual([
      [
        'Osoba',
        'Wychodzące',
        'Z rozmową',
        'Przychodzące',
        'Odebrane',
        'Czas rozmów',
        'Zabrane leady',
        'Domknięte leady',
        'Zdobyci klienci',
      ],
      ['Anna Zielińska', '12', '7', '4', '75%', '1:02:00', '2', '2', '1'],
      ['Ewa Nowak', '30', '9', '0', '—', '1:30:00', '0', '0', '0'],
      ['Wszyscy razem', '42', '16', '4', '75%', '2:32:00', '2', '2', '1'],
    ])
  })

  it('S8.4 asks for the days of the week in the user’s zone, and the chart tells each of them', async () => {
    const { asked } = draw()
    await screen.findByRole('table')
    expect(asked[0]?.map((at) => new Date(at).toISOString())).toEqual([
      '2026-11-22T23:00:00.000Z',
      '2026-11-23T23:00:00.000Z',
      '2026-11-24T23:00:00.000Z',
      '2026-11-25T23:00:00.000Z',
    ])
    expect(bars()).toEqual(['14pon. 23', '30wt. 24', '2śr. 25'])
    expect(screen.getAllByRole('listitem')[0]?.title).toBe('poniedziałek, 23 listopada 2026')
  })

  it('S8.4 the table can be told day by day, of the measure and the person of the chart', async () => {
    draw()
    await screen.findByRole('table')
    usePerformanceView.getState().change({ measure: 'talk_time', personId: 'ewa' })
    fireEvent.click(screen.getByRole('radio', { name: 'Dzień po dniu' }))
    await waitFor(() => expect(rowsShown()[0]).toEqual(['Osoba', 'pon. 23', 'wt. 24', 'śr. 25', 'Razem']))
    expect(rowsShown()[1]).toEqual(['Anna Zielińska', '1:01:00', '0:00', '1:00', '1:02:00'])
    expect(bars()).toEqual(['0:00pon. 23', '1:30:00wt. 24', '0:00śr. 25'])
  })

  it('S8.4 is sorted by any column, the largest first, and says so', async () => {
    draw()
    await screen.findByRole('table')
    const names = () => rowsShown().map(([name]) => name)
    const calls = table().getByRole('button', { name: 'Wychodzące' })
    fireEvent.click(calls)
    expect(names().slice(1, 3)).toEqual(['Ewa Nowak', 'Anna Zielińska'])
    expect(calls.closest('th')?.getAttribute('aria-sort')).toBe('descending')
    fireEvent.click(calls)
    expect(names().slice(1, 3)).toEqual(['Anna Zielińska', 'Ewa Nowak'])
    fireEvent.click(table().getByRole('button', { name: 'Odebrane' }))
    expect(names().slice(1, 3)).toEqual(['Anna Zielińska', 'Ewa Nowak'])
  })

  it('S8.4 shows whoever may not see the work of others their own alone, and says so', async () => {
    draw(week, [])
    await screen.findByRole('table')
    expect(rowsShown().map(([name]) => name)).toEqual(['Osoba', 'Anna Zielińska'])
    expect(screen.getByText(/Widać tu tylko własne wyniki/)).toBeDefined()
    expect(bars()).toEqual(['14pon. 23', '0wt. 24', '2śr. 25'])
  })

  it('S8.4 leaves out who is blocked, unless they did something in that time', async () => {
    const jan = memberOf({ id: 'jan', name: 'Jan Sowa', blocked: true })
    const olga = memberOf({ id: 'olga', name: 'Olga Wilk', blocked: true })
    draw([...week, did('olga', 0, { outgoing: 1 })], undefined, [anna, ewa, jan, olga])
    await screen.findByRole('table')
    expect(rowsShown().map(([name]) => name)).toEqual(['Osoba', 'Anna Zielińska', 'Ewa Nowak', 'Olga Wilk', 'Wszyscy razem'])
  })

  it('S8.4 without calls and leads says what will be here, and offers a longer time', async () => {
    const { asked } = draw([])
    fireEvent.click(await screen.findByRole('button', { name: 'Pokaż ostatnie 4 tygodnie' }))
    await waitFor(() => expect(asked).toHaveLength(2))
    expect(asked[1]?.map((at) => new Date(at).toISOString().slice(0, 10))).toEqual([
      '2026-11-01',
      '2026-11-08',
      '2026-11-15',
      '2026-11-22',
      '2026-11-25',
    ])
    expect(screen.getByRole('button', { name: 'Zapisz jako CSV' }).hasAttribute('disabled')).toBe(true)
  })

  it('S8.4 asks anew when a call has ended', async () => {
    const { asked, tell } = draw()
    await screen.findByRole('table')
    tell({ type: 'rows', kind: 'call', ids: 'many' })
    await waitFor(() => expect(asked).toHaveLength(2))
  })

  it('S8.4 is saved as a file that is named after its days, of the table that is looked at', async () => {
    draw([did('anna', 0, { outgoing: 1 })], undefined, [memberOf({ id: 'anna', name: '=Anna' })])
    await screen.findByRole('table')
    const saved: Blob[] = []
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      saved.push(blob as Blob)
      return 'blob:file'
    })
    let name = ''
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      name = this.download
    })
    fireEvent.click(screen.getByRole('button', { name: 'Zapisz jako CSV' }))
    expect(name).toBe('wyniki-2026-11-23-2026-11-25.csv')
    fireEvent.click(screen.getByRole('radio', { name: 'Dzień po dniu' }))
    fireEvent.click(screen.getByRole('button', { name: 'Zapisz jako CSV' }))
    const days = ((await saved[1]?.text()) ?? '').split('\r\n').slice(1)
    expect(days.map((day) => day.slice(0, 21))).toEqual(['2026-11-23;2026-11-23', '2026-11-24;2026-11-24', '2026-11-25;2026-11-25'])
    const [heading, line] = ((await saved[0]?.text()) ?? '').split('\r\n')
    expect(heading).toContain(';Zdobyci klienci')
    expect(heading).toContain('Od dnia;Do dnia;Osoba;Połączenia wychodzące;')
    expect(line).toBe(`2026-11-23;2026-11-25;"'=Anna";1;0;0;0;;0:00:00;0;0;0`)
  })
})
