import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { v7 as newId } from 'uuid'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { joinByLink } from '../core/team.ts'
import { phoneThat } from '../servers/numbers.ts'
import { cardOf, expect, openRow, rowsOf, rowWith } from './model/program.ts'
import { anna, ewa, goToAllClients, inSync, openTeamPage, pageInTeam, tabOf, test } from './model/team.ts'

const field = (name: string) => new RegExp(`^${name}`)

test.describe('without a team yet', () => {
  test.use({ founded: false })

  test('S17.3 a team CRM is created with its code, and a colleague who has an account joins it; what was made alone comes along', async ({
    team,
  }) => {
    const { annas, ewas } = team
    const { word } = annas
    await (await annas.client()).contacts.create({ stage: 'client', name: 'Jan Kowalski', phones: [{ typed: '601 234 567' }] })

    const page = await openTeamPage(annas)
    await page.getByRole('button', { name: word('team', 'ways.create_button') }).click()
    await page.getByLabel(field(word('team', 'form.server'))).fill(team.server().url)
    await page.getByLabel(field(word('team', 'form.code'))).fill(team.server().setUpCode ?? '')
    await page.getByLabel(word('team', 'form.name'), { exact: true }).fill('firma')
    await expect(page.getByText(word('team', 'form.name_free'))).toBeVisible()
    await page.getByLabel(word('team', 'form.person'), { exact: true }).fill(anna.name)
    await page.getByLabel(word('team', 'form.email'), { exact: true }).fill(anna.email)
    await page.getByLabel(field(word('team', 'form.password'))).fill(anna.password)
    await page.getByLabel(field(word('team', 'form.bring'))).check()
    await page.getByRole('button', { name: word('team', 'ways.create_button') }).click()
    await expect(page.getByRole('heading', { name: word('team', 'here.title') })).toBeVisible()
    await inSync(annas)

    const { link } = await (await annas.client()).team.makeLink({ groupId: groupIds.manager, days: 1, maxUses: 1 })
    await joinByLink(team.server(), link, 'Ewa')
    const hers = await openTeamPage(ewas)
    await hers.getByRole('button', { name: word('team', 'ways.join_button') }).click()
    await hers.getByRole('button', { name: word('team', 'form.by_password') }).click()
    await hers.getByLabel(field(word('team', 'form.server'))).fill(team.server().url)
    await hers.getByLabel(field(word('team', 'form.email'))).fill(ewa.email)
    await hers.getByLabel(field(word('team', 'form.password'))).fill(ewa.password)
    await hers.getByRole('button', { name: word('team', 'ways.join_button') }).click()
    await expect(hers.getByRole('heading', { name: word('team', 'here.title') })).toBeVisible()
    await inSync(ewas)
    await pageInTeam(ewas)
    await goToAllClients(ewas)
    await expect(rowWith(hers, 'Jan Kowalski')).toBeVisible()
  })
})

test('a client edited on one computer is seen on the other as it stands open', async ({ team }) => {
  await team.gather()
  const { annas, ewas } = team
  const { id } = await (await annas.client()).contacts.create({ stage: 'client', name: 'Jan Kowalski' })
  await goToAllClients(ewas)
  await openRow(ewas.crm, 'Jan Kowalski')
  await expect(cardOf(ewas.crm, 'Jan Kowalski')).toBeVisible()
  await (await annas.client()).contacts.update({ id, fields: { name: 'Jan Kowalski-Nowak', company: 'Tartak Bory' } })
  await expect(cardOf(ewas.crm, 'Jan Kowalski-Nowak').getByText('Tartak Bory').first()).toBeVisible()
  await expect(rowWith(ewas.crm, 'Jan Kowalski-Nowak')).toBeVisible()
})

