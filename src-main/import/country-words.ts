import { fold } from '../../src-shared/lib/fold.ts'
import { remembering } from '../../src-shared/lib/remember.ts'

/** Names of countries in Polish and English, folded, and their codes (ISO 3166-1 alpha-2); the codes themselves too. */
const countryWords: ReadonlyMap<string, string> = (() => {
  const words = new Map<string, string>()
  for (const language of ['en', 'pl']) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    for (let first = 65; first <= 90; first++) {
      for (let second = 65; second <= 90; second++) {
        const code = String.fromCharCode(first, second)
        const name = names.of(code)
        if (name) words.set(fold(name), code)
        if (name) words.set(code.toLowerCase(), code)
      }
    }
  }
  return words
})()

/** The code of a country that is named in any of these ways; undefined where the cell is none. */
export const countryInCell = remembering((cell) => countryWords.get(fold(cell)))
