import { fold } from '../../src-shared/lib/fold.ts'

/** A colleague, as far as a text names them. */
export interface Named {
  readonly id: string
  readonly name: string
}

/** A mention that is being typed: where its `@` stands, and what was typed behind it. */
export interface TypedMention {
  readonly start: number
  readonly text: string
}

/** Characters behind `@` after which it is a sentence and no name. */
const longest = 60

/** What may stand before an `@` that names somebody: not the middle of an address. */
const before = /[\s([{„"'’–—-]/

/** The mention at the caret; null where none is being typed. */
export const mentionAt = (text: string, caret: number): TypedMention | null => {
  const start = text.lastIndexOf('@', caret - 1)
  if (start < 0 || caret - start > longest) return null
  if (start > 0 && !before.test(text[start - 1] ?? '')) return null
  const typed = text.slice(start + 1, caret)
  return /\n/.test(typed) || typed.startsWith(' ') ? null : { start, text: typed }
}

/** Colleagues whose name, or a part of it, begins with what was typed, in the order of their names. */
export const colleaguesFor = <Colleague extends Named>(typed: string, colleagues: readonly Colleague[]): readonly Colleague[] => {
  const wanted = fold(typed)
  return colleagues
    .filter(({ name }) => {
      const folded = fold(name)
      return folded.startsWith(wanted) || folded.split(' ').some((part) => part.startsWith(wanted))
    })
    .toSorted((one, other) => one.name.localeCompare(other.name))
}

/** The text with the mention finished, and where the caret stands then. */
export const withMention = (text: string, { start, text: typed }: TypedMention, name: string): { text: string; caret: number } => {
  const head = `${text.slice(0, start)}@${name} `
  const tail = text.slice(start + 1 + typed.length)
  return { text: head + tail.replace(/^ /, ''), caret: head.length }
}

export type TextPart = { readonly text: string; readonly named: Named | null }

/** A letter or digit right behind a name makes it another word. */
const goesOn = /[\p{L}\p{N}]/u

/** A text in parts, each mention one of its own. Of names that begin alike the longest counts. */
export const partsOf = (text: string, colleagues: readonly Named[]): readonly TextPart[] => {
  const known = colleagues.filter(({ name }) => name !== '').toSorted((one, other) => other.name.length - one.name.length)
  const parts: TextPart[] = []
  let plain = 0
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (at > 0 && !before.test(text[at - 1] ?? '')) continue
    const named = known.find(({ name }) => text.startsWith(name, at + 1) && !goesOn.test(text[at + 1 + name.length] ?? ''))
    if (!named) continue
    if (at > plain) parts.push({ text: text.slice(plain, at), named: null })
    plain = at + 1 + named.name.length
    parts.push({ text: text.slice(at, plain), named })
    at = plain - 1
  }
  if (plain < text.length) parts.push({ text: text.slice(plain), named: null })
  return parts
}

/** Ids of those whom a text names, each once. */
export const mentionedIn = (text: string, colleagues: readonly Named[]): string[] => [
  ...new Set(partsOf(text, colleagues).flatMap(({ named }) => (named ? [named.id] : []))),
]
