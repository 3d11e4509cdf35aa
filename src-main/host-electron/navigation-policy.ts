import { isCallLink, numberOfLink } from './call-links.ts'
import { pageOf, type WindowName } from './own-pages.ts'

/** What becomes of an address that a page wants to go to. */
export type Navigation =
  | { readonly act: 'stay' }
  /** `place` is the address's hash. */
  | { readonly act: 'show'; readonly window: WindowName; readonly place: string }
  | { readonly act: 'open-outside'; readonly address: string }
  | { readonly act: 'dial'; readonly number: string }
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
  if (url.protocol === 'mailto:')
    return /^[^?\s]+@[^?\s]+$/.test(url.pathname) ? { act: 'open-outside', address: `mailto:${url.pathname}` } : refuse
  return refuse
}

/** A page that opens a window: each of our pages has one already, which is shown; everything else opens elsewhere or not at all. */
export const decideWindowOpen = (address: string): Navigation => {
  const window = pageOf(address)
  if (window !== null) return { act: 'show', window, place: URL.parse(address)?.hash ?? '' }
  if (!isCallLink(address)) return outside(address)
  const number = numberOfLink(address)
  return number === null ? refuse : { act: 'dial', number }
}

/** A page that goes somewhere. It stays itself: the telephone's would end the call if it became another. */
export const decideNavigation = (address: string, current: string): Navigation => {
  const page = pageOf(address)
  return page !== null && page === pageOf(current) ? { act: 'stay' } : decideWindowOpen(address)
}
