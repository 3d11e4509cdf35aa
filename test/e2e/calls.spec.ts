import type { Locator, Page } from '@playwright/test'
import { phoneThat } from '../servers/numbers.ts'
import { openWebParty } from '../servers/web-party.ts'
import { importFile } from './model/import.ts'
import { cardOf, expect, openRow, type Program, rowWith, test } from './model/program.ts'
import { expectSilence, expectSound } from './model/sound.ts'
import { words } from './model/words.ts'

const jan = { name: 'Jan Kowalski', number: '+48601234567' }

const csv = `Nazwa;Telefon;Firma\nJan Kowalski;601 234 567;Tartak Bory\nAnna Nowak;502 118 330;\n`

/** Brings Jan from a file, as a person does. */
const bringClients = async (program: Program) => {
  await importFile(program, program.file('klienci.csv', csv))
  await program.crm.getByRole('button', { name: program.word('imports', 'show_list') }).click()
}

const callBar = (crm: Page, program: Program): Locator =>
  crm.getByRole('region', {
    name: new RegExp(`${program.word('telephony', 'call_on_line')}|${program.word('telephony', 'incoming_call')}`),
  })

const noteIn = (page: Page, program: Program) => page.getByPlaceholder(program.word('telephony', 'note_hint'))

test('S11.2 an incoming call shows the client of that number; sound goes both ways; the note and the call are kept', async ({
  program,
  telephone,
  browser,
}) => {
  const { crm, word, goTo } = program
  await bringClients(program)
  const dialer = await program.openSipDialer(telephone)
  const caller = await openWebParty(browser, { wsUrl: telephone.wsUrl, user: '201', callerId: jan.number })
  await caller.call('101')

  await expect(dialer.getByRole('heading', { name: jan.name })).toBeVisible()
  await expect(callBar(crm, program)).toContainText(jan.name)
  await expect(dialer.getByText('Tartak Bory')).toBeVisible()
  await dialer.getByRole('button', { name: word('telephony', 'answer') }).click()
  await caller.waitFor('answered')
  await Promise.all([expectSound(dialer), caller.waitForSound()])
  await noteIn(dialer, program).fill('Chce 40 krzeseł zamiast 30')
  await callBar(crm, program)
    .getByRole('button', { name: word('telephony', 'note'), exact: true })
    .click()
  await expect(noteIn(crm, program)).toHaveValue('Chce 40 krzeseł zamiast 30')

  await caller.hangup()
  await expect(callBar(crm, program)).toContainText('Rozmowa zakończona')
  await goTo('#/calls')
  await expect(rowWith(crm, jan.name)).toContainText(/0:0\d/)
  await openRow(crm, jan.name)
  const card = cardOf(crm, jan.name)
  await expect(card.getByRole('listitem').filter({ hasText: 'Rozmowa przychodząca' })).toContainText(/\d\ss/)
  await expect(card.getByRole('listitem').filter({ hasText: 'Chce 40 krzeseł zamiast 30' })).toBeVisible()

  const [invite] = (await telephone.waitForCalls('101')).filter((one) => one.from === '201' || one.from === jan.number)
  const client = await program.client()
  const [line] = (await client.calls.list({})).rows
  expect(line).toMatchObject({
    contact: { name: jan.name },
    call: { direction: 'incoming', result: 'answer', sipCallId: invite?.callId, number: { e164: jan.number } },
  })
  expect(line?.call.answeredAt).toBeGreaterThan(line?.call.startedAt ?? 0)
  expect(line?.call.endedAt).toBeGreaterThan(line?.call.answeredAt ?? 0)
  await caller.close()
})

test('I7 the core is killed after a note was typed: name, call and every word are there when it is back', async ({
  program,
  telephone,
}) => {
  const { crm, word, goTo } = program
  await bringClients(program)
  const dialer = await program.openSipDialer(telephone)
  const call = await telephone.callFrom(jan.number, '101')
  await dialer.getByRole('button', { name: word('telephony', 'answer') }).click()
  await call.waitForEvent('answered')
  await noteIn(dialer, program).fill('Przed awarią')
  const client = await program.client()
  await expect
    .poll(async () =>
      (await client.feed.list({ contactId: (await client.contacts.suggest({ text: jan.name })).rows[0]!.id })).items.some(
        (item) => item.type === 'note',
      ),
    )
    .toBe(true)
  await program.killCore()

  // The call goes on without the core, and what is typed meanwhile waits in the window.
  await noteIn(dialer, program).fill('Przed awarią. I w jej trakcie')
  await expectSound(dialer)
  await program.startCoreAgain()
  await expect(callBar(crm, program)).toContainText(jan.name)
  await expectSound(dialer)
  await call.hangUp()
  await expect(callBar(crm, program)).toContainText('Rozmowa zakończona')
  await goTo('#/calls')
  await openRow(crm, jan.name)
  await expect(cardOf(crm, jan.name).getByRole('listitem').filter({ hasText: 'Przed awarią. I w jej trakcie' })).toBeVisible()
  const again = await program.client()
  const { rows } = await again.calls.list({})
  expect(rows.map((line) => [line.call.result, line.call.sipCallId])).toEqual([['answer', call.callId]])
  await program.killCore()
  await program.startCoreAgain()
  const after = await program.client()
  expect((await after.calls.list({})).rows.map((line) => line.call.sipCallId)).toEqual([call.callId])
})

