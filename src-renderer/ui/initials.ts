/** How many colours of persons the tokens have. */
const hues = 8

/** The first letters of the first and of the last word; one word gives its first two letters. */
export const initialsOf = (name: string): string => {
  const words = name.split(/[\s-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const first = words[0]
  if (!first) return '?'
  const second = words.length > 1 ? words[1] : undefined
  const letters = second ? [...first].slice(0, 1).concat([...second].slice(0, 1)) : [...first].slice(0, 2)
  return letters.join('').toLocaleUpperCase()
}

/** The colour of a person: the same for the same id on every machine. */
export const hueOf = (id: string): number => {
  let sum = 0
  for (let at = 0; at < id.length; at++) sum = (sum * 31 + id.charCodeAt(at)) >>> 0
  return sum % hues
}
