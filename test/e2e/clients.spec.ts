import { v7 as newId } from 'uuid'
import { importFile } from './model/import.ts'
import { cardOf, expect, type Program, rowsOf, rowWith, test } from './model/program.ts'

test('S3.1 a filter panel on the left, which an arrow folds away; a search on top; + adds', async ({ program }) => {
  const { crm, word, goTo } = program
  const client = await program.client()
  for (const [name, type] of [
    ['Łucja Żółć', 'client'],
    ['Hurtownia Świt', 'partner'],
    ['Marek Sowa', 'potential'],
  ] as const) {
    await client.contacts.create({ stage: 'client', name, type, phones: name === 'Marek Sowa' ? [{ typed: '601 234 567' }] : [] })
  }
  await goTo('#/clients')
  await expect(rowsOf(crm)).toHaveCount(3)

  const panel = crm.getByRole('complementary', { name: word('clients', 'filters') })
  await panel.getByLabel(word('clients', 'type.partner')).check()
  await expect(rowsOf(crm)).toHaveCount(1)
  await expect(rowWith(crm, 'Hurtownia Świt')).toBeVisible()
  await crm.getByRole('button', { name: 'Usuń filtr: Typ: Partner' }).click()
  await expect(rowsOf(crm)).toHaveCount(3)

  await panel.getByRole('button', { name: word('clients', 'hide_filters') }).click()
  await expect(panel).toBeHidden()
  await crm.reload()
  await expect(rowsOf(crm)).toHaveCount(3)
  await expect(panel).toBeHidden()
  await crm.getByRole('button', { name: word('clients', 'show_filters') }).click()
  await expect(panel).toBeVisible()

  const search = crm.getByRole('searchbox', { name: word('clients', 'search') })
  for (const [text, name] of [
    ['zolc', 'Łucja Żółć'],
    ['swit', 'Hurtownia Świt'],
    ['1-234', 'Marek Sowa'],
    ['+48 601', 'Marek Sowa'],
  ] as const) {
    await search.fill(text)
    await expect(rowsOf(crm)).toHaveCount(1)
    await expect(rowWith(crm, name)).toBeVisible()
  }
  await search.fill('nikogo takiego nie ma')
  await crm.getByRole('button', { name: word('clients', 'clear_search') }).click()
  await expect(rowsOf(crm)).toHaveCount(3)

  await crm.getByRole('button', { name: word('clients', 'client.add') }).click()
  const dialog = crm.getByRole('dialog', { name: word('clients', 'add.title_client') })
  await dialog.getByRole('button', { name: word('clients', 'add.create') }).click()
  await expect(dialog.getByText(word('problems', 'required'))).toBeVisible()
  await dialog.getByLabel(/^Nazwa/).fill('Zofia Grabarczyk')
  await dialog.getByLabel(word('clients', 'add.phones')).fill('brak')
  await dialog.getByRole('button', { name: word('clients', 'add.create') }).click()
  await expect(dialog.getByText(word('problems', 'not_a_phone'))).toBeVisible()
  await dialog.getByLabel(word('clients', 'add.phones')).fill('601 234 567')
  await expect(dialog.getByText('Ten numer ma już: Marek Sowa')).toBeVisible()
  await dialog.getByLabel(word('clients', 'add.phones')).fill('790 001 452, 22 555 18 04')
  await dialog.getByRole('button', { name: word('clients', 'add.create') }).click()
  await expect(cardOf(crm, 'Zofia Grabarczyk').getByText('+48 22 555 18 04')).toBeVisible()
  await crm.getByRole('button', { name: word('ui', 'undo') }).click()
  await expect(rowsOf(crm)).toHaveCount(3)
})

test('S3.2 My clients are those I am responsible for, All clients are all', async ({ program }) => {
  const { crm, goTo } = program
  const client = await program.client()
  await client.contacts.create({ stage: 'client', name: 'Mój klient' })
  await client.contacts.create({ stage: 'client', name: 'Niczyj klient', responsible: null })
  await goTo('#/clients')
  await expect(rowsOf(crm)).toHaveCount(1)
  await expect(rowWith(crm, 'Mój klient')).toBeVisible()
  await crm.getByText('Wszyscy').click()
  await expect(rowsOf(crm)).toHaveCount(2)
})