test('S11.5 reloading and closing the CRM page in mid-call leaves the call up, and the page comes back to it', async ({
  program,
  telephone,
}) => {
  const { crm, word, context } = program
  await bringClients(program)
  const dialer = await program.openSipDialer(telephone)
  const call = await telephone.callFrom(jan.number, '101')
  await callBar(crm, program)
    .getByRole('button', { name: word('telephony', 'answer') })
    .click()
  await call.waitForEvent('answered')
  // Whoever answers here writes here: h holds nobody and n opens nothing.
  await expect(noteIn(crm, program)).toBeFocused()
  await crm.keyboard.type('chce nowe hantle')
  await expect(noteIn(crm, program)).toHaveValue('chce nowe hantle')
  await crm.reload()
  await expect(callBar(crm, program)).toContainText(jan.name)
  await expectSound(dialer)
  const { address } = program.core()
  await crm.close()
  await expectSound(dialer)
  const another = await context.newPage()
  await another.goto(address)
  await expect(callBar(another, program)).toContainText(jan.name)
  await expectSound(dialer)
  await callBar(another, program)
    .getByRole('button', { name: word('telephony', 'end') })
    .click()
  await call.waitForEvent('ended')
})

test('S11.3 of an unknown number a lead is made by typing a name; the note of the call is theirs', async ({ program, telephone }) => {
  const { crm, word } = program
  const dialer = await program.openSipDialer(telephone)
  const call = await telephone.callFrom('+48512004118', '101')
  await expect(dialer.getByRole('heading', { name: '+48 512 004 118' })).toBeVisible()
  await expect(dialer.getByText(word('telephony', 'unknown_number'))).toBeVisible()
  await dialer.getByRole('button', { name: word('telephony', 'answer') }).click()
  await call.waitForEvent('answered')
  await noteIn(dialer, program).fill('Pyta o szafy')
  await dialer.getByRole('textbox', { name: word('telephony', 'name_of_caller') }).fill('Piotr Ćwikła')
  await dialer.getByRole('button', { name: word('telephony', 'make_lead'), exact: true }).click()
  await expect(dialer.getByRole('heading', { name: 'Piotr Ćwikła' })).toBeVisible()
  await call.hangUp()
  await callBar(crm, program)
    .getByRole('button', { name: word('telephony', 'open_card') })
    .click()
  const card = cardOf(crm, 'Piotr Ćwikła')
  await expect(card.getByRole('listitem').filter({ hasText: 'Pyta o szafy' })).toBeVisible()
  await expect(card.getByText('+48 512 004 118')).toBeVisible()
  const client = await program.client()
  const [line] = (await client.calls.list({})).rows
  expect(await client.contacts.get({ id: line?.contact?.id ?? '' })).toMatchObject({ stage: 'lead', leadSource: 'call_incoming' })
})

test('S11.4 mute, hold and keypad tones reach the other side', async ({ program, telephone }) => {
  const { crm, word } = program
  const number = phoneThat('echoes', 4)
  const dialer = await program.openSipDialer(telephone)
  const client = await program.client()
  await client.telephony.dial({ number })
  const bar = callBar(crm, program)
  await expect(bar.getByRole('button', { name: word('telephony', 'hold') })).toBeEnabled()
  await expectSound(dialer)

  await bar.getByRole('button', { name: word('telephony', 'hold') }).click()
  await telephone.party.waitForEvent('renegotiated', 'sendonly')
  await expect(bar).toContainText(word('telephony', 'held'))
  await bar.getByRole('button', { name: word('telephony', 'resume') }).click()
  await telephone.party.waitForEvent('renegotiated', 'sendrecv')

  await bar.getByRole('button', { name: word('telephony', 'mute') }).click()
  await expect(bar.getByRole('button', { name: word('telephony', 'unmute') })).toBeVisible()
  await expectSilence(dialer)
  await bar.getByRole('button', { name: word('telephony', 'unmute') }).click()
  await expectSound(dialer)

  await bar.getByRole('button', { name: word('telephony', 'tones') }).click()
  await crm.getByRole('button', { name: /^5/ }).click()
  await crm.keyboard.press('#')
  const [call] = await telephone.waitForCalls(number)
  await expect.poll(() => telephone.rtpengine.tones(call?.callId ?? '')).toBe('5#')
  await crm.keyboard.press('Escape')
  await bar.getByRole('button', { name: word('telephony', 'end') }).click()
  await expect(bar).toContainText('Rozmowa zakończona')
})

