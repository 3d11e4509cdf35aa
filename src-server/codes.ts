import { createHash, randomInt } from 'node:crypto'

/** No letters and digits that are taken for each other. 12 of them: 2⁵⁹ codes. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const length = 12

/** A new code, as people read it: `ABCD-EFGH-JKLM`. */
export const makeCode = (): string => {
  const code = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
  return code.match(/.{4}/g)!.join('-')
}

/** Typed by hand: case, spaces and hyphens do not matter. */
const plain = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '')

/** What is kept of a code; of the same characters it is another one for each purpose. */
export const codeHash = (purpose: 'set-up' | 'reset' | 'email', typed: string): string =>
  createHash('sha256')
    .update(`leadline ${purpose} ${plain(typed)}`)
    .digest('base64url')
