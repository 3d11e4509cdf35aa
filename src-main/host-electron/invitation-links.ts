import { programLink, programScheme, readInvitationLink } from '../../src-shared/team/invitation-link.ts'

/** Longest link that is looked at. */
const longest = 1000

const beginning = new RegExp(`^${programScheme}:/*join\\b`, 'i')

/** Whether a text is meant as an invitation for this program. The addresses of its own pages have the same scheme: they are none. */
export const isProgramLink = (text: string): boolean => beginning.test(text)

/**
 * Where the CRM shows an invitation that the system hands to the program; null for every link that is none, or not whole. Any page of the web
 * can hand over links, so nothing else may come of one. It holds a secret.
 */
export const placeOfInvitation = (link: string): string | null => {
  if (link.length > longest || !isProgramLink(link)) return null
  try {
    return `#/join/${encodeURIComponent(programLink(readInvitationLink(link)))}`
  } catch {
    return null
  }
}