test('S3.3 a card is edited where it stands, keeps its notes, and takes each change back', async ({ program }) => {
  const { crm, word, goTo } = program
  const client = await program.client()
  const { id } = await client.contacts.create({ stage: 'client', name: 'Ewa Krawiec', phones: [{ typed: '600 431 118' }] })
  await goTo(`#/clients/${id}`)
  const card = cardOf(crm, 'Ewa Krawiec')

  await card.getByRole('textbox', { name: word('clients', 'fact.city') }).fill('Łódź')
  await crm.keyboard.press('Enter')
  await expect.poll(async () => (await client.contacts.get({ id })).city).toBe('Łódź')
  await crm.getByRole('button', { name: word('ui', 'undo') }).click()
  await expect(card.getByRole('textbox', { name: word('clients', 'fact.city') })).toHaveValue('')

  await card.getByRole('group', { name: word('clients', 'fact.phones') }).hover()
  await card.getByRole('button', { name: word('clients', 'add_phone') }).click()
  const phone = card
    .getByRole('group', { name: word('clients', 'fact.phones') })
    .getByRole('textbox', { name: word('clients', 'fact.phones') })
  await phone.fill('numer')
  await crm.keyboard.press('Enter')
  await expect(card.getByText(word('problems', 'not_a_phone'))).toBeVisible()
  await phone.fill('32 640 11 90')
  await phone.press('Enter')
  await expect(card.getByText('+48 32 640 11 90')).toBeVisible()

  const note = card.getByRole('textbox', { name: word('feed', 'composer') })
  await note.fill('Dzwonić po 15')
  await crm.reload()
  await expect(note).toHaveValue('Dzwonić po 15')
  await note.press('Control+Enter')
  await expect(card.getByRole('listitem').filter({ hasText: 'Dzwonić po 15' })).toBeVisible()
  await expect(note).toHaveValue('')
  expect((await client.feed.list({ contactId: id })).items.map((item) => item.type)).toContain('note')
})

const filtersOf = ({ crm, word }: Program) => crm.getByRole('complementary', { name: word('clients', 'filters') })

/** A tag, a property with two options, and three clients who have some of it. */
const furnish = async (program: Program) => {
  const client = await program.client()
  const [vip, fair, trade, furniture, transport] = [newId(), newId(), newId(), newId(), newId()]
  await client.catalogue.put({ kind: 'tag', id: vip, name: 'VIP', colour: 20 })
  await client.catalogue.put({ kind: 'tag', id: fair, name: 'targi', colour: null })
  const options = [
    { id: furniture, name: 'meble', mergedInto: null, removed: false },
    { id: transport, name: 'transport', mergedInto: null, removed: false },
  ]
  await client.catalogue.put({ kind: 'property', id: trade, name: 'Branża', type: 'list', options, order: 1 })
  const make = (name: string, tags: string[], option: string, city: string) =>
    client.contacts.create({ stage: 'client', name, tags, properties: { [trade]: option }, city })
  await make('Łucja Żółć', [vip, fair], furniture, 'Łódź')
  await make('Hurtownia Świt', [vip], transport, 'Gliwice')
  await make('Marek Sowa', [], furniture, 'Gliwice')
  return { client, trade }
}

