/** All digits of a text, and nothing else of it. */
export const digitsOf = (text: string): string => text.replace(/\D+/g, '')

/** Digits from the last to the first: numbers with the same end have the same beginning so. */
export const backwards = (digits: string): string => {
  let reversed = ''
  for (let at = digits.length - 1; at >= 0; at--) reversed += digits[at]
  return reversed
}

/** The last nine digits: what is left to compare when a PBX drops or adds prefixes. Null for shorter numbers. */
export const lastNine = (digits: string): string | null => (digits.length >= 9 ? digits.slice(-9) : null)