test('S7.1 two press Take at once: one has the lead, the other is told who', async ({ team }) => {
  await team.gather()
  const pages = [team.annas, team.ewas]
  await (await team.annas.client()).contacts.create({ stage: 'lead', name: 'Lead Sporny' })
  for (const { goTo, crm } of pages) {
    await goTo('#/leads')
    await expect(rowWith(crm, 'Lead Sporny')).toBeVisible()
  }
  await inSync(team.annas)
  const buttons = pages.map(({ crm, word }) =>
    rowWith(crm, 'Lead Sporny').getByRole('button', { name: word('clients', 'take'), includeHidden: true }),
  )
  for (const button of buttons) await expect(button).toBeAttached()
  // At one instant by the clock of both pages: whoever comes later finds the row gone already, and presses nothing.
  const instant = Date.now() + 2000
  const press = (element: HTMLElement | SVGElement, at: number) =>
    new Promise<void>((resolve) => {
      setTimeout(() => {
        ;(element as HTMLElement).click()
        resolve()
      }, at - Date.now())
    })
  await Promise.all(buttons.map((button) => button.evaluate(press, instant)))
  const leads = await (await team.annas.client()).contacts.list({ stage: 'lead' })
  const holder = () =>
    team.annas.client().then(async (client) => (await client.contacts.list({ stage: 'lead' })).rows[0]?.responsible?.name ?? null)
  expect(leads.rows).toHaveLength(1)
  await expect.poll(holder).not.toBeNull()
  const [winner, loser] = (await holder()) === anna.name ? ([team.annas, team.ewas] as const) : ([team.ewas, team.annas] as const)
  await expect(loser.crm.getByText(`Lead Sporny: tego leada ma już ${await holder()}`)).toBeVisible()
  for (const { crm } of pages) await expect(rowWith(crm, 'Lead Sporny')).toBeHidden()
  for (const program of pages) await tabOf(program, 'lead.mine').click()
  await expect(rowWith(winner.crm, 'Lead Sporny')).toBeVisible()
  await expect(rowsOf(loser.crm)).toHaveCount(0)
})

test('S17.3 fifty rows are edited off line and the same ones on line: both come together and nothing is silently lost', async ({
  team,
}) => {
  await team.gather()
  const { annas, ewas } = team
  const [annasClient, ewasClient] = [await annas.client(), await ewas.client()]
  const ids: string[] = []
  for (let at = 0; at < 50; at++) ids.push((await annasClient.contacts.create({ stage: 'client', name: `Klient ${at}` })).id)
  await inSync(annas)
  await goToAllClients(ewas)
  await expect(rowWith(ewas.crm, 'Klient 10')).toBeVisible()
  await inSync(ewas)

  await team.stopServer()
  await Promise.all([annasClient.team.syncNow(), ewasClient.team.syncNow()])
  const pill = ewas.crm.getByRole('button', { name: ewas.word('team', 'sync.offline.short').split('{{')[0] })
  await expect(pill).toBeVisible()
  for (const id of ids) await ewasClient.contacts.update({ id, fields: { city: 'Gdańsk' } })
  await pill.click()
  await expect(ewas.crm.getByRole('dialog').getByText(/50 zmian/)).toBeVisible()
  await ewas.crm.keyboard.press('Escape')
  for (const id of ids) await annasClient.contacts.update({ id, fields: { city: 'Kraków', zip: '30-001' } })
  await team.startServerAgain()
  await annasClient.team.syncNow()
  await inSync(annas)
  await ewasClient.team.syncNow()
  await inSync(ewas)
  await annasClient.team.syncNow()
  await inSync(annas)
  for (const id of ids) {
    const [there, here] = [await annasClient.contacts.get({ id }), await ewasClient.contacts.get({ id })]
    expect(there).toEqual(here)
    expect(there).toMatchObject({ city: 'Gdańsk', zip: '30-001' })
  }
  // Both are in the history of the card, with who did what.
  await openRow(ewas.crm, 'Klient 10')
  const card = cardOf(ewas.crm, 'Klient 10')
  await expect(card.getByText(anna.name).first()).toBeVisible()
  await expect(card.getByText(ewa.name).first()).toBeVisible()
})