test('S3.1 S3.5 S3.6 a list is filtered by tags and custom properties; each filter is a chip, and together they are kept under a name', async ({
  program,
}) => {
  const { crm, word, goTo } = program
  await furnish(program)
  await goTo('#/clients')
  await expect(rowsOf(crm)).toHaveCount(3)
  const panel = filtersOf(program)

  await panel.getByLabel('VIP').check()
  await expect(rowsOf(crm)).toHaveCount(2)
  await panel.getByLabel('targi').check()
  await expect(rowsOf(crm)).toHaveCount(2)
  await panel.getByText(word('clients', 'tag_mode.all')).click()
  await expect(rowsOf(crm)).toHaveCount(1)
  await crm.getByRole('button', { name: word('clients', 'clear_filters') }).click()
  await expect(rowsOf(crm)).toHaveCount(3)

  await panel.getByRole('button', { name: 'Branża' }).click()
  await panel.getByLabel('meble').check()
  await expect(rowsOf(crm)).toHaveCount(2)
  await panel.getByRole('button', { name: word('clients', 'filter.city'), exact: true }).click()
  await panel.getByRole('textbox', { name: /Miasto/ }).fill('lodz')
  await crm.keyboard.press('Enter')
  await expect(rowsOf(crm)).toHaveCount(1)
  await expect(rowWith(crm, 'Łucja Żółć')).toBeVisible()

  await crm.getByRole('button', { name: word('clients', 'saved_filter.save_filter') }).click()
  await crm.getByLabel(word('clients', 'saved_filter.name')).fill('Meble z Łodzi')
  await crm.keyboard.press('Enter')
  await crm.getByRole('button', { name: 'Usuń filtr: Branża: meble' }).click()
  await crm.getByRole('button', { name: /^Usuń filtr: Miasto/ }).click()
  await expect(rowsOf(crm)).toHaveCount(3)
  await crm.reload()
  await panel.getByRole('button', { name: 'Meble z Łodzi', exact: true }).click()
  await expect(rowsOf(crm)).toHaveCount(1)
  await crm.getByRole('button', { name: /^Usuń filtr: Miasto/ }).click()
  await expect(rowsOf(crm)).toHaveCount(2)
  await crm.getByRole('button', { name: 'Zapisz zmiany: Meble z Łodzi' }).click()
  await expect(crm.getByRole('button', { name: 'Zapisz zmiany: Meble z Łodzi' })).toBeHidden()
  await panel.getByRole('button', { name: 'Więcej: Meble z Łodzi' }).click()
  await crm.getByRole('menuitem', { name: word('clients', 'delete') }).click()
  await expect(panel.getByRole('button', { name: 'Meble z Łodzi', exact: true })).toBeHidden()
  await crm
    .getByRole('alert')
    .filter({ hasText: 'Usunięto filtr' })
    .getByRole('button', { name: word('ui', 'undo') })
    .click()
  await expect(panel.getByRole('button', { name: 'Meble z Łodzi', exact: true })).toBeVisible()
})

test('S3.6 columns are chosen, moved and sized, custom properties among them, and stay so on this machine', async ({ program }) => {
  const { crm, word, goTo } = program
  await furnish(program)
  await goTo('#/clients')
  await expect(rowsOf(crm)).toHaveCount(3)
  const titles = async () => (await crm.getByRole('columnheader').allInnerTexts()).map((title) => title.trim())

  await crm.getByRole('button', { name: word('clients', 'more'), exact: true }).click()
  await crm.getByRole('menuitem', { name: word('clients', 'columns.title') }).click()
  const dialog = crm.getByRole('dialog', { name: word('clients', 'columns.title') })
  // The settings of the machine say what is chosen, and the box follows them.
  const chosen = (name: string) => dialog.getByRole('checkbox', { name, exact: true })
  await chosen('Branża').click()
  await expect(chosen('Branża')).toBeChecked()
  await chosen(word('clients', 'column.type')).click()
  await expect(chosen(word('clients', 'column.type'))).not.toBeChecked()
  // By keyboard, from the end of the list to the place after the name.
  await chosen('Branża').focus()
  const place = async () => (await titles()).indexOf('Branża')
  for (let at = await place(); at > 1; at--) {
    await crm.keyboard.press('Alt+ArrowUp')
    await expect.poll(place).toBe(at - 1)
  }
  await dialog.getByRole('button', { name: word('clients', 'columns.done') }).click()
  await expect(rowWith(crm, 'Hurtownia Świt').getByText('transport')).toBeVisible()

  const phone = crm.getByRole('columnheader', { name: word('clients', 'column.phone') })
  await phone.dragTo(crm.getByRole('columnheader', { name: 'Branża' }))
  await expect.poll(async () => (await titles()).slice(1, 3)).toEqual([word('clients', 'column.phone'), 'Branża'])

  const before = (await phone.boundingBox())?.width ?? 0
  const edge = await phone.boundingBox()
  if (!edge) throw new Error('The title of the column is not there')
  await crm.mouse.move(edge.x + edge.width - 2, edge.y + edge.height / 2)
  await crm.mouse.down()
  await crm.mouse.move(edge.x + edge.width + 58, edge.y + edge.height / 2, { steps: 4 })
  await crm.mouse.up()
  const width = async () => Math.round((await phone.boundingBox())?.width ?? 0)
  await expect.poll(width).toBe(Math.round(before) + 60)
  await crm.reload()
  await expect(rowsOf(crm)).toHaveCount(3)
  expect(await width()).toBe(Math.round(before) + 60)
  expect((await titles()).slice(1, 3)).toEqual([word('clients', 'column.phone'), 'Branża'])
  expect(await titles()).not.toContain(word('clients', 'column.type'))
})

