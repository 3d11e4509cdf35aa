/** Where a person can be. The address behind `#` holds it, so that going back works and a reload comes back to the same place. */
export type Route =
  | { readonly screen: 'general' }
  | { readonly screen: 'clients' | 'leads'; readonly contactId: string | null }
  | { readonly screen: 'contact'; readonly contactId: string }
  | { readonly screen: 'calls' }
  | { readonly screen: 'settings'; readonly page: SettingsPage }
  | { readonly screen: 'attention' }
  | { readonly screen: 'help' }

export const settingsPages = ['profile', 'team', 'telephony', 'general'] as const
export type SettingsPage = (typeof settingsPages)[number]

const isSettingsPage = (value: string | undefined): value is SettingsPage =>
  (settingsPages as readonly (string | undefined)[]).includes(value)

const home: Route = { screen: 'general' }

/** Reads an address; one that is not known leads home. */
export const parseRoute = (hash: string): Route => {
  const [screen, detail] = hash.replace(/^#?\/?/, '').split('/')
  switch (screen) {
    case 'clients':
    case 'leads':
      return { screen, contactId: detail || null }
    case 'contact':
      return detail ? { screen, contactId: detail } : home
    case 'calls':
    case 'attention':
    case 'help':
      return { screen }
    case 'settings':
      return { screen, page: isSettingsPage(detail) ? detail : 'profile' }
    default:
      return home
  }
}

export const formatRoute = (route: Route): string => {
  switch (route.screen) {
    case 'clients':
    case 'leads':
      return route.contactId ? `#/${route.screen}/${route.contactId}` : `#/${route.screen}`
    case 'contact':
      return `#/contact/${route.contactId}`
    case 'settings':
      return `#/settings/${route.page}`
    default:
      return `#/${route.screen}`
  }
}
