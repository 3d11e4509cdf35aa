import { cardOf, expect, rowsOf, test } from './model/program.ts'

test('B4 a duplicate is hinted as it is typed, merged field by field without a loss, and the merger is taken back; different people are left alone', async ({
  program,
}) => {
  const { crm, word, goTo } = program
  const client = await program.client()
  const jan = await client.contacts.create({
    stage: 'client',
    name: 'Jan Mazur',
    city: 'Łódź',
    comment: 'stały klient',
    phones: [{ typed: '601 234 567' }],
  })
  const janek = await client.contacts.create({
    stage: 'client',
    name: 'Janek Mazur',
    city: 'Zgierz',
    phones: [{ typed: '+48 601-234-567' }, { typed: '42 640 11 90' }],
    emails: [{ address: 'jan@mazur.example' }],
  })
  await client.notes.write({ id: crypto.randomUUID(), contactId: janek.id, text: 'Dzwonić po 15' })
  for (const name of ['Biuro Nowak', 'Nowak serwis'])
    await client.contacts.create({ stage: 'client', name, phones: [{ typed: '22 555 18 04' }] })

  await goTo('#/clients')
  await expect(rowsOf(crm)).toHaveCount(4)
  await crm.keyboard.press('n')
  const form = crm.getByRole('dialog', { name: word('clients', 'add.title_client') })
  await form.getByLabel(word('clients', 'add.phones')).fill('0048 601 234 567')
  await expect(form.getByText('Ten numer ma już: Jan Mazur')).toBeVisible()
  await form
    .getByRole('button', { name: word('duplicates', 'hint.open') })
    .first()
    .click()
  await expect(form).toBeHidden()
  await expect(cardOf(crm, /^Karta: Jan/.source)).toBeVisible()

  await crm.keyboard.press('Control+k')
  await crm.keyboard.type('duplikaty')
  await expect(crm.getByRole('option', { name: word('duplicates', 'title') })).toBeVisible()
  await crm.keyboard.press('Enter')
  const groups = crm.getByRole('list', { name: word('duplicates', 'reason.phone') }).locator('> li')
  await expect(groups).toHaveCount(2)

  const others = groups.filter({ hasText: 'Biuro Nowak' })
  await others.focus()
  await crm.keyboard.press('d')
  await expect(groups).toHaveCount(1)

  await groups.getByRole('button', { name: word('duplicates', 'merge_open') }).click()
  const dialog = crm.getByRole('dialog', { name: 'Scalenie 2 kart' })
  await expect(dialog.getByText('jan@mazur.example')).toBeVisible()
  // The older one stays with what it has, but for what is chosen from the other.
  await expect(dialog.getByRole('radio', { name: 'Zostaje karta: Jan Mazur' })).toBeChecked()
  await dialog.getByRole('radio', { name: 'Miasto: Łódź' }).focus()
  await crm.keyboard.press('ArrowRight')
  await expect(dialog.getByRole('radio', { name: 'Miasto: Zgierz' })).toBeChecked()
  await dialog.getByRole('button', { name: 'Scal 2 karty' }).click()
  await expect(groups).toHaveCount(0)
  const merged = await client.contacts.get({ id: jan.id })
  expect(merged).toMatchObject({ name: 'Jan Mazur', city: 'Zgierz', comment: 'stały klient', emails: [{ address: 'jan@mazur.example' }] })
  expect(merged.phones.map(({ e164 }) => e164)).toEqual(['+48601234567', '+48426401190'])
  expect((await client.feed.list({ contactId: jan.id })).items.map((item) => item.type)).toContain('note')

  await crm
    .getByRole('alert')
    .filter({ hasText: 'Scalono' })
    .getByRole('button', { name: word('ui', 'undo') })
    .click()
  await expect(groups).toHaveCount(1)
  expect(await client.contacts.get({ id: jan.id })).toMatchObject({ city: 'Łódź', emails: [] })
  expect((await client.contacts.get({ id: janek.id })).phones).toHaveLength(2)
  expect((await client.feed.list({ contactId: janek.id })).items.map((item) => item.type)).toContain('note')
})
