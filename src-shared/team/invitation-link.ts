import { LeadlineError } from '../lib/errors.ts'
import { invitationPath } from '../sync/server-contract.ts'
import { withScheme } from './server-address.ts'

/** Scheme under which the installed program is opened by a link: `leadline://join?server=…#token`. */
export const programScheme = 'leadline'

/** Characters of a token: 32 random bytes in base64url. */
export const tokenLength = 43

export interface InvitationLink {
  /** Address of the team's server, without a slash at its end. */
  readonly server: string
  /** A secret. */
  readonly token: string
}

const cutOff = () => new LeadlineError('invitation_cut_off', 'This link of an invitation is not whole')
const noLink = () => new LeadlineError('bad_input', 'This is no link of an invitation', [{ path: 'link', rule: 'no_invitation' }])

/** `[scheme]://[host][path]#[token]` without a URL class, which is not everywhere where this runs. A name before the host would pass for it. */
const parts = /^(https?):\/\/(\[[\da-f:.]+\](?::\d+)?|[^/?#\s@\\:]+(?::\d+)?)((?:\/[^?#\s]*?)?)\/*(?:#(.*))?$/i

const fromProgram = /^leadline:\/*join\/?\?server=([^#&\s]+)(?:#(.*))?$/i

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    throw noLink()
  }
}

/**
 * Reads a link as it was pasted, with whatever a mail program has put around it, with or without its scheme, or as the system hands it to the program.
 * @throws LeadlineError `bad_input` where it is none, `invitation_cut_off` where its end is missing
 */
export const readInvitationLink = (typed: string): InvitationLink => {
  const link = typed.trim().replace(/^[<"'(]+|[>"').,]+$/g, '')
  const [, given, ofProgram] = fromProgram.exec(link) ?? []
  const whole = given === undefined ? link : `${decoded(given).replace(/\/+$/, '')}${invitationPath}#${ofProgram ?? ''}`
  const [, scheme, host, path = '', token = ''] = parts.exec(withScheme(whole)) ?? []
  if (scheme === undefined || host === undefined || !path.endsWith(invitationPath)) throw noLink()
  if (!/^[\w-]*$/.test(token) || token.length > tokenLength) throw noLink()
  if (token.length < tokenLength) throw cutOff()
  return { server: `${scheme.toLowerCase()}://${host}${path.slice(0, -invitationPath.length)}`, token }
}

/** The link under which the installed program opens an invitation. */
export const programLink = ({ server, token }: InvitationLink): string =>
  `${programScheme}://join?server=${encodeURIComponent(server)}#${token}`
