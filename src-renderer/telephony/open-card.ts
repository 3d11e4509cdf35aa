import { go } from '../app/navigation.ts'
import { formatRoute, type Route } from '../app/routes.ts'

/** The name of the window with the screens: the telephone's window finds it by that. */
const mainWindowName = 'leadline'

/** To be called once by the page with the screens. */
export const nameMainWindow = (): void => {
  window.name = mainWindowName
}

/** Where the card of somebody is: beside the list they are in. */
export const cardOf = (match: { readonly contactId: string; readonly stage: 'lead' | 'client' }): Route => ({
  screen: match.stage === 'lead' ? 'leads' : 'clients',
  contactId: match.contactId,
})

/** Goes to a place in the window of the screens, from wherever it is asked. */
export const openInMainWindow = (route: Route, isDialler: boolean): void => {
  if (isDialler) window.open(`./${formatRoute(route)}`, mainWindowName)
  else go(route)
}
