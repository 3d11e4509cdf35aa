/** Somebody as typed or pasted; nothing of it has been checked. */
export interface TypedPerson {
  readonly name: string
  readonly email: string
  readonly extension: string
}

const address = /[^\s,;<>"']+@[^\s,;<>"']+/g
/** `Anna Zielińska <anna@firma.pl>` or the bare address, as they stand in a mail program's line of recipients. */
const recipient = /(?:"?([^"<>,;@]*?)"?\s*<\s*([^\s,;<>]+@[^\s,;<>]+)\s*>)|([^\s,;<>"']+@[^\s,;<>"']+)/g

const addressesIn = (text: string): readonly string[] => text.match(address) ?? []

const isExtension = (cell: string) => /^\d{1,10}$/.test(cell)

const recipientsOf = (line: string): TypedPerson[] =>
  [...line.matchAll(recipient)].map(([, name = '', inBrackets, bare]) => ({
    name: name.trim(),
    email: inBrackets ?? bare ?? '',
    extension: '',
  }))

const unquoted = (cell: string) => cell.trim().replace(/^"(.*)"$/, '$1')

/** One person in a line: cells parted by tabs, semicolons or commas; else words, of which the last digits are the extension. */
const personOf = (line: string): TypedPerson => {
  const separator = ['\t', ';', ','].find((one) => line.includes(one))
  const [found] = recipientsOf(line)
  const email = found?.email ?? ''
  if (separator === undefined) {
    const words = line
      .replace(email, ' ')
      .replace(/[<>"]/g, ' ')
      .split(/\s+/)
      .filter((word) => word !== '')
    const last = words.at(-1) ?? ''
    const extension = isExtension(last) ? last : ''
    return { name: (extension ? words.slice(0, -1) : words).join(' '), email, extension }
  }
  const others = line
    .split(separator)
    .map(unquoted)
    .filter((cell) => cell !== '' && !cell.includes('@'))
  const names = others.filter((cell) => !isExtension(cell))
  // What stands where an extension was meant is kept, so that it is told to be none.
  return { name: names[0] ?? found?.name ?? '', email, extension: others.find(isExtension) ?? names[1] ?? '' }
}

/** Where several addresses stand in a line, each part of it is somebody: what is no address must not vanish between two that are. */
const recipientsIn = (line: string): TypedPerson[] => {
  if (line.includes('"')) return recipientsOf(line)
  const parts = /[<,;]/.test(line) ? line.split(/[,;]/) : line.split(/\s+/)
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(personOf)
}

/** The first line of a table often names its columns. */
const isHeading = (line: string, index: number) => index === 0 && addressesIn(line).length === 0 && /e-?mail|adres/i.test(line)

/** Reads people from lines as they are pasted: `name; e-mail; extension`, cells of a spreadsheet, recipients of a mail, or bare addresses. */
export const readPeople = (text: string): TypedPerson[] =>
  text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line, index) => line !== '' && !isHeading(line, index))
    .flatMap((line) => (addressesIn(line).length > 1 ? recipientsIn(line) : [personOf(line)]))

/** Whether what is pasted is more than one field of one person. */
export const holdsPeople = (text: string): boolean => {
  const trimmed = text.trim()
  return addressesIn(trimmed).length > 0 && /[\s,;<]\S/.test(trimmed)
}
