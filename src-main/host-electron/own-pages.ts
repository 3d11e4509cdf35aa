/** The desktop's pages have an origin of their own: no file of the disk and no page of the web shares it. */
export const scheme = 'leadline'
export const host = 'app'

export type PageName = 'index.html' | 'dialer.html'

export const addressOf = (page: PageName) => `${scheme}://${host}/${page}`

/** Name under which a page opens the window of the telephone. */
export const dialerWindowName = 'leadline-dialer'

/** Whether an address is one of ours. Node takes the origin of such a scheme for opaque, so its parts are compared. */
export const isOwnPage = (address: string): boolean => {
  const url = URL.parse(address)
  return url !== null && url.protocol === `${scheme}:` && url.host === host && url.username === '' && url.password === ''
}
