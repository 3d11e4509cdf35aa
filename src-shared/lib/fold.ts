// NFD takes most diacritics apart; these letters have no decomposition.
const undecomposed: Readonly<Record<string, string>> = { ł: 'l', đ: 'd', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ı: 'i', ħ: 'h' }
const foreign = /[^\n\x20-\x7e]/gu
const plain = /^[\n\x20-\x7e]*$/

const decompose = (letter: string): string =>
  letter
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[łđøßæœþıħ]/g, (found) => undecomposed[found] ?? found)

/** What single letters fold to, as far as they have been met: the letters of a language are few, and folding is most of what search costs. */
const folded = new Map<string, string>()
const mostLettersKnown = 10_000

const foldLetter = (letter: string): string => {
  const known = folded.get(letter)
  if (known !== undefined) return known
  const fresh = decompose(letter)
  if (folded.size < mostLettersKnown) folded.set(letter, fresh)
  return fresh
}

const withoutDiacritics = (lower: string): string => (plain.test(lower) ? lower : lower.replace(foreign, foldLetter))

/** Text as it is compared: lower case, without diacritics, `ł` as `l`, runs of white space as one space. `Łódź` and `lodz` fold alike. */
export const fold = (text: string): string => withoutDiacritics(text.toLowerCase()).replace(/\s+/g, ' ').trim()

const untidy = /[^\S\n ]| {2}|^ | $|^$/m

/** Each line folded, empty ones left out, one below the other. */
export const foldLines = (lines: readonly string[]): string => {
  const text = withoutDiacritics(
    lines
      .filter((line) => line !== '')
      .join('\n')
      .toLowerCase(),
  )
  if (!untidy.test(text)) return text
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** Stands after a letter that has a diacritic: it sorts after every letter and digit of the folded text. */
const mark = '~'
// Polish puts ż after ź, both after z.
const marksAfter: Readonly<Record<string, string>> = { ż: mark + mark }

/** A key whose binary order is the Polish order of names: a < ą < b, l < ł < m, z < ź < ż. Without its marks it is the folded name. */
export const sortKey = (text: string): string => {
  const lower = text.toLowerCase().replace(/\s+/g, ' ').trim()
  if (plain.test(lower)) return lower
  let key = ''
  for (const letter of lower.normalize('NFC')) {
    const base = foldLetter(letter)
    key += base === letter ? letter : base + (marksAfter[letter] ?? mark)
  }
  return key
}

/** Keys from `from` on and before `until`. */
export interface KeyRange {
  readonly from: string
  readonly until: string
}

const rangeOf = (from: string): KeyRange => ({ from, until: `${from}\u{10ffff}` })

/**
 * Where the keys lie of all names that begin so when they are folded, in rising order: `lo` begins *Lotek* and *Łódź*. Each letter may have a
 * mark or none, so ranges double with each: for more than a few letters `holdsAny` tells which of them are worth going on with.
 */
export const sortKeyRanges = (beginning: string, holdsAny: (range: KeyRange) => boolean = () => true): KeyRange[] => {
  const letters = [...beginning]
  let keys = ['']
  for (const [place, letter] of letters.entries()) {
    const isLast = place === letters.length - 1
    const variants = isLast || letter === ' ' ? [''] : ['', mark, ...(letter === 'z' ? [mark + mark] : [])]
    keys = keys.flatMap((key) => variants.map((variant) => key + letter + variant))
    if (!isLast) keys = keys.filter((key) => holdsAny(rangeOf(key)))
  }
  return keys.toSorted().map(rangeOf)
}
