import { describe, expect, it } from 'vitest'
import { decideNavigation, decideWindowOpen } from './navigation-policy.ts'
import { addressOf } from './own-pages.ts'

const crm = addressOf('crm')
const dialer = addressOf('dialer')

describe('a page that goes somewhere', () => {
  it('stays where it only moves within itself, or loads again', () => {
    expect(decideNavigation(`${crm}#/clients`, crm)).toEqual({ act: 'stay' })
    expect(decideNavigation(dialer, dialer)).toEqual({ act: 'stay' })
    expect(decideNavigation('leadline://app/#/calls', `${crm}#/clients`)).toEqual({ act: 'stay' })
  })

  it('never becomes the page of the other window', () => {
    expect(decideNavigation(`${crm}#/clients/7`, dialer)).toEqual({ act: 'show', window: 'crm', place: '#/clients/7' })
    expect(decideNavigation(dialer, crm)).toEqual({ act: 'show', window: 'dialer', place: '' })
  })

  it('does not begin as one of ours because it says so', () => {
    expect(decideNavigation(crm, '')).toEqual({ act: 'show', window: 'crm', place: '' })
    expect(decideNavigation('https://example.com/', 'https://example.com/')).toEqual({
      act: 'open-outside',
      address: 'https://example.com/',
    })
  })
})

describe('a page that opens a window', () => {
  it('shows the window that is there', () => {
    expect(decideWindowOpen(dialer)).toEqual({ act: 'show', window: 'dialer', place: '' })
    expect(decideWindowOpen('leadline://app/#/clients/7')).toEqual({ act: 'show', window: 'crm', place: '#/clients/7' })
  })

  it.each([
    ['https://example.com/a?b=c', { act: 'open-outside', address: 'https://example.com/a?b=c' }],
    ['mailto:jan@example.com', { act: 'open-outside', address: 'mailto:jan@example.com' }],
    ['mailto:jan@example.com?attach=/etc/passwd', { act: 'open-outside', address: 'mailto:jan@example.com' }],
    ['tel:601234567', { act: 'dial', number: '601234567' }],
    ['sip:104@pbx.example.com', { act: 'dial', number: '104' }],
  ])('%s opens elsewhere', (address, navigation) => expect(decideWindowOpen(address)).toEqual(navigation))

  it.each([
    'http://example.com/',
    'https://user:secret@example.com/',
    `https://example.com/${'x'.repeat(2100)}`,
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'about:blank',
    'ms-msdt:/id',
    'search-ms:query=x',
    'smb://server/share',
    'mailto:?attach=/etc/passwd',
    'tel:**21*601234567%23',
    'leadline://evil/index.html',
    'leadline://app/assets/index.js',
    '',
    'no address',
  ])('%s opens nothing', (address) => expect(decideWindowOpen(address)).toEqual({ act: 'refuse' }))
})
