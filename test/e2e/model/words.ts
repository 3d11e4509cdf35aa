import { readFileSync } from 'node:fs'

export type Language = 'pl' | 'en'

/** The text of a screen, by its feature and key (`telephony`, `outcome.busy.title`), in one language. Throws where there is none. */
export const words = (language: Language, feature: string, key: string): string => {
  const path = new URL(`../../../src-renderer/i18n/${language}/${feature}.json`, import.meta.url)
  let found: unknown = JSON.parse(readFileSync(path, 'utf8'))
  for (const part of key.split('.')) found = (found as Record<string, unknown> | undefined)?.[part]
  if (typeof found !== 'string') throw new Error(`There is no text ${feature}:${key} in ${language}`)
  return found
}
