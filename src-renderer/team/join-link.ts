import { useLayoutEffect } from 'react'
import { create } from 'zustand'
import { go, useRoute } from '../app/navigation.ts'

/** The link of an invitation with which the program was opened, until it has been used or put away. */
export const useJoinLink = create<{ readonly link: string | null }>(() => ({ link: null }))

export const putLinkAway = (): void => useJoinLink.setState({ link: null })

/**
 * Takes such a link out of the address of the page: there is a secret in it, which stays in no history. The wizard of a first start shows
 * it by itself; else the settings do.
 */
export const useLinkFromAddress = (firstStart: boolean): void => {
  const route = useRoute()
  useLayoutEffect(() => {
    if (route.screen !== 'join') return
    useJoinLink.setState({ link: route.link })
    go(firstStart ? { screen: 'general' } : { screen: 'settings', page: 'team' }, { replace: true })
  }, [route, firstStart])
}
