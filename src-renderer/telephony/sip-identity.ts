/** Who calls, as the headers of an INVITE tell it (RFC 3261 20.20; RFC 3325 for the asserted identity). */
export interface CallerIdentity {
  /** Empty where it is withheld. */
  readonly number: string
  readonly displayName: string
}

const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const parse = (header: string): CallerIdentity | null => {
  const address = /<\s*(?:sips?|tel):([^@;>]*)/i.exec(header) ?? /^\s*(?:sips?|tel):([^@;>\s]*)/i.exec(header)
  if (!address) return null
  const name = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^"<]*))\s*</.exec(header)
  const displayName = (name?.[1]?.replace(/\\(.)/g, '$1') ?? name?.[2] ?? '').trim()
  return { number: percentDecoded(address[1] ?? '').trim(), displayName }
}

const withheld = /^(anonymous|unavailable|unknown|restricted|private)$/i

const shown = ({ number, displayName }: CallerIdentity): CallerIdentity => ({
  number: withheld.test(number) ? '' : number,
  displayName: withheld.test(displayName) || displayName === number ? '' : displayName,
})

/** The asserted identity where the exchange sends one, else From. */
export const callerIdentity = (from: string, asserted: string | undefined): CallerIdentity => {
  const sender = shown(parse(from) ?? { number: '', displayName: '' })
  const vouched = asserted === undefined ? null : parse(asserted)
  if (!vouched) return sender
  const known = shown(vouched)
  return { number: known.number, displayName: known.displayName || sender.displayName }
}
