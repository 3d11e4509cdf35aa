import { linkAmong } from './links.ts'

export interface DesktopOptions {
  /** As typed; null for the usual folder. */
  readonly dataFolder: string | null
  readonly language: 'pl' | 'en'
  readonly demo: boolean
  /** A number to dial or an invitation, as the system hands it to the program. An invitation is a secret. */
  readonly link: string | null
}

const valueBehind = (words: readonly string[], flag: string): string | null => {
  const joined = words.findLast((word) => word.startsWith(`${flag}=`))
  if (joined !== undefined) return joined.slice(flag.length + 1)
  const next = words[words.lastIndexOf(flag) + 1]
  return words.includes(flag) && next !== undefined && !next.startsWith('--') ? next : null
}

/**
 * Reads the command line of the desktop program. Chromium and the system put words of their own there, so unknown ones are no fault; the
 * launcher has checked what a person typed. `locale` is the system's.
 */
export const readDesktopOptions = (words: readonly string[], locale: string): DesktopOptions => {
  const language = valueBehind(words, '--lang')
  return {
    dataFolder: valueBehind(words, '--data') || null,
    language: language === 'pl' || language === 'en' ? language : /^pl\b/i.test(locale) ? 'pl' : 'en',
    demo: words.includes('--demo'),
    link: linkAmong(words),
  }
}
