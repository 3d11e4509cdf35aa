import { describe, expect, it } from 'vitest'
import { numberOfLink } from './call-links.ts'

describe('a link that asks for a call', () => {
  it.each([
    ['tel:+48601234567', '+48601234567'],
    ['tel:+48-601-234-567', '+48601234567'],
    ['tel:(22)%20621.30.30', '226213030'],
    ['TEL:601234567', '601234567'],
    ['tel:601234567;phone-context=+48', '601234567'],
    ['tel://601234567/', '601234567'],
    ['callto:+48601234567', '+48601234567'],
    ['callto://+48601234567', '+48601234567'],
    ['sip:104@pbx.example.com', '104'],
    ['sip:104:secret@pbx.example.com', '104'],
    ['sips:anna.nowak@pbx.example.com;transport=wss?subject=x', 'anna.nowak'],
    ['sip:+48601234567@pbx.example.com;user=phone', '+48601234567'],
  ])('%s dials %s', (link, number) => expect(numberOfLink(link)).toBe(number))

  it.each([
    ['a code that forwards calls', 'tel:**21*601234567%23'],
    ['a code of the network', 'tel:*100%23'],
    ['no number', 'tel:'],
    ['words', 'callto:anna'],
    ['a number longer than any', `tel:${'1'.repeat(33)}`],
    ['an escape that is none', 'tel:%E0%A4%A'],
    ['an address of thousands of letters', `sip:104@${'x'.repeat(2000)}`],
    ['no user before the host', 'sip:@pbx.example.com'],
    ['another scheme', 'https://example.com/601234567'],
  ])('with %s dials nothing', (_what, link) => expect(numberOfLink(link)).toBeNull())
})
