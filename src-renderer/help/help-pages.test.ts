import { describe, expect, it } from 'vitest'
import { parseRoute, settingsPages } from '../app/routes.ts'
import { helpPages, searchHelp } from './help-pages.ts'
import type { Block } from './markdown.ts'

const pages = { pl: helpPages('pl'), en: helpPages('en') }
const piecesOfBlock = (block: Block) => ('items' in block ? block.items.flat() : block.pieces)

describe('the help', () => {
  it('S10.1 has a page for each screen, in both languages, in one order', () => {
    const names = pages.pl.map(({ name }) => name)
    expect(names).toEqual(pages.en.map(({ name }) => name))
    expect(names).toEqual(expect.arrayContaining(['start', 'general', 'clients', 'leads', 'calls', 'telephone', 'settings', 'whom-to-ask']))
  })

  it.each(['pl', 'en'] as const)('S10.1 every page has a title, something to read, and links that lead somewhere (%s)', (language) => {
    for (const page of pages[language]) {
      expect(page.title).not.toBe('')
      expect(page.blocks.length).toBeGreaterThan(1)
      for (const { href } of page.blocks.flatMap(piecesOfBlock)) {
        if (!href) continue
        const route = parseRoute(href)
        expect(`#/${route.screen}`).toBe(href.replace(/^(#\/[a-z]+).*$/, '$1'))
        if (route.screen === 'settings') expect([...settingsPages.map((name) => `#/settings/${name}`), '#/settings']).toContain(href)
      }
    }
  })

  it('S10.1 is searched by any words, without diacritics, titles first', () => {
    expect(searchHelp(pages.pl, 'polaczenia')[0]?.name).toBe('calls')
    expect(searchHelp(pages.pl, 'haslo').map(({ name }) => name)).toContain('settings')
    expect(searchHelp(pages.en, 'practice line').every(({ excerpt, title }) => excerpt !== null || /practice/i.test(title))).toBe(true)
    expect(searchHelp(pages.en, 'xylophone')).toEqual([])
    expect(searchHelp(pages.en, '  ')).toHaveLength(pages.en.length)
  })
})
