// Nothing that is read in two ways when it is passed on aloud or by hand.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 4
const groupSize = 4

/** A password to be passed on: four groups of four, some 79 bits of chance. `chance(n)` answers a whole number from 0 to n - 1. */
export const generatePassword = (chance: (below: number) => number): string =>
  Array.from({ length: groups }, () => Array.from({ length: groupSize }, () => letters[chance(letters.length)]).join('')).join('-')

/** Chance fit for secrets: each number as likely as the other. */
export const secretChance = (below: number): number => {
  const fair = Math.floor(256 / below) * below
  const byte = new Uint8Array(1)
  do crypto.getRandomValues(byte)
  while ((byte[0] ?? 0) >= fair)
  return (byte[0] ?? 0) % below
}
