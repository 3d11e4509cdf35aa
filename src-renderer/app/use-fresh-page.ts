import { useEffect, useRef } from 'react'

/**
 * Begins the page anew when another workspace has been opened: what it remembers (selections, drafts, its journal) is of the old one.
 * The core opens another one only while there is no call and no import.
 */
export const useFreshPage = (workspaceId: string | undefined): void => {
  const first = useRef(workspaceId)
  useEffect(() => {
    if (workspaceId === undefined || workspaceId === first.current) return
    if (first.current !== undefined) window.location.reload()
    first.current = workspaceId
  }, [workspaceId])
}
