import { digitsOf } from '../lib/digits.ts'
import { fold } from '../lib/fold.ts'

/** One way in which a search can be meant: all of its needles must stand in the contact's search text. */
export interface Reading {
  /** Folded pieces. */
  readonly needles: readonly string[]
  /** Three letters each, which together cover the needles that are long enough: what the trigram index is asked. */
  readonly trigrams: readonly string[]
}

/** How a search is answered. */
export interface SearchPlan {
  /** One of these must be true; each has trigrams, or there is only one and it has none. */
  readonly readings: readonly Reading[]
  /** Folded start of a name: what is shown first, and where the trigram index cannot help all there is. */
  readonly prefix: string
  /** Digits of a part of a phone, empty where the text is none. */
  readonly digits: string
}

const phoneLike = /^[\d\s()+\-./\u2010-\u2015\u00a0\u202f]+$/u
/** Digits of the shortest part of a number that is looked for. */
const shortestPart = 3

/** Trigrams of one needle that together cover it. Overlapping ones add nothing: the text is checked again anyway. */
const trigramsOf = (needle: string): string[] => {
  const letters = [...needle]
  if (letters.length < 3) return []
  const found: string[] = []
  for (let at = 0; at + 3 <= letters.length; at += 3) found.push(letters.slice(at, at + 3).join(''))
  if (letters.length % 3 !== 0) found.push(letters.slice(-3).join(''))
  return found
}

const readingOf = (needles: readonly string[]): Reading => ({ needles, trigrams: [...new Set(needles.flatMap(trigramsOf))] })

/** Digits of a number as typed: without the prefixes `00` and `0`, which no international number carries. */
const needleOfDigits = (text: string): string => digitsOf(text).replace(/^0+/, '')

/** Reads what was typed into a search field: a part of a phone however it is written, or words that must all occur. */
export const planSearch = (text: string): SearchPlan | null => {
  const folded = fold(text).slice(0, 200).trim()
  if (folded === '') return null
  const digits = phoneLike.test(folded) ? needleOfDigits(folded) : ''
  if (digits.length < shortestPart) return { readings: [readingOf(folded.split(' '))], prefix: folded, digits }
  // What looks like a number may as well be a postal code or a house.
  const readings = digits === folded ? [readingOf([digits])] : [readingOf([digits]), readingOf([folded])]
  return { readings, prefix: folded, digits }
}
