import { describe, expect, it } from 'vitest'
import { type Figures, linesOf, measured, sortLines, sumOf } from './performance-figures.ts'

const figures = (change: Partial<Figures>): Figures => ({ ...sumOf([]), ...change })

const anna = { id: 'anna', name: 'Anna' }
const lukasz = { id: 'lukasz', name: 'Łukasz' }
const zofia = { id: 'zofia', name: 'Zofia' }

describe('figures of the team', () => {
  it('S8.4 the answer rate is of incoming calls alone, and there is none without them', () => {
    expect(measured('answer_rate', figures({ incoming: 4, answered: 3, outgoing: 10, reached: 1 }))).toBe(0.75)
    expect(measured('answer_rate', figures({ outgoing: 3 }))).toBeNull()
  })

  it('S8.4 the rate of everybody is that of all their calls, not the middle of their rates', () => {
    const all = sumOf([figures({ incoming: 1, answered: 1 }), figures({ incoming: 9, answered: 0 })])
    expect(measured('answer_rate', all)).toBe(0.1)
  })

  it('S8.4 who did nothing has a line as well, and who is not known any more has one for what they did', () => {
    const rows = [
      { ...figures({ outgoing: 2 }), memberId: 'anna', stretch: 1 },
      { ...figures({ outgoing: 3, talkTime: 60 }), memberId: 'anna', stretch: 0 },
      { ...figures({ leadsWon: 1 }), memberId: 'gone', stretch: 0 },
    ]
    const lines = linesOf(rows, [anna, zofia], 2, 'Nieznany')
    expect(lines.map(({ person }) => person.name)).toEqual(['Anna', 'Zofia', 'Nieznany'])
    expect(lines[0]?.total).toEqual(figures({ outgoing: 5, talkTime: 60 }))
    expect(lines[0]?.stretches.map(({ outgoing }) => outgoing)).toEqual([3, 2])
    expect(lines[1]?.stretches).toEqual([figures({}), figures({})])
  })

  it('S8.4 sorting keeps Polish letters in their place, and whoever has no value at the end', () => {
    const lines = linesOf(
      [
        { ...figures({ incoming: 2, answered: 1 }), memberId: 'anna', stretch: 0 },
        { ...figures({ incoming: 2, answered: 2 }), memberId: 'zofia', stretch: 0 },
      ],
      [zofia, lukasz, anna],
      1,
      '',
    )
    const names = (rate: boolean, descending: boolean) =>
      sortLines(lines, rate ? (line) => measured('answer_rate', line.total) : null, descending, 'pl').map(({ person }) => person.name)
    expect(names(false, false)).toEqual(['Anna', 'Łukasz', 'Zofia'])
    expect(names(false, true)).toEqual(['Zofia', 'Łukasz', 'Anna'])
    expect(names(true, true)).toEqual(['Zofia', 'Anna', 'Łukasz'])
    expect(names(true, false)).toEqual(['Anna', 'Zofia', 'Łukasz'])
  })
})
