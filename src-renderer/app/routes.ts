/** Where a person can be. The address behind `#` holds it, so that going back works and a reload comes back to the same place. */
export type Route =
  | { readonly screen: 'general' }
  | { readonly screen: 'clients' | 'leads'; readonly contactId: string | null }
  | { readonly screen: 'contact'; readonly contactId: string }
  | { readonly screen: 'calls' }
  | { readonly screen: 'team'; readonly tab: TeamTab; readonly memberId: string | null }
  | { readonly screen: 'settings'; readonly page: SettingsPage }
  | { readonly screen: 'attention' }
  | { readonly screen: 'duplicates' }
  | { readonly screen: 'help' }
  /** The link of an invitation, as it was opened. There is a secret in it: it is taken out of the address at once. */
  | { readonly screen: 'join'; readonly link: string }

export const teamTabs = ['people', 'invitations', 'performance'] as const
export type TeamTab = (typeof teamTabs)[number]

export const settingsPages = [
  'profile',
  'team',
  'groups',
  'telephony',
  'general',
  'tags',
  'sources',
  'properties',
  'statuses',
  'imports',
  'export',
  'audit',
] as const
export type SettingsPage = (typeof settingsPages)[number]

const isSettingsPage = (value: string | undefined): value is SettingsPage =>
  (settingsPages as readonly (string | undefined)[]).includes(value)

const isTeamTab = (value: string | undefined): value is TeamTab => (teamTabs as readonly (string | undefined)[]).includes(value)

const home: Route = { screen: 'general' }

const joinRoute = (encoded: string): Route => {
  try {
    return { screen: 'join', link: decodeURIComponent(encoded) }
  } catch {
    return home
  }
}

/** Reads an address; one that is not known leads home. */
export const parseRoute = (hash: string): Route => {
  const [screen, detail, further] = hash.replace(/^#?\/?/, '').split('/')
  switch (screen) {
    case 'clients':
    case 'leads':
      return { screen, contactId: detail || null }
    case 'contact':
      return detail ? { screen, contactId: detail } : home
    case 'calls':
    case 'attention':
    case 'duplicates':
    case 'help':
      return { screen }
    case 'team': {
      const tab = isTeamTab(detail) ? detail : 'people'
      return { screen, tab, memberId: tab === 'people' ? further || null : null }
    }
    case 'settings':
      return { screen, page: isSettingsPage(detail) ? detail : 'profile' }
    case 'join':
      return detail ? joinRoute(detail) : home
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
    case 'team':
      if (route.tab !== 'people') return `#/team/${route.tab}`
      return route.memberId ? `#/team/people/${route.memberId}` : '#/team'
    case 'settings':
      return `#/settings/${route.page}`
    case 'join':
      return `#/join/${encodeURIComponent(route.link)}`
    default:
      return `#/${route.screen}`
  }
}
