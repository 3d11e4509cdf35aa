import type { Source } from '../catalogue/catalogue-kinds.ts'
import { sourceParams } from '../contacts/contact-kind.ts'

type NamedSource = Pick<Source, 'name' | 'param' | 'value'>

const annotated = new RegExp(`^(.*\\S) \\((${sourceParams.join('|')})=([^()]*)\\)$`, 's')

// Within the brackets nothing may end them, and nothing may be taken for a space too many.
const special = /[%()]|[^\S ]|^ | $| (?= )/g
const codeOf = (character: string): string =>
  /[()]/.test(character) ? `%${character.charCodeAt(0).toString(16)}` : encodeURIComponent(character)

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    // A percent sign that somebody has written by hand.
    return value
  }
}

/** What a cell says of a source: `Newsletter (utm_medium=mail)`, or a name alone, which is a source of one's own, as the screens make them. */
export const sourceOfCell = (cell: string): NamedSource => {
  const [, name, param, value = ''] = annotated.exec(cell) ?? []
  if (name === undefined) return { name: cell, param: 'custom', value: cell }
  return { name, param: param as Source['param'], value: decoded(value).trim() }
}

/** The cell from which `sourceOfCell` reads the same. */
export const sourceCell = ({ name, param, value }: NamedSource): string => {
  const isPlain = param === 'custom' && value === name && !annotated.test(name)
  return isPlain ? name : `${name} (${param}=${value.replace(special, codeOf)})`
}
