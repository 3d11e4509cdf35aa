const separators = /[\s().\-/\u2010-\u2015\u00a0\u202f]+/gu

const letterKeys = 'abc2def3ghi4jkl5mno6pqrs7tuv8wxyz9'

/** The key of the keypad on which a letter stands (ITU-T E.161); what is no letter stays as it is. */
export const keyOfLetter = (letter: string): string => {
  const at = letterKeys.indexOf(letter.toLowerCase())
  return at < 0 ? letter : (letterKeys.slice(at).match(/\d/)?.[0] ?? letter)
}

/** What pasted or typed text leaves on the keypad: digits, `+` at the front, `*`, `#`; letters as their keys; a scheme (`tel:`) falls away. */
export const keypadText = (text: string): string => {
  const bare = text
    .trim()
    .replace(/^(tel|callto|sips?):(\/\/)?/i, '')
    .replace(/[;?@].*$/, '')
  const keys = [...bare].map(keyOfLetter).filter((key) => /[\d+*#]/.test(key))
  return keys.filter((key, index) => key !== '+' || index === 0).join('')
}

/** A number as it goes to the exchange: without what only eyes need. `+` stays `+`: whether it is dialled as 00 is the exchange's business. */
export const dialledNumber = (text: string): string => {
  const bare = text
    .trim()
    .replace(/^(tel|callto|sips?):(\/\/)?/i, '')
    .replace(/[;?@].*$/, '')
  // The dot in the name of a SIP user is part of the name.
  return /[a-z]/i.test(bare) ? bare.trim() : bare.replace(separators, '')
}
