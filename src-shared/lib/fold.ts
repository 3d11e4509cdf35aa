// NFD takes most diacritics apart; these letters have no decomposition.
const undecomposed: Readonly<Record<string, string>> = { ł: 'l', đ: 'd', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ı: 'i', ħ: 'h' }
const marks = /\p{M}+/gu
const special = /[łđøßæœþıħ]/g
const plain = /^[\x20-\x7e]*$/

/** Text as it is compared: lower case, without diacritics, `ł` as `l`, runs of white space as one space. `Łódź` and `lodz` fold alike. */
export const fold = (text: string): string => {
  const lower = text.toLowerCase()
  const base = plain.test(lower)
    ? lower
    : lower
        .normalize('NFD')
        .replace(marks, '')
        .replace(special, (letter) => undecomposed[letter] ?? letter)
  return base.replace(/\s+/g, ' ').trim()
}

// Polish puts ż after ź, both after z. '~' sorts after every letter and digit of the folded text.
const afterBase: Readonly<Record<string, string>> = { ż: '~~' }

/** A key whose binary order is the Polish order of names: a < ą < b, l < ł < m, z < ź < ż. */
export const sortKey = (text: string): string => {
  const lower = text.toLowerCase().replace(/\s+/g, ' ').trim()
  if (plain.test(lower)) return lower
  let key = ''
  for (const letter of lower.normalize('NFC')) {
    const base = fold(letter)
    key += base === letter || base === '' ? letter : base + (afterBase[letter] ?? '~')
  }
  return key
}