test('S3.1 S3.2 S3.5 everything that a list finds is selected by one key and changed as one act, which one press takes back', async ({
  program,
}) => {
  const { crm, word, goTo } = program
  const client = await program.client()
  const names = Array.from({ length: 520 }, (_, index) => `Osoba ${String(index).padStart(3, '0')}`)
  await Promise.all(names.map((name) => client.contacts.create({ stage: 'client', name })))
  await goTo('#/clients')
  await expect(rowWith(crm, 'Osoba 000')).toBeVisible()
  const grid = crm.getByRole('grid')
  await grid.focus()

  await crm.keyboard.press('x')
  await crm.keyboard.press('Shift+ArrowDown')
  await crm.keyboard.press('Shift+ArrowDown')
  await expect(crm.getByText('Zaznaczono 3')).toBeVisible()
  await crm.keyboard.press('Shift+ArrowUp')
  await expect(crm.getByText('Zaznaczono 2')).toBeVisible()
  await rowWith(crm, 'Osoba 006').click({ modifiers: ['Shift'] })
  await expect(crm.getByText('Zaznaczono 7')).toBeVisible()

  const bar = crm.getByRole('toolbar', { name: word('clients', 'selection') })
  await bar.getByRole('button', { name: word('clients', 'bulk.tag') }).click()
  await crm.keyboard.type('wysyłka')
  await crm.getByRole('option', { name: 'Utwórz tag: wysyłka' }).click()
  await expect(crm.getByText('Tag wysyłka ma teraz 7 wpisów')).toBeVisible()
  await expect(rowWith(crm, 'Osoba 003').getByText('wysyłka')).toBeVisible()

  await grid.focus()
  await crm.keyboard.press('Control+a')
  await expect(crm.getByText('Zaznaczono 520')).toBeVisible()
  await bar.getByRole('button', { name: word('clients', 'bulk.assign') }).click()
  await crm.getByRole('option', { name: word('clients', 'nobody') }).click()
  await expect.poll(async () => (await client.contacts.count({ stage: 'client', tab: 'mine' })).total).toBe(0)
  await crm
    .getByRole('alert')
    .filter({ hasText: '520' })
    .getByRole('button', { name: word('ui', 'undo') })
    .click()
  await expect(rowWith(crm, 'Osoba 000')).toBeVisible()
  await expect.poll(async () => (await client.contacts.count({ stage: 'client', tab: 'mine' })).total).toBe(520)
})

