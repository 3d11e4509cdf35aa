import type { Browser } from '@playwright/test'
import { createTransport } from 'nodemailer'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import { openedCalls, startKamailio } from './kamailio.ts'
import { behaviours, phoneThat } from './numbers.ts'
import { mailDomain, type Postfix, refusedRecipient, startPostfix } from './postfix.ts'
import { startTelephone, type Telephone } from './telephone.ts'
import { openWebParty, type WebParty, type WebPartyOptions } from './web-party.ts'

describe('the servers of the tests', () => {
  let browser: Browser
  let telephone: Telephone
  const parties: WebParty[] = []

  beforeAll(async () => {
    browser = await launchChromium()
    telephone = await startTelephone()
  })

  afterEach(async () => {
    await Promise.all(parties.splice(0).map((party) => party.close()))
  })

  afterAll(async () => {
    await Promise.allSettled([browser?.close(), telephone?.close()])
  })

  async function open(user: string, options: Partial<WebPartyOptions> = {}): Promise<WebParty> {
    const party = await openWebParty(browser, { wsUrl: telephone.wsUrl, user, ...options })
    parties.push(party)
    return party
  }

  it('a web party registers, and a wrong password is refused', async () => {
    const party = await open('101')
    expect((await party.partyState()).registration).toBe('registered')
    await expect(open('102', { password: 'wrong' })).rejects.toThrow('Authentication Error')
  })

  it('a web party calls another: sound both ways, hold, tones, end', async () => {
    const [caller, callee] = await Promise.all([open('101'), open('102')])
    await caller.call('102')
    await callee.waitFor('incoming')
    await caller.waitFor('ringing')
    await callee.answer()
    await Promise.all([caller.waitFor('answered'), callee.waitFor('answered')])
    const [heard, heardThere] = await Promise.all([caller.waitForSound(), callee.waitForSound()])
    expect(heard.audioEnergy).toBeGreaterThan(0)
    expect(heardThere.audioEnergy).toBeGreaterThan(0)
    await caller.hold()
    await expect.poll(async () => (await callee.currentCall()).held).toEqual({ local: false, remote: true })
    await caller.unhold()
    await expect.poll(async () => (await callee.currentCall()).held).toEqual({ local: false, remote: false })
    await caller.sendDtmf('5#')
    await expect.poll(async () => (await callee.currentCall()).tones).toBe('5#')
    await callee.hangup()
    expect((await caller.waitFor('ended')).cause).toBe('Terminated')
  })

  it('a web party refuses with the code it is told, a user who is not there is unknown, a caller may give up', async () => {
    const [caller, callee] = await Promise.all([open('101'), open('102')])
    await caller.call('102')
    await callee.waitFor('incoming')
    await callee.reject(486)
    expect(await caller.waitFor('failed')).toMatchObject({ code: 486, cause: 'Busy' })
    await caller.call('103')
    expect(await caller.waitFor('failed')).toMatchObject({ code: 404, cause: 'Not Found' })
    await caller.call('102')
    await callee.waitFor('incoming')
    await caller.hangup()
    expect((await callee.waitFor('failed')).cause).toBe('Canceled')
  })

  it('a web party may call from any number, or from none, and the call goes on after hold', async () => {
    const [caller, callee] = await Promise.all([open('201', { callerId: '+48601234567', callerName: 'Anna Nowak' }), open('101')])
    await caller.call('101')
    expect(await callee.waitFor('incoming')).toMatchObject({ remoteUser: '+48601234567', remoteName: 'Anna Nowak' })
    await callee.answer()
    await Promise.all([caller.waitFor('answered'), callee.waitFor('answered')])
    await callee.hold()
    await callee.unhold()
    await callee.waitForSound()
    await callee.hangup()
    await caller.waitFor('ended')
    await caller.call('101', { anonymous: true })
    expect((await callee.waitFor('incoming')).remoteUser).toBe('anonymous')
    await caller.hangup()
    await callee.waitFor('failed')
  })

  it('a call is transferred, blind and attended', async () => {
    const [first, second, third] = await Promise.all([open('101'), open('102', { autoAnswer: true }), open('103', { autoAnswer: true })])
    await first.call('102')
    await Promise.all([first.waitFor('answered'), second.waitFor('answered')])
    await first.transfer('103')
    expect((await third.waitFor('answered')).remoteUser).toBe('102')
    await second.waitForSound()
    await first.hangup(0)
    await third.hangup()
    await second.waitFor('ended')

    await first.call('102')
    await Promise.all([first.waitFor('answered'), second.waitFor('answered')])
    await first.hold()
    await first.call('103')
    await Promise.all([first.waitFor('answered'), third.waitFor('answered')])
    const { calls } = await first.partyState()
    await first.transfer('103', calls.length - 1, calls.length - 2)
    await expect.poll(async () => (await first.partyState()).calls.at(-1)?.state).toBe('ended')
    await third.waitForSound()
  })

  it('a number outside answers and echoes: in PCMU through the media proxy, tones and hold arrive there', async () => {
    const caller = await open('101')
    await caller.call('601234567')
    await caller.waitFor('answered')
    const heard = await caller.waitForSound()
    expect(heard.codec).toBe('PCMU')
    await caller.sendDtmf('7')
    await telephone.party.waitForEvent('tone', '7')
    await caller.hold()
    await telephone.party.waitForEvent('renegotiated', 'sendonly')
    await caller.unhold()
    await telephone.party.waitForEvent('renegotiated', 'sendrecv')
    await caller.waitForSound()
    await caller.hangup()
    const [call] = await telephone.waitForCalls('601234567')
    expect(call).toMatchObject({ from: '101', transport: 'ws' })
    await expect
      .poll(
        () =>
          telephone.party
            .events()
            .filter((event) => event.callId === call!.callId)
            .at(-1)?.name,
      )
      .toBe('ended')
  })

  it.each([
    { number: phoneThat('busy'), code: 486, cause: 'Busy' },
    { number: phoneThat('unknown'), code: 404, cause: 'Not Found' },
    { number: behaviours.declines, code: 603, cause: 'Rejected' },
    { number: behaviours.unavailable, code: 503, cause: 'SIP Failure Code' },
    { number: phoneThat('doesNotAnswer'), code: 480, cause: 'Unavailable' },
    { number: behaviours.silent, code: 408, cause: 'Unavailable' },
  ])('$number is refused with $code', async ({ number, code, cause }) => {
    const caller = await open('101')
    await caller.call(number)
    expect(await caller.waitFor('failed')).toMatchObject({ code, cause })
  })

  it('a number outside rings for ever, rings first, sends early sound, or hangs up by itself', async () => {
    const caller = await open('101')
    await caller.call(behaviours.ringsForEver)
    await caller.waitFor('ringing')
    await caller.hangup()
    expect((await caller.waitFor('failed')).cause).toBe('Canceled')
    await telephone.party.waitForEvent('cancelled')
    for (const number of [phoneThat('ringsThenAnswers'), behaviours.earlyMedia]) {
      await caller.call(number)
      await caller.waitFor('ringing')
      await caller.waitFor('answered')
      await caller.waitForSound()
      await caller.hangup()
      await caller.waitFor('ended')
    }
    await caller.call(behaviours.hangsUp)
    await caller.waitFor('answered')
    expect((await caller.waitFor('ended')).cause).toBe('Terminated')
  })

  it('a number outside calls a web party: named, heard, held, ended by either side', async () => {
    const callee = await open('101')
    const call = await telephone.callFrom('+48601234567', '101', { displayName: 'Jan Kowalski' })
    expect(await callee.waitFor('incoming')).toMatchObject({ remoteUser: '+48601234567', remoteName: 'Jan Kowalski' })
    await call.waitForEvent('ringing')
    await callee.answer()
    await callee.waitFor('answered')
    await callee.waitForSound()
    await callee.hold()
    await callee.unhold()
    await callee.sendDtmf('3')
    await call.waitForEvent('tone', '3')
    await call.hangUp()
    expect((await callee.waitFor('ended')).cause).toBe('Terminated')

    const second = await telephone.callFrom('+48601234568', '101')
    await callee.waitFor('incoming')
    await callee.answer()
    await callee.waitFor('answered')
    await callee.hangup()
    await second.waitForEvent('ended')
  })

  it('a number outside gives up while it rings, and hears a refusal', async () => {
    const callee = await open('101')
    const call = await telephone.callFrom('+48601234567', '101')
    await callee.waitFor('incoming')
    await call.waitForEvent('ringing')
    await call.hangUp()
    expect((await callee.waitFor('failed')).cause).toBe('Canceled')
    const second = await telephone.callFrom('+48601234567', '101')
    await callee.waitFor('incoming')
    await callee.reject(603)
    await second.waitForEvent('refused', '603')
  })

  it('the server is stopped, killed and started again on the same ports, and its peers come back', async () => {
    const [caller, callee] = await Promise.all([open('101'), open('102', { autoAnswer: true })])
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      await telephone.stop(signal)
      expect(telephone.isRunning()).toBe(false)
      await expect.poll(async () => (await caller.partyState()).connected).toBe(false)
      await telephone.start()
      await Promise.all([caller.waitForRegistration('registered'), callee.waitForRegistration('registered')])
      await caller.call('102')
      await caller.waitFor('answered')
      await caller.hangup()
      await callee.waitFor('ended')
    }
    const calls = openedCalls(telephone.requests()).filter((call) => call.from === '101' && call.to === '102')
    expect(calls.length).toBeGreaterThanOrEqual(2)
  })
  it('a call goes on while the server is started again, and ends where its other side is by then', async () => {
    const [caller, callee] = await Promise.all([open('101'), open('102', { autoAnswer: true })])
    await caller.call('102')
    await Promise.all([caller.waitFor('answered'), callee.waitFor('answered')])
    const before = Date.now()
    await telephone.restart('SIGKILL')
    await caller.waitForSound()
    await Promise.all([telephone.waitForRegistration('101', before), telephone.waitForRegistration('102', before)])
    await callee.hangup()
    expect((await caller.waitFor('ended')).cause).toBe('Terminated')
  })
  it('a server without the plain party knows no numbers outside, and gives up a call that rings too long', async () => {
    const server = await startKamailio({ ringSeconds: 1 })
    try {
      const [caller, callee] = await Promise.all([open('101', { wsUrl: server.wsUrl }), open('102', { wsUrl: server.wsUrl })])
      await caller.call('601234567')
      expect(await caller.waitFor('failed')).toMatchObject({ code: 404 })
      await caller.call('102')
      await callee.waitFor('incoming')
      expect(await caller.waitFor('failed')).toMatchObject({ code: 408 })
      await callee.waitFor('failed')
    } finally {
      await server.stop()
    }
  })
})

