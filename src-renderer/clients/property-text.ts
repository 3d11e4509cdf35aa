/** A number as it is typed in a language: `1234,5`. */
export const numberText = (value: number, language: string): string =>
  new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 20 }).format(value)

/** What somebody means by `1 234,5` or `1234.5`; undefined where it is no number. */
export const typedNumber = (text: string): number | undefined => {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined
}

// `firma.example:8080` names a port and no scheme.
const scheme = /^[a-z][a-z\d+.-]*:(?!\d)/i

/** The address of a page; `https` where nothing else is said. */
export const linkOf = (typed: string): string => (scheme.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`)

/** Where a link of a card may lead; null where it is no page of the web: what somebody has typed or imported is no program to run. */
export const pageAt = (typed: string): string | null => {
  const address = typed.trim() === '' ? null : URL.parse(linkOf(typed))
  return address && ['http:', 'https:'].includes(address.protocol) ? address.href : null
}
