import { cardOf, expect, test } from './model/program.ts'
import { anna, ewa, inSync, test as teamTest } from './model/team.ts'

test('S3.3 S3.5 S3.6 tags and sources are made as they are typed, a property is added from the card, and the feed tells it all by name', async ({
  program,
}) => {
  const { crm, word, goTo } = program
  const client = await program.client()
  const { id } = await client.contacts.create({ stage: 'client', name: 'Ewa Krawiec', country: 'PL' })
  await goTo(`#/contact/${id}`)
  const facts = crm.getByRole('region', { name: word('clients', 'card.facts') })
  const feed = crm.getByRole('region', { name: word('clients', 'card.history') })

  const tags = facts.getByRole('combobox', { name: word('card', 'tags.label') })
  await tags.fill('VIP')
  await tags.press('Enter')
  await expect(facts.getByRole('button', { name: 'Usuń: VIP' })).toBeAttached()
  await tags.fill('oferta')
  await tags.press('Enter')
  await expect(facts.getByRole('button', { name: 'Usuń: oferta' })).toBeAttached()
  // With nothing typed Backspace takes the last one away.
  await tags.press('Backspace')
  await expect(facts.getByRole('button', { name: 'Usuń: oferta' })).toBeHidden()
  await expect(feed.getByText('Tagi: + VIP')).toBeVisible()

  await facts.getByRole('button', { name: word('clients', 'all_facts') }).click()
  const sources = facts.getByRole('combobox', { name: word('card', 'sources.label') })
  await sources.fill('utm_source=google')
  await sources.press('Enter')
  await expect(facts.getByRole('button', { name: 'Usuń: google' })).toBeAttached()
  expect((await client.catalogue.list()).sources).toMatchObject([{ param: 'utm_source', value: 'google', name: 'google' }])

  const website = facts.getByRole('textbox', { name: word('clients', 'fact.website') })
  await website.fill('krawiec.example')
  await website.press('Enter')
  await expect(facts.getByRole('link', { name: 'Otwórz stronę: krawiec.example' })).toHaveAttribute('href', 'https://krawiec.example/')

  await facts.getByRole('button', { name: word('card', 'property.add') }).click()
  const dialog = crm.getByRole('dialog', { name: word('card', 'property.title') })
  await dialog.getByLabel(/^Nazwa/).fill('Liczba krzeseł')
  await dialog.getByRole('combobox', { name: word('card', 'property.type') }).click()
  await crm.getByRole('option', { name: word('card', 'property_type.number') }).click()
  await dialog.getByRole('button', { name: word('card', 'property.create') }).click()
  const chairs = facts.getByRole('textbox', { name: 'Liczba krzeseł' })
  await chairs.fill('dużo')
  await chairs.press('Enter')
  await expect(facts.getByText(word('problems', 'not_a_number'))).toBeVisible()
  await chairs.fill('240,5')
  await chairs.press('Enter')
  await expect(feed.getByText('Liczba krzeseł: 240,5')).toBeVisible()
  await expect.poll(async () => Object.values((await client.contacts.get({ id })).properties)).toEqual([240.5])
})

