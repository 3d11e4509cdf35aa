import { describe, expect, it } from 'vitest'
import { parseMarkdown, piecesOf, textsOf } from './markdown.ts'

describe('the Markdown of the help', () => {
  it('knows a title, headings, paragraphs over several lines, lists and steps', () => {
    const { title, blocks } = parseMarkdown('# Calls\n\nOne\ntwo.\n\n## Filters\n\n- by day\n  or week\n- by user\n\n1. Press\n2. Talk\n')
    expect(title).toBe('Calls')
    expect(blocks.map(({ type }) => type)).toEqual(['paragraph', 'heading', 'list', 'steps'])
    expect(blocks.map(textsOf)).toEqual([['One two.'], ['Filters'], ['by day or week', 'by user'], ['Press', 'Talk']])
  })

  it('knows strong words, keys and links to places in the program', () => {
    expect(piecesOf('Press `C` in [Calls](#/calls), **now**.')).toEqual([
      { type: 'plain', text: 'Press ' },
      { type: 'key', text: 'C' },
      { type: 'plain', text: ' in ' },
      { type: 'link', text: 'Calls', href: '#/calls' },
      { type: 'plain', text: ', ' },
      { type: 'strong', text: 'now' },
      { type: 'plain', text: '.' },
    ])
  })

  it('leaves a link to the outside as it is written: the help needs no network', () => {
    expect(piecesOf('[out](https://example.com)')).toEqual([{ type: 'plain', text: '[out](https://example.com)' }])
  })
})
