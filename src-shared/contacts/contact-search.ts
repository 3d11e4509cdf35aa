import { fold } from '../lib/fold.ts'
import { digitsOf } from '../lib/phone-numbers.ts'

/** How a search is answered: each needle must stand in one line of the contact's search text. */
export interface SearchPlan {
  /** Folded pieces that must all occur. */
  readonly needles: readonly string[]
  /** Three letters each, at least one: what the trigram index is asked. Empty where the text is too short for it. */
  readonly trigrams: readonly string[]
  /** Folded start of a name, used where the index cannot help, and for what is shown first. */
  readonly prefix: string
}

const phoneLike = /^[\d\s()+\-./\u2010-\u2015\u00a0\u202f]+$/u

/** Trigrams of one needle that together cover it. Overlapping ones add nothing: the text is checked again anyway. */
const trigramsOf = (needle: string): string[] => {
  const letters = [...needle]
  if (letters.length < 3) return []
  const found: string[] = []
  for (let at = 0; at + 3 <= letters.length; at += 3) found.push(letters.slice(at, at + 3).join(''))
  if (letters.length % 3 !== 0) found.push(letters.slice(-3).join(''))
  return found
}

/** Digits of a number as typed: without the international prefix `00`, which no stored number carries. */
const needleOfDigits = (text: string): string => {
  const digits = digitsOf(text)
  return digits.startsWith('00') ? digits.slice(2) : digits
}

/** Reads what was typed into a search field: a part of a phone however it is written, or words that must all occur. */
export const planSearch = (text: string): SearchPlan | null => {
  const folded = fold(text).slice(0, 200)
  if (folded === '') return null
  const digits = phoneLike.test(folded) ? needleOfDigits(folded) : ''
  const needles = digits.length >= 3 ? [digits] : folded.split(' ')
  return { needles, trigrams: [...new Set(needles.flatMap(trigramsOf))], prefix: folded }
}