test('S7.1 a lead taken off line is a wish, and says so; if it is lost, what was written is kept and the reason told', async ({ team }) => {
  await team.gather()
  const { annas, ewas } = team
  const [annasClient, ewasClient] = [await annas.client(), await ewas.client()]
  const { id } = await annasClient.contacts.create({ stage: 'lead', name: 'Lead Sporny' })
  await ewas.goTo('#/leads')
  await expect(rowWith(ewas.crm, 'Lead Sporny')).toBeVisible()
  await inSync(annas)
  await team.stopServer()
  await Promise.all([annasClient.team.syncNow(), ewasClient.team.syncNow()])
  await rowWith(ewas.crm, 'Lead Sporny').hover()
  await rowWith(ewas.crm, 'Lead Sporny')
    .getByRole('button', { name: ewas.word('clients', 'take') })
    .click()
  await tabOf(ewas, 'lead.mine').click()
  await expect(rowWith(ewas.crm, 'Lead Sporny')).toContainText(ewas.word('leads', 'unconfirmed'))
  expect((await annasClient.leads.take({ id })).outcome).toBe('wish')
  await team.startServerAgain()
  await annasClient.team.syncNow()
  await inSync(annas)
  await ewasClient.team.syncNow()
  await inSync(ewas)
  await expect(rowWith(ewas.crm, 'Lead Sporny')).toBeHidden()
  await ewas.crm.getByRole('button', { name: /Do sprawdzenia/ }).click()
  await ewas.crm
    .getByRole('dialog')
    .getByRole('button', { name: ewas.word('team', 'look_at_attention') })
    .click()
  await expect(ewas.crm.getByText(new RegExp(`Lead jest już u kogo innego: ${anna.name}`))).toBeVisible()
})

test('S7.2 S7.4 a lead added under My leads is mine, under Unsorted nobody’s; it is given back, finished and reopened', async ({
  team,
}) => {
  await team.gather()
  const { crm, goTo, word } = team.annas
  const tab = (key: string) => tabOf(team.annas, key)
  await goTo('#/leads')
  await tab('lead.mine').click()
  await crm
    .getByRole('main')
    .getByRole('button', { name: word('clients', 'lead.add') })
    .first()
    .click()
  await crm.getByRole('dialog').getByRole('textbox').first().fill('Moja Osoba')
  await crm.keyboard.press('Enter')
  await expect(rowWith(crm, 'Moja Osoba')).toBeVisible()
  await tab('lead.unsorted').click()
  await expect(rowWith(crm, 'Moja Osoba')).toBeHidden()
  await crm
    .getByRole('main')
    .getByRole('button', { name: word('clients', 'lead.add') })
    .first()
    .click()
  await crm.getByRole('dialog').getByRole('textbox').first().fill('Niczyja Osoba')
  await crm.keyboard.press('Enter')
  await openRow(crm, 'Niczyja Osoba')
  await expect(cardOf(crm, 'Niczyja Osoba').getByText(word('leads', 'status.not_processed')).first()).toBeVisible()

  await tab('lead.mine').click()
  await openRow(crm, 'Moja Osoba')
  await cardOf(crm, 'Moja Osoba')
    .getByRole('button', { name: word('leads', 'finish.button') })
    .click()
  await crm
    .getByRole('dialog')
    .getByRole('button', { name: word('leads', 'finish.go_client') })
    .click()
  await goToAllClients(team.ewas)
  await expect(rowWith(team.ewas.crm, 'Moja Osoba')).toBeVisible()
})