test('S11.1 a button in the corner opens keypad, contacts and history under one search; what is dialled there is answered', async ({
  program,
  telephone,
}) => {
  const { crm, word } = program
  await bringClients(program)
  await program.openSipDialer(telephone)
  await crm.getByRole('button', { name: word('telephony', 'open_widget') }).click()
  const widget = crm.getByRole('dialog', { name: word('telephony', 'telephone') })
  await widget.getByText(word('telephony', 'contacts'), { exact: true }).click()
  await widget.getByRole('textbox', { name: word('telephony', 'search') }).fill('kowal')
  await expect(widget.getByRole('listitem')).toHaveCount(1)
  await widget.getByRole('textbox', { name: word('telephony', 'search') }).fill('118 33')
  await expect(widget.getByRole('listitem')).toContainText('Anna Nowak')
  await widget.getByRole('textbox', { name: word('telephony', 'number'), exact: true }).fill(phoneThat('echoes'))
  await widget.getByRole('button', { name: word('telephony', 'call'), exact: true }).click()
  await expect(callBar(crm, program)).toContainText(/00:0\d/)
  await callBar(crm, program)
    .getByRole('button', { name: word('telephony', 'end') })
    .click()
  await expect(callBar(crm, program)).toContainText('Rozmowa zakończona')
  const client = await program.client()
  await expect.poll(async () => (await client.calls.list({})).rows[0]?.call.result).toBe('answer')
})

const endings = [
  { number: phoneThat('busy'), key: 'busy' },
  { number: phoneThat('unknown'), key: 'unknown_number' },
  { number: phoneThat('doesNotAnswer'), key: 'unavailable' },
  { number: phoneThat('declines'), key: 'declined' },
] as const

for (const language of ['pl', 'en'] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language })
    test(`S6.1 busy, unknown, unanswered and declined calls are told in words and listed (${language})`, async ({ program, telephone }) => {
      const { crm, goTo } = program
      await program.openSipDialer(telephone)
      const client = await program.client()
      for (const { number, key } of endings) {
        await client.telephony.dial({ number })
        await expect(callBar(crm, program)).toContainText(words(language, 'telephony', `outcome.${key}.title`))
        await expect(callBar(crm, program)).toContainText(words(language, 'telephony', `outcome.${key}.advice`))
      }
      await goTo('#/calls')
      for (const { number } of endings) await expect(rowWith(crm, number.slice(-3))).toBeVisible()
      expect((await client.calls.list({})).rows.map((line) => line.call.sipStatus)).toEqual([603, 480, 404, 486])
    })

    test(`S1.4 a wrong password is told in words, and what to do (${language})`, async ({ program, telephone }) => {
      const { crm } = program
      const client = await program.client()
      await client.telephony.saveAccount({
        type: 'sip',
        webSocketUrl: telephone.wsUrl,
        domain: 'leadline.test',
        user: '101',
        password: 'not the password',
      })
      const dialer = await program.openDialer()
      await expect(dialer.getByText(words(language, 'telephony', 'registration.wrong_password.short'))).toBeVisible()
      await crm.getByRole('button', { name: words(language, 'telephony', 'registration.wrong_password.short') }).click()
      await expect(crm.getByText(words(language, 'telephony', 'registration.wrong_password.advice'))).toBeVisible()
    })
  })
}

test('a call that is not taken is missed, and is called back in one click from the list', async ({ program, telephone }) => {
  const { crm, goTo } = program
  await bringClients(program)
  await program.openSipDialer(telephone)
  const call = await telephone.callFrom(jan.number, '101')
  await expect(callBar(crm, program)).toContainText(jan.name)
  // Before it has rung the exchange gives the call up by itself, and the telephone never hears of it (Kamailio's `cancel_b_method`).
  await call.waitForEvent('ringing')
  await call.hangUp()
  await goTo('#/calls')
  const row = rowWith(crm, jan.name)
  await expect(row).toContainText(/nieodebrane/i)
  const before = telephone.requests().length
  await row.hover()
  await row
    .getByRole('button', { name: /Oddzwoń|Zadzwoń/ })
    .last()
    .click()
  await telephone.waitForCalls(jan.number)
  expect(telephone.requests().length).toBeGreaterThan(before)
})
