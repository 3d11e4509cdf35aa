const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i

const isIpv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/

/** Addresses of this machine, and of networks of one's own (RFC 1918). */
const isPrivateIpv4 = /^(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./

/** `[host](:port)` at the beginning of an address without a scheme. */
const hostOf = (address: string): string => /^(\[[^\]]*\]|[^/?#:]*)/.exec(address)?.[1]?.toLowerCase() ?? ''

/** Where nobody can have a certificate: this machine, a network of one's own, a name that only such a network knows. */
const isOwnNetwork = (host: string): boolean => {
  if (host === '[::1]' || host.endsWith('.localhost')) return true
  return isIpv4.test(host) ? isPrivateIpv4.test(host) : !host.startsWith('[') && !host.includes('.')
}

/** An address as it was typed, with the scheme that was left out: `http://` for a server on a network of one's own, else `https://`. */
export const withScheme = (address: string): string =>
  hasScheme.test(address) ? address : `${isOwnNetwork(hostOf(address)) ? 'http' : 'https'}://${address}`
