import { isOwnPage } from './own-pages.ts'

export interface PermissionQuestion {
  readonly permission: string
  /** Address or origin of the page that asks. */
  readonly asker: string
  readonly isMainFrame: boolean
  /** For `media`: what is asked for, `unknown` where Chromium does not say. */
  readonly mediaTypes: readonly string[]
}

/** The microphone, the choice of a loudspeaker, and a telephone system in the office's own network. */
const granted = [
  'speaker-selection',
  'local-network',
  'local-network-access',
  'loopback-network',
  'notifications',
  'clipboard-sanitized-write',
]

/** Whether a page may have what it asks for. Everything that is not listed is refused, the camera with it. */
export const mayHave = ({ permission, asker, isMainFrame, mediaTypes }: PermissionQuestion): boolean => {
  if (!isMainFrame || !isOwnPage(asker)) return false
  if (permission === 'media') return mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio')
  return granted.includes(permission)
}
