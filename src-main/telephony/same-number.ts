import { backwards, lastNine } from '../../src-shared/lib/digits.ts'

/** Where numbers are looked up from their last digit to the first. */
export interface NumberIndex<Found> {
  readonly whole: (digitsBackwards: string) => readonly Found[]
  /** Those that begin so; at most `limit`. */
  readonly starting: (digitsBackwards: string, limit: number) => readonly Found[]
}

/** Who has a number, however it is written: by all digits, else by the last nine where those are one's alone. */
export const sameNumber = <Found>({ whole, starting }: NumberIndex<Found>, digits: string): readonly Found[] => {
  const found = whole(backwards(digits))
  if (found.length > 0) return found
  const nine = lastNine(digits)
  const similar = nine === null ? [] : starting(backwards(nine), 2)
  return similar.length === 1 ? similar : []
}
