import { isCallLink, numberOfLink } from './call-links.ts'
import { dialerWindowName, isOwnPage } from './own-pages.ts'

/** What becomes of an address that a page wants to go to. */
export type Navigation =
  | { readonly act: 'stay' }
  | { readonly act: 'open-outside'; readonly address: string }
  | { readonly act: 'dial'; readonly number: string }
  | { readonly act: 'show-dialer' }
  | { readonly act: 'refuse' }

const refuse: Navigation = { act: 'refuse' }

/** Longest address that Windows opens. */
const longest = 2083

/** Addresses for the browser and the mail program of the system: nothing else may reach `shell.openExternal`, which runs programs. */
const outside = (address: string): Navigation => {
  const url = URL.parse(address)
  if (url === null || address.length > longest) return refuse
  if (url.protocol === 'https:') return url.username === '' && url.password === '' ? { act: 'open-outside', address: url.href } : refuse
  // Only the recipient: some mail programs take `attach` and send a file of the disk.
  if (url.protocol === 'mailto:') return /^[^?\s]+@[^?\s]+$/.test(url.pathname) ? { act: 'open-outside', address: `mailto:${url.pathname}` } : refuse
  return refuse
}

const elsewhere = (address: string): Navigation => {
  if (!isCallLink(address)) return outside(address)
  const number = numberOfLink(address)
  return number === null ? refuse : { act: 'dial', number }
}

/** A page that goes somewhere: it stays on our pages, and everything else opens elsewhere or not at all. */
export const decideNavigation = (address: string): Navigation => (isOwnPage(address) ? { act: 'stay' } : elsewhere(address))

/** A page that opens a window: only the telephone's is known, and it is there already. */
export const decideWindowOpen = (address: string, windowName: string): Navigation => {
  if (!isOwnPage(address)) return elsewhere(address)
  return windowName === dialerWindowName && URL.parse(address)?.pathname === '/dialer.html' ? { act: 'show-dialer' } : refuse
}
