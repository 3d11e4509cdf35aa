const schemes = /^(?:tel|callto|sips?):/i

/** Longest address that is looked at. */
const longest = 2000

export const isCallLink = (text: string): boolean => schemes.test(text)

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** Visual separators of RFC 3966, and the spaces that people write into links. */
const withoutSeparators = (text: string) => text.replace(/[\s().-]/g, '')

/**
 * The number that a `tel:` (RFC 3966), `callto:` or `sip:` (RFC 3261, 19.1) link asks to dial; null where it asks for none. Codes with `*` and
 * `#` are refused: a link from a mail or a web page could otherwise forward this telephone's calls.
 */
export const numberOfLink = (link: string): string | null => {
  if (link.length > longest || !schemes.test(link)) return null
  const [name = '', ...rest] = link.split(':')
  const address = rest.join(':').replace(/^\/\//, '')
  const target = decoded(address.split(/[;?]/)[0]?.replace(/\/$/, '') ?? '')
  if (target === null) return null
  const isSip = /^sips?$/i.test(name)
  // A password in a SIP address (`user:secret@host`) is nobody's number.
  const user = target.split('@')[0]?.split(':')[0] ?? ''
  const number = withoutSeparators(isSip || target.includes('@') ? user : target)
  if (/^\+?\d{1,32}$/.test(number)) return number
  return isSip && /^[a-z0-9][a-z0-9._-]{1,63}$/i.test(user) ? user : null
}
