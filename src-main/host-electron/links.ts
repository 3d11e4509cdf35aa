import { isCallLink } from './call-links.ts'
import { isProgramLink } from './invitation-links.ts'

/** The first link among the words of a command line: a call to make, or an invitation. */
export const linkAmong = (words: readonly string[]): string | null => words.find((word) => isCallLink(word) || isProgramLink(word)) ?? null
