/** Asks before a page with a call on its line is left, and says good-bye when it goes; answers what stops it. */
export const guardPage = (page: Window, isBusy: () => boolean, leave: () => void): (() => void) => {
  const ask = (event: BeforeUnloadEvent) => {
    if (isBusy()) event.preventDefault()
  }
  page.addEventListener('beforeunload', ask)
  page.addEventListener('pagehide', leave)
  return () => {
    page.removeEventListener('beforeunload', ask)
    page.removeEventListener('pagehide', leave)
  }
}