test('while somebody talks to a person, everybody else sees it on that person’s row and card', async ({ team, telephone }) => {
  await team.gather()
  const { annas, ewas } = team
  const number = phoneThat('echoes')
  await (await annas.client()).contacts.create({ stage: 'client', name: 'Zofia Rozmowna', phones: [{ typed: number }] })
  await goToAllClients(ewas)
  await expect(rowWith(ewas.crm, 'Zofia Rozmowna')).toBeVisible()
  await annas.openSipDialer(telephone)
  await (await annas.client()).telephony.dial({ number })
  await expect(rowWith(ewas.crm, 'Zofia Rozmowna').getByTitle(new RegExp(anna.name))).toBeVisible()
  await openRow(ewas.crm, 'Zofia Rozmowna')
  await expect(cardOf(ewas.crm, 'Zofia Rozmowna').getByRole('status').filter({ hasText: anna.name })).toBeVisible()
  const calls = (await (await annas.client()).telephony.state()).calls
  await (await annas.client()).telephony.act({ callId: calls[0]?.id ?? '', action: { type: 'end' } })
  await expect(cardOf(ewas.crm, 'Zofia Rozmowna').getByRole('status').filter({ hasText: anna.name })).toBeHidden()
})

test('a file attached to a note on one computer is opened on the other', async ({ team }) => {
  await team.gather()
  const { annas, ewas } = team
  await (await annas.client()).contacts.create({ stage: 'client', name: 'Jan Kowalski' })
  for (const program of [annas, ewas]) {
    await goToAllClients(program)
    await openRow(program.crm, 'Jan Kowalski')
  }
  const composer = cardOf(annas.crm, 'Jan Kowalski')
  await annas.crm.locator('input[type=file]').first().setInputFiles(annas.file('oferta.txt', 'Czterdzieści krzeseł'))
  await expect(composer.getByText('oferta.txt')).toBeVisible()
  await composer.getByPlaceholder(annas.word('feed', 'composer_hint')).fill('Oferta w załączniku')
  await composer.getByRole('button', { name: annas.word('feed', 'save') }).click()
  const hers = cardOf(ewas.crm, 'Jan Kowalski')
  await expect(hers.getByText('oferta.txt')).toBeVisible()
  const annasClient = await annas.client()
  const hash = createHash('sha256').update('Czterdzieści krzeseł').digest('hex')
  // Files go to the server by themselves, after the note that names them.
  await expect.poll(async () => (await annasClient.files.states({ hashes: [hash] })).states[hash]).toBe('here')
  const downloaded = ewas.crm.waitForEvent('download')
  await hers.getByRole('button', { name: /oferta\.txt/ }).click()
  const path = await (await downloaded).path()
  expect(readFileSync(path, 'utf8')).toBe('Czterdzieści krzeseł')

  // A file needs no words beside it.
  await annas.crm.locator('input[type=file]').first().setInputFiles(annas.file('wzornik.txt', 'Dąb'))
  await composer.getByRole('button', { name: annas.word('feed', 'save') }).click()
  await expect(hers.getByText('wzornik.txt')).toBeVisible()
})

test('I3 I5 a contact given to another person takes its notes and calls along, and says so to whoever has it open and may not see it any more', async ({
  team,
}) => {
  await team.gather('trainee')
  const { annas, ewas } = team
  const [annasClient, ewasClient] = [await annas.client(), await ewas.client()]
  const { id } = await annasClient.contacts.create({ stage: 'client', name: 'Jan Kowalski', phones: [{ typed: '601 234 567' }] })
  await annasClient.notes.write({ id: newId(), contactId: id, text: 'Umowa do piątku' })
  const { me } = await ewasClient.settings.session()
  const hers = (await annasClient.settings.session()).me
  await goToAllClients(ewas)
  await inSync(annas)
  await expect(rowWith(ewas.crm, 'Jan Kowalski')).toBeHidden()

  await annasClient.contacts.update({ id, fields: { responsible: me.id } })
  await openRow(ewas.crm, 'Jan Kowalski')
  await expect(cardOf(ewas.crm, 'Jan Kowalski').getByText('Umowa do piątku')).toBeVisible()

  await annasClient.contacts.update({ id, fields: { responsible: hers.id } })
  await expect(rowWith(ewas.crm, 'Jan Kowalski')).toBeHidden()
  await expect(ewas.crm.getByText('Umowa do piątku')).toBeHidden()
  await expect(ewas.crm.getByRole('complementary').getByText(/nie ma już tej karty/)).toBeVisible()
})