test('S3.4 B2 a task, a name, a merger and a deletion by key; the next step stands in the head until it is done', async ({ program }) => {
  const { crm, word, goTo } = program
  const client = await program.client()
  const { id } = await client.contacts.create({ stage: 'client', name: 'Marek Sowa', phones: [{ typed: '601 234 567' }] })
  await goTo(`#/clients/${id}`)
  const card = cardOf(crm, 'Marek Sowa')
  await expect(card).toBeVisible()

  await crm.keyboard.press('t')
  const dialog = crm.getByRole('dialog', { name: 'Nowe zadanie: Marek Sowa' })
  await expect(dialog.getByLabel(/^Co trzeba/)).toBeFocused()
  await crm.keyboard.type('Wysłać poprawioną ofertę')
  await dialog.getByText(word('tasks', 'when.tomorrow')).click()
  await dialog.getByLabel(word('tasks', 'when.time')).fill('10:00')
  await dialog.getByRole('button', { name: word('tasks', 'create') }).click()
  const next = card.getByRole('region', { name: word('tasks', 'next_step') })
  await expect(next).toContainText('Wysłać poprawioną ofertę')
  await expect(next).toContainText('jutro 10:00')
  const item = card.getByRole('listitem').filter({ hasText: 'Zadanie: Wysłać poprawioną ofertę' })
  await item.getByRole('checkbox').click()
  await expect(item.getByRole('checkbox')).toBeChecked()
  await expect(next).toBeHidden()
  expect((await client.tasks.ofContact({ contactId: id })).tasks).toMatchObject([{ title: 'Wysłać poprawioną ofertę', type: 'task' }])
  await item.getByRole('checkbox').click()
  await next.getByRole('button', { name: /^Więcej/ }).click()
  await crm.getByRole('menuitem', { name: word('tasks', 'delete') }).click()
  await expect(next).toBeHidden()
  await crm
    .getByRole('alert')
    .filter({ hasText: 'Usunięto zadanie' })
    .getByRole('button', { name: word('ui', 'undo') })
    .click()
  await expect(next).toBeVisible()

  await card.getByRole('button', { name: word('clients', 'more'), exact: true }).click()
  await expect(crm.getByRole('menuitem')).toContainText(['Dodaj zadanie', 'Zadzwoń: +48 601 234 567', 'Zmień nazwę', 'Scal…', 'Usuń'])
  await crm.keyboard.press('Escape')
  await expect(crm.getByRole('menu')).toBeHidden()
  await crm.keyboard.press('m')
  await expect(crm.getByRole('combobox', { name: 'Z którą kartą scalić: Marek Sowa' })).toBeFocused()
  await crm.getByRole('dialog').getByText(word('duplicates', 'cancel')).click()
  await expect(crm.getByRole('dialog')).toBeHidden()
  await crm.keyboard.press('e')
  await expect(card.getByRole('textbox', { name: word('clients', 'fact.name') })).toBeFocused()
  await crm.keyboard.type(' junior')
  await crm.keyboard.press('Enter')
  await expect(cardOf(crm, 'Marek Sowa junior')).toBeVisible()
  await crm.keyboard.press('Delete')
  await expect(cardOf(crm, 'Marek Sowa junior')).toBeHidden()
  await crm
    .getByRole('alert')
    .filter({ hasText: 'Usunięto: Marek' })
    .getByRole('button', { name: word('ui', 'undo') })
    .click()
  // Until it is back there is none.
  await expect.poll(async () => (await client.contacts.get({ id }).catch(() => null))?.name).toBe('Marek Sowa junior')
})

teamTest(
  'S3.3 B4 two people in one card see each other, what each writes into another field stays, and who is named in a note is told',
  async ({ team }) => {
    await team.gather()
    const { annas, ewas } = team
    const { word } = annas
    const { id } = await (await annas.client()).contacts.create({ stage: 'client', name: 'Jan Kowalski' })
    const [hers, other] = [annas.crm, ewas.crm]
    await annas.goTo(`#/contact/${id}`)
    await expect(hers.getByRole('textbox', { name: word('clients', 'fact.city') })).toBeVisible()
    await inSync(annas)
    await ewas.goTo(`#/contact/${id}`)
    await expect(other.getByText(`${anna.name} też ma otwartą tę kartę`)).toBeVisible()
    await expect(hers.getByText(`${ewa.name} też ma otwartą tę kartę`)).toBeVisible()

    // What arrives meanwhile does not touch the field that is being typed into.
    const city = hers.getByRole('textbox', { name: word('clients', 'fact.city') })
    await city.fill('Łódź')
    const address = other.getByRole('textbox', { name: word('clients', 'fact.address') })
    await address.fill('Piotrkowska 1')
    await address.press('Enter')
    await expect(hers.getByRole('textbox', { name: word('clients', 'fact.address') })).toHaveValue('Piotrkowska 1')
    await expect(city).toHaveValue('Łódź')
    await city.press('Enter')
    await expect(other.getByRole('textbox', { name: word('clients', 'fact.city') })).toHaveValue('Łódź')
    await expect(address).toHaveValue('Piotrkowska 1')

    await ewas.goTo('#/general')
    await expect(hers.getByText(`${ewa.name} też ma otwartą tę kartę`)).toBeHidden()
    const note = hers.getByRole('textbox', { name: word('feed', 'composer') })
    await note.pressSequentially('Cenę ustala @ew')
    await expect(hers.getByRole('option', { name: ewa.name })).toBeVisible()
    await note.press('Enter')
    await expect(note).toHaveValue(`Cenę ustala @${ewa.name} `)
    await note.press('Control+Enter')
    await expect(hers.locator('mark')).toHaveText(`@${ewa.name}`)
    await expect(other.getByText(`${anna.name} wspomina to konto w notatce: Jan Kowalski`)).toBeVisible()
    await other.getByRole('button', { name: word('feed', 'mention.open') }).click()
    await expect(cardOf(other, 'Jan Kowalski').getByText(`Cenę ustala @${ewa.name}`)).toBeVisible()
  },
)
