import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postcss from 'postcss'
import { describe, expect, it } from 'vitest'
import { filesBelow } from './modules.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const tokens = 'src-renderer/ui/tokens.css'

const colour = /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(/i

/** Declarations that name a colour instead of a token. */
const coloursIn = (path: string, css: string): string[] => {
  const found: string[] = []
  postcss.parse(css, { from: path }).walkDecls(({ prop, value, source }) => {
    const plain = value.replace(/url\([^)]*\)/gi, '').replace(/var\(\s*--[\w-]+/gi, '')
    if (colour.test(plain)) found.push(`${path}:${source?.start?.line} ${prop}: ${value}`)
  })
  return found
}

describe('the colours', () => {
  const sheets = filesBelow(root, 'src-renderer', /\.css$/)

  it('are named in one file, and everything else takes them from there', () => {
    expect(sheets).toContain(tokens)
    expect(coloursIn(tokens, readFileSync(join(root, tokens), 'utf8'))).not.toEqual([])
    expect(sheets.filter((path) => path !== tokens).flatMap((path) => coloursIn(path, readFileSync(join(root, path), 'utf8')))).toEqual([])
  })

  it.each([
    '#fff',
    '#FFFA',
    '#12ab9f',
    '#12ab9fcc',
    'rgb(0 0 0)',
    '1px solid rgba(0, 0, 0, .1)',
    'oklch(0.5 0.2 240)',
    'linear-gradient(hsl(0 0% 0%), red)',
  ])('are seen in %s', (value) => {
    expect(coloursIn('x.css', `.a { background: ${value} }`)).toEqual([`x.css:1 background: ${value}`])
  })

  it.each(['var(--color-fff)', 'color-mix(in srgb, var(--line) 40%, transparent)', 'url(#abc)', 'currentColor'])(
    'are not seen in %s',
    (value) => {
      expect(coloursIn('x.css', `#add { background: ${value} }`)).toEqual([])
    },
  )
})
