import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { compareLines, linesOfPage } from './lines.ts'
import { allTitles, linesOf, titlesIn } from './titles.ts'

describe('linesOf', () => {
  it.each([
    ['S7.1 exactly one of fifty agents gets the lead', ['S7.1']],
    ['S15.1, S15.2 a file comes in', ['S15.1', 'S15.2']],
    ['I1 and I4 hold under load', ['I1', 'I4']],
    ['B12: calls outlive the network', ['B12']],
    ['R8 a cell of 10 MB is refused', ['R8']],
    ['P3', ['P3']],
  ])('%s', (title, lines) => expect(linesOf(title)).toEqual(lines))

  it.each(['finds S7.1 in the middle', 'S7 has no point', 'F10.2.1 is none', 'Backspace', 'R1.2 is no fault', 'I am here'])(
    '%s names none',
    (title) => expect(linesOf(title)).toEqual([]),
  )
})

describe('titlesIn', () => {
  const titles = (source: string) => titlesIn('a.test.tsx', source).map(({ text }) => text)

  it('sees tests, groups, tables and templates', () => {
    const source =
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source of a test that holds a template
      "describe('S1.1 a', () => { it('b', () => {}); it.each([1])('S1.2 %s', () => {}); test(`S1.3 ${x} c`, async () => {}); test.describe('d', () => {}) })"
    expect(titles(source)).toEqual(['S1.1 a', 'b', 'S1.2 %s', 'S1.3 … c', 'd'])
  })

  it('sees JSX and types', () =>
    expect(titles("const a = <T,>(b: T) => <i>{b as never}</i>; it('S1.1 a', () => a(1))")).toEqual(['S1.1 a']))

  it('passes over tests that do not run', () => {
    const source =
      "it.skip('S1.1 a', () => {}); it.todo('S1.2 b'); describe.skip('c', () => { it('S1.3 d', () => {}) }); it.skipIf(true)('S1.4 e', () => {})"
    expect(titles(source)).toEqual([])
  })

  it('passes over calls that are no tests', () =>
    expect(titles("expect('S1.1'); /a/.test('S1.2'); test.step('S1.3', () => {})")).toEqual([]))
})

it('finds itself among all tests', () => {
  const files = new Set(allTitles(fileURLToPath(new URL('../..', import.meta.url))).map(({ file }) => file))
  expect([...files]).toEqual(expect.arrayContaining(['test/proof/proof.test.ts', 'src-shared/lib/fold.test.ts']))
})

it('reads the lines of a page', () => {
  const page = [
    '## S1 Title',
    '- S1.1 First line',
    '  goes on.',
    '- **B12** Second: with `code`.',
    'No line S9.9',
    '| # | fault |',
    '|---|---|',
    '| R1 | kill -9 | 25 |',
    '- I1 One',
    '',
    '  not part of it',
  ].join('\n')
  expect(linesOfPage(page)).toEqual([
    { number: 'S1.1', text: 'First line goes on.' },
    { number: 'B12', text: 'Second: with `code`.' },
    { number: 'R1', text: 'kill -9 | 25' },
    { number: 'I1', text: 'One' },
  ])
})

it('puts lines in the order of the page', () => {
  expect(['P2', 'S2.10', 'R1', 'S2.9', 'B1', 'I2', 'F1'].toSorted(compareLines)).toEqual(['S2.9', 'S2.10', 'B1', 'I2', 'F1', 'R1', 'P2'])
})
