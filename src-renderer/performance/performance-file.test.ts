import { describe, expect, it } from 'vitest'
import { sumOf } from './performance-figures.ts'
import { performanceCsv } from './performance-file.ts'

const line = (name: string) => ({
  from: '2026-11-23',
  until: '2026-11-29',
  name,
  figures: {
    ...sumOf([]),
    outgoing: 12,
    reached: 5,
    incoming: 3,
    answered: 2,
    talkTime: 3725,
    leadsTaken: 4,
    leadsFinished: 2,
    leadsWon: 1,
  },
})

const cellsOf = (csv: string, at: number, delimiter = ';') => csv.split('\r\n')[at]?.split(delimiter)

describe('the file of the figures', () => {
  it('S8.4 is read by a Polish spreadsheet: marked, with semicolons, durations and shares as it knows them', () => {
    const csv = performanceCsv((column) => column, [line('Łucja Żak')], 'pl')
    expect(csv.charCodeAt(0)).toBe(0xfeff)
    expect(cellsOf(csv, 1)).toEqual(['2026-11-23', '2026-11-29', 'Łucja Żak', '12', '5', '3', '2', '67%', '1:02:05', '4', '2', '1'])
    expect(cellsOf(csv, 0)).toHaveLength(12)
  })

  it('S8.4 has commas elsewhere, and no share where nobody called', () => {
    const quiet = { ...line('Jan'), figures: sumOf([]) }
    expect(
      cellsOf(
        performanceCsv((column) => column, [quiet], 'en'),
        1,
        ',',
      )?.[7],
    ).toBe('')
  })

  it.each(['=HYPERLINK(1)', '+48601', '-2', '@SUM(A1)', '\t=1', '\r=1'])('S8.4 a name like %j runs nowhere as a formula', (name) => {
    expect(performanceCsv((column) => column, [line(name)], 'pl')).toMatch(/;"?'[=+\-@\t\r]/)
  })
})