describe('the mail server of the tests', () => {
  let postfix: Postfix

  beforeAll(async () => {
    postfix = await startPostfix()
  })

  afterAll(async () => {
    await postfix?.close()
  })

  async function send(to: string, subject: string): Promise<unknown> {
    const transport = createTransport(postfix.url)
    try {
      return await transport.sendMail({ from: `crm@${mailDomain}`, to, subject, text: 'Zażółć gęślą jaźń' })
    } finally {
      transport.close()
    }
  }

  it('delivers to everybody of its domain, to each their own', async () => {
    await Promise.all([send(`anna@${mailDomain}`, 'first'), send(`jan@${mailDomain}`, 'other')])
    await postfix.messagesTo(`anna@${mailDomain}`)
    await send(`Anna@${mailDomain}`, 'second')
    const messages = await postfix.messagesTo(`anna@${mailDomain}`, 2)
    expect(messages.map((message) => /^Subject: (.*)$/m.exec(message)?.[1])).toEqual(['first', 'second'])
    expect(await postfix.messagesTo(`jan@${mailDomain}`)).toEqual([expect.stringContaining('Subject: other')])
  })

  it('refuses one recipient of it, and everybody outside', async () => {
    await expect(send(refusedRecipient, 'refused')).rejects.toMatchObject({ responseCode: 550 })
    await expect(send('anna@example.com', 'outside')).rejects.toMatchObject({ responseCode: 554 })
  })

  it('is gone when it is stopped, and takes mail again on the same port once it is started', async () => {
    await postfix.stop()
    expect(postfix.isRunning()).toBe(false)
    await expect(send(`ewa@${mailDomain}`, 'lost')).rejects.toMatchObject({ code: 'ESOCKET' })
    await postfix.start()
    await send(`ewa@${mailDomain}`, 'found')
    expect(await postfix.messagesTo(`ewa@${mailDomain}`)).toEqual([expect.stringContaining('Subject: found')])
  })
})
