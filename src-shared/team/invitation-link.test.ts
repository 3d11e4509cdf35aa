import { describe, expect, it } from 'vitest'
import { invitationLink } from '../sync/server-contract.ts'
import { programLink, readInvitationLink, tokenLength } from './invitation-link.ts'

const token = 'a-Z_9'.padEnd(tokenLength, 'x')

const refusalOf = (link: string): string => {
  try {
    return JSON.stringify(readInvitationLink(link))
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('the link of an invitation', () => {
  it('S8.3 says where the server is, and holds the secret', () => {
    for (const server of ['https://crm.firma.example', 'http://10.0.0.5:4320', 'https://firma.example/leadline']) {
      expect(readInvitationLink(invitationLink(`${server}/`, token))).toEqual({ server, token })
      expect(readInvitationLink(programLink({ server, token }))).toEqual({ server, token })
    }
  })

  it('is read with what a mail program puts around it', () => {
    const link = invitationLink('https://crm.firma.example', token)
    for (const typed of [` ${link}\n`, `<${link}>`, `"${link}"`, `${link}.`]) {
      expect(readInvitationLink(typed)).toEqual({ server: 'https://crm.firma.example', token })
    }
  })

  it('is read without its scheme', () => {
    const servers = [
      'https://crm.firma.example',
      'https://firma.example/leadline',
      'http://10.0.0.5:4320',
      'http://serwer:4320',
      'http://[::1]:4320',
    ]
    for (const server of servers) {
      const bare = server.replace(/^https?:\/\//, '')
      expect(readInvitationLink(invitationLink(bare, token))).toEqual({ server, token })
    }
  })

  it('cut off at its end it says so', () => {
    const link = invitationLink('https://crm.firma.example', token)
    for (const typed of [link.slice(0, -1), link.slice(0, link.indexOf('#') + 1), link.slice(0, link.indexOf('#'))]) {
      expect(refusalOf(typed)).toBe('invitation_cut_off')
    }
  })

  it('something else is no invitation', () => {
    for (const typed of [
      'abc',
      'https://crm.firma.example/',
      'javascript:alert(1)',
      `${invitationLink('https://a.example', token)}xx`,
      'leadline://join?server=%zz#a',
      invitationLink('javascript:alert', token),
      invitationLink('ftp://crm.firma.example', token),
      // The host is what stands behind the @.
      invitationLink('https://crm.firma.example@other.example', token),
      programLink({ server: 'https://crm.firma.example\\@other.example', token }),
    ]) {
      expect(refusalOf(typed)).toBe('bad_input')
    }
  })
})
