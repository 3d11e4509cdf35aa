import { describe, expect, it } from 'vitest'
import { readDesktopOptions } from './desktop-options.ts'

const read = (words: readonly string[], locale = 'en-GB') => readDesktopOptions(words, locale)

describe('the command line of the desktop', () => {
  it('leaves everything as it comes', () => {
    expect(read(['/opt/leadline'])).toEqual({ dataFolder: null, language: 'en', demo: false, link: null })
  })

  it('names folder, language, demo and a link to dial', () => {
    expect(read(['/opt/leadline', '--data=/a b/c=d', '--lang=pl', '--demo', 'tel:601'])).toEqual({
      dataFolder: '/a b/c=d',
      language: 'pl',
      demo: true,
      link: 'tel:601',
    })
    expect(read(['--data', '/data', '--lang', 'pl'])).toMatchObject({ dataFolder: '/data', language: 'pl' })
  })

  it('may hold words of the system and of Chromium', () => {
    expect(read(['--no-sandbox', '--enable-features=X', '-psn_0_1', '--original-process-start-time=1'])).toMatchObject({ link: null })
  })

  it('counts the last of a repeated flag, and takes no flag for a value', () => {
    expect(read(['--data=/one', '--data=/two']).dataFolder).toBe('/two')
    expect(read(['--data', '--demo'])).toMatchObject({ dataFolder: null, demo: true })
    expect(read(['--data=']).dataFolder).toBeNull()
    expect(read(['--data']).dataFolder).toBeNull()
  })
})

it.each([
  [[], 'pl-PL', 'pl'],
  [[], 'pl', 'pl'],
  [[], 'de-DE', 'en'],
  [[], 'plt', 'en'],
  [[], '', 'en'],
  [['--lang=en'], 'pl-PL', 'en'],
  [['--lang=de'], 'pl-PL', 'pl'],
])('the language of %j on a system in %s is %s', (words, locale, language) => expect(read(words, locale).language).toBe(language))
