/** The desktop's pages have an origin of their own: no file of the disk and no page of the web shares it. */
export const scheme = 'leadline'
const host = 'app'

export type WindowName = 'crm' | 'dialer'

const files: Readonly<Record<WindowName, string>> = { crm: 'index.html', dialer: 'dialer.html' }

/** Address of a window's page. `place` is where in it: a hash, or nothing. */
export const addressOf = (name: WindowName, place = ''): string => `${scheme}://${host}/${files[name]}${place}`

/** Whether an address is one of ours. Node takes the origin of such a scheme for opaque, so its parts are compared. */
export const isOwnPage = (address: string): boolean => {
  const url = URL.parse(address)
  return url !== null && url.protocol === `${scheme}:` && url.host === host && url.username === '' && url.password === ''
}

/** The window whose page an address means; null for what is none of ours, or no page. */
export const pageOf = (address: string): WindowName | null => {
  if (!isOwnPage(address)) return null
  const path = URL.parse(address)?.pathname
  if (path === '/' || path === `/${files.crm}`) return 'crm'
  return path === `/${files.dialer}` ? 'dialer' : null
}
