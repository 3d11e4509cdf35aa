/** Characters of a name in which a file is kept. */
const longestName = 250

// Control characters, those that turn the direction of writing (they hide what a name ends in), and what no system takes in a name.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
const unsafe = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]/g

/** A name under which a file may be saved on any system, whatever its author wrote; its ending stays. */
export const safeFileName = (name: string): string => {
  const clean = name.replace(unsafe, '_').replace(/^[\s.]+|[\s.]+$/g, '')
  if (clean === '') return 'plik'
  const dot = clean.lastIndexOf('.')
  const ending = dot > 0 && clean.length - dot <= 16 ? clean.slice(dot) : ''
  return clean.length <= longestName ? clean : clean.slice(0, longestName - ending.length) + ending
}
