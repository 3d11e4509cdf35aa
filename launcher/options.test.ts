import { describe, expect, it } from 'vitest'
import { desktopFlags, languageOf, nodeHostFlags, readOptions } from './options.mjs'

const optionsOf = (words: string[]) => {
  const read = readOptions(words)
  if ('refusal' in read) throw new Error(`Refused: ${read.refusal.problem} ${read.refusal.typed}`)
  return read.options
}

const refusalOf = (words: string[]) => {
  const read = readOptions(words)
  return 'refusal' in read ? read.refusal : null
}

describe('the command line', () => {
  it('leaves everything open without flags', () => {
    expect(optionsOf([])).toEqual({ host: null, port: null, data: null, language: null, demo: false, open: true, help: false })
  })

  it('takes a value behind a space and behind an equals sign', () => {
    const spaced = optionsOf(['--host', 'node', '--port', '4310', '--data', './a b', '--lang', 'pl', '--demo', '--no-open'])
    const joined = optionsOf(['--host=node', '--port=4310', '--data=./a b', '--lang=pl', '--demo', '--no-open'])
    expect(spaced).toEqual({ host: 'node', port: 4310, data: './a b', language: 'pl', demo: true, open: false, help: false })
    expect(joined).toEqual(spaced)
  })

  it('keeps an equals sign inside a value, and the last of a repeated flag', () => {
    expect(optionsOf(['--data=a=b']).data).toBe('a=b')
    expect(optionsOf(['--port', '1', '--port', '2']).port).toBe(2)
  })

  it.each([
    [['--prot', '1'], 'unknownFlag', '--prot'],
    [['stray'], 'unknownFlag', 'stray'],
    [['--'], 'unknownFlag', '--'],
    [['--port'], 'missingValue', '--port'],
    [['--data', '--demo'], 'missingValue', '--data'],
    [['--demo=yes'], 'needlessValue', '--demo'],
    [['--host', 'chrome'], 'wrongHost', 'chrome'],
    [['--port', '65536'], 'wrongPort', '65536'],
    [['--port=-1'], 'wrongPort', '-1'],
    [['--port='], 'wrongPort', ''],
    [['--port', '4310x'], 'wrongPort', '4310x'],
    [['--lang', 'de'], 'wrongLanguage', 'de'],
    [['--data='], 'emptyData', ''],
  ])('refuses %j', (words, problem, typed) => {
    expect(refusalOf(words)).toEqual({ problem, typed })
  })

  it('passes on to each host what that host knows', () => {
    const options = optionsOf(['--port', '0', '--data', 'x', '--lang', 'en', '--demo', '--no-open'])
    expect(nodeHostFlags(options, '/data')).toEqual(['--port', '0', '--data', '/data', '--lang', 'en', '--demo', '--no-open'])
    expect(desktopFlags(options, '/data')).toEqual(['--data=/data', '--lang=en', '--demo'])
    expect(nodeHostFlags(optionsOf([]), null)).toEqual([])
    expect(desktopFlags(optionsOf([]), null)).toEqual([])
  })
})

describe('the language of the launcher', () => {
  it.each([
    [['--lang', 'pl'], { LANG: 'en_GB.UTF-8' }, 'en-GB', 'pl'],
    [['--lang=en', '--bogus'], { LANG: 'pl_PL.UTF-8' }, 'pl-PL', 'en'],
    [['--lang', 'xx'], { LANG: 'pl_PL.UTF-8' }, 'en', 'pl'],
    [[], { LANG: 'pl_PL.UTF-8' }, 'en-GB', 'pl'],
    [[], { LC_ALL: 'C.UTF-8', LANG: 'pl_PL.UTF-8' }, 'pl-PL', 'en'],
    [[], {}, 'pl-PL', 'pl'],
    [[], {}, 'plt-MG', 'en'],
    [['--lang'], {}, 'de', 'en'],
  ])('of %j under %j and %s is %s', (words, environment, system, language) => {
    expect(languageOf(words as string[], environment as Record<string, string>, system as string)).toBe(language)
  })
})