test('B2 a list is worked without a mouse: move, open, widen, select, delete, undo', async ({ program }) => {
  const { crm, word, goTo } = program
  const client = await program.client()
  for (const name of ['Adam', 'Beata', 'Cezary']) await client.contacts.create({ stage: 'client', name })
  await goTo('#/clients')
  await expect(rowsOf(crm)).toHaveCount(3)
  const grid = crm.getByRole('grid')
  await grid.focus()
  await crm.keyboard.press('j')
  await crm.keyboard.press('Enter')
  await expect(cardOf(crm, 'Beata')).toBeVisible()
  await crm.keyboard.press('ArrowDown')
  await expect(cardOf(crm, 'Cezary')).toBeVisible()
  await crm.keyboard.press('Enter')
  await expect(crm).toHaveURL(/#\/contact\//)
  await crm.goBack()
  await expect(cardOf(crm, 'Cezary')).toBeVisible()
  await grid.focus()
  await crm.keyboard.press('Escape')
  await expect(cardOf(crm, 'Cezary')).toBeHidden()
  await crm.keyboard.press('x')
  await crm.keyboard.press('k')
  await crm.keyboard.press('x')
  await expect(crm.getByText('Zaznaczono 2')).toBeVisible()
  await crm.keyboard.press('Delete')
  await expect(rowsOf(crm)).toHaveCount(1)
  await crm.getByRole('button', { name: word('ui', 'undo') }).click()
  await expect(rowsOf(crm)).toHaveCount(3)
  await crm.keyboard.press('Control+k')
  await crm.keyboard.type('beata')
  await expect(crm.getByRole('combobox')).toHaveValue('beata')
  await expect(crm.getByRole('option', { name: /Beata/ })).toBeVisible()
  await crm.keyboard.press('Enter')
  await expect(cardOf(crm, 'Beata')).toBeVisible()
})

test('B2 the keys of a list are about the card that is open, however it was opened', async ({ program }) => {
  const { crm, goTo } = program
  const client = await program.client()
  for (const name of ['Adam', 'Beata']) await client.contacts.create({ stage: 'client', name })
  const { id } = await client.contacts.create({ stage: 'client', name: 'Zenon', responsible: null })
  await goTo(`#/clients/${id}`)
  await expect(cardOf(crm, 'Zenon')).toBeVisible()
  await expect(rowsOf(crm)).toHaveCount(2)
  await crm.getByRole('grid').focus()
  await crm.keyboard.press('Delete')
  await expect(crm.getByText('Usunięto: Zenon')).toBeVisible()
  await expect.poll(async () => (await client.contacts.list({ stage: 'client' })).rows.map((row) => row.name)).toEqual(['Adam', 'Beata'])
  // The card has gone and left the focus to nobody: the list takes the keys.
  await crm.keyboard.press('j')
  await crm.keyboard.press('Enter')
  await expect(cardOf(crm, 'Beata')).toBeVisible()
})

test('enlarged to twice its size, list and card are both of use', async ({ program }) => {
  const { crm, word, goTo } = program
  const client = await program.client()
  const { id } = await client.contacts.create({ stage: 'client', name: 'Zofia Grabarczyk', phones: [{ typed: '790 001 452' }] })
  // 1280 x 800 at 200 %
  await crm.setViewportSize({ width: 640, height: 400 })
  await goTo('#/clients')
  await expect(rowWith(crm, 'Zofia Grabarczyk').getByText('Zofia Grabarczyk')).toBeInViewport({ ratio: 1 })
  await rowWith(crm, 'Zofia Grabarczyk').getByText('Zofia Grabarczyk').click()
  await expect(crm).toHaveURL(new RegExp(id))
  await cardOf(crm, 'Zofia Grabarczyk')
    .getByRole('button', { name: word('clients', 'card.call'), exact: true })
    .click({ trial: true })
  await cardOf(crm, 'Zofia Grabarczyk')
    .getByRole('button', { name: word('clients', 'card.close') })
    .click()
  await expect(rowWith(crm, 'Zofia Grabarczyk')).toBeVisible()
})

test('B1 a hundred thousand rows scroll as ten: only what is seen is drawn, and the end is one key away', async ({ program }) => {
  const { crm, word } = program
  const rows = Array.from({ length: 100_000 }, (_, index) => `Osoba ${String(index).padStart(6, '0')};60${String(1_000_000 + index)}`)
  await importFile(program, program.file('duzo.csv', `Nazwa;Telefon\n${rows.join('\n')}\n`))
  await crm.getByRole('button', { name: word('imports', 'show_list') }).click()
  await expect(rowWith(crm, 'Osoba 000000')).toBeVisible()
  await expect(crm.getByRole('grid')).toHaveAttribute('aria-rowcount', '100001')
  await crm.getByRole('grid').focus()
  await crm.keyboard.press('End')
  await expect(rowWith(crm, 'Osoba 099999')).toBeInViewport()
  await crm.getByRole('grid').evaluate((grid) => {
    grid.scrollTop = grid.scrollHeight / 2
  })
  await expect(rowWith(crm, 'Osoba 0500')).not.toHaveCount(0)
  expect(await rowsOf(crm).count()).toBeLessThan(60)
})
