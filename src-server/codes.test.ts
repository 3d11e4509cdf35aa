import { expect, it } from 'vitest'
import { codeHash, makeCode } from './codes.ts'

it('a code has twelve characters that nobody takes for each other, and no two are alike', () => {
  const codes = Array.from({ length: 200 }, makeCode)
  for (const code of codes) expect(code).toMatch(/^(?:[2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}$/)
  expect(new Set(codes).size).toBe(200)
})

it('typed in another case, with spaces or without hyphens it is the same code, and for another purpose another one', () => {
  const code = makeCode()
  for (const typed of [code.toLowerCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' – ')} `]) {
    expect(codeHash('reset', typed)).toBe(codeHash('reset', code))
  }
  expect(new Set([codeHash('reset', code), codeHash('email', code), codeHash('set-up', code)]).size).toBe(3)
})
