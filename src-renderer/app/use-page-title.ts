import { useEffect } from 'react'

/** The title of the window tells the screen. */
export const usePageTitle = (title: string): void => {
  useEffect(() => {
    document.title = `${title} · Leadline`
  }, [title])
}
