import { v7 as newId } from 'uuid'
import { expect, type Program, rowsOf, test } from './model/program.ts'

const rowOf = ({ crm }: Program, name: string) => crm.getByRole('main').getByRole('row').filter({ hasText: name })

const act = ({ crm, word }: Program, key: string, name: string) =>
  crm.getByRole('button', { name: word('catalogue', key).replace('{{name}}', name), exact: true })

/** Presses undo in the toast that tells of what was done last. */
const undo = ({ crm, word }: Program, told: string) =>
  crm
    .getByRole('alert')
    .filter({ hasText: told })
    .getByRole('button', { name: word('ui', 'undo') })
    .click()

test('S3.5 S3.6 S7.5 tags are renamed, merged and deleted with what hangs on them shown, properties and statuses made and moved, each undone', async ({
  program,
}) => {
  const { crm, word } = program
  const client = await program.client()
  const [vip, stamm] = [newId(), newId()]
  await client.catalogue.put({ kind: 'tag', id: vip, name: 'VIP', colour: null })
  await client.catalogue.put({ kind: 'tag', id: stamm, name: 'stały klient', colour: null })
  const tagged = [[vip], [stamm], [vip, stamm]]
  for (const [number, tags] of tagged.entries()) await client.contacts.create({ stage: 'client', name: `Klient ${number}`, tags })

  // Tags.
  await program.goTo('#/settings/tags')
  await expect(rowOf(program, 'VIP')).toContainText('2')
  await act(program, 'edit_item', 'VIP').click()
  const dialog = crm.getByRole('dialog')
  await dialog.getByLabel(word('catalogue', 'name')).fill('stały klient')
  await dialog.getByRole('button', { name: word('catalogue', 'save') }).click()
  await expect(dialog.getByText(word('problems', 'name_taken'))).toBeVisible()
  await dialog.getByLabel(word('catalogue', 'name')).fill('Kluczowy')
  await crm.keyboard.press('Enter')
  await expect(rowOf(program, 'Kluczowy')).toBeVisible()

  for (const name of ['Kluczowy', 'stały klient']) {
    await crm.getByRole('checkbox', { name: word('catalogue', 'select_item').replace('{{name}}', name) }).check()
  }
  await crm
    .getByRole('toolbar')
    .getByRole('button', { name: word('catalogue', 'merge') })
    .click()
  await dialog.getByRole('radio', { name: 'Kluczowy' }).check()
  await dialog.getByRole('button', { name: word('catalogue', 'merge') }).click()
  await expect(rowOf(program, 'stały klient')).toHaveCount(1)
  await expect(rowOf(program, 'Kluczowy')).toContainText('w tym: stały klient')
  await expect(rowOf(program, 'Kluczowy')).toContainText('3')
  await undo(program, 'Scalono: Kluczowy')
  await expect(act(program, 'edit_item', 'stały klient')).toBeVisible()

  await act(program, 'delete_item', 'Kluczowy').click()
  await expect(dialog).toContainText('2 kontakty')
  await dialog.getByRole('button', { name: word('catalogue', 'delete') }).click()
  await expect(rowOf(program, 'Kluczowy')).toHaveCount(0)
  await undo(program, 'Usunięto: Kluczowy')
  await expect(rowOf(program, 'Kluczowy')).toContainText('2')

  // Custom properties.
  await program.goTo('#/settings/properties')
  await crm.getByRole('button', { name: word('catalogue', 'property.add') }).click()
  await dialog.getByLabel(word('catalogue', 'name')).fill('Branża')
  await dialog.getByRole('combobox', { name: word('catalogue', 'property.type') }).click()
  await crm.getByRole('option', { name: word('catalogue', 'property.types.list') }).click()
  for (const option of ['meble', 'stal']) {
    await dialog.getByRole('button', { name: word('catalogue', 'property.add_option') }).click()
    await crm.keyboard.type(option)
  }
  await dialog.getByRole('button', { name: word('catalogue', 'make') }).click()
  await expect(rowOf(program, 'Branża')).toContainText('meble, stal')
  await client.catalogue.put({ kind: 'property', id: newId(), name: 'NIP', type: 'text', options: [], order: 9 })
  const names = async () => (await client.catalogue.list()).properties.map(({ name }) => name)
  await act(program, 'move', 'NIP').press('ArrowUp')
  await expect.poll(names).toEqual(['NIP', 'Branża'])
  await expect(crm.getByRole('main').getByRole('row').nth(1)).toContainText('NIP')
  await expect(act(program, 'move', 'NIP')).toBeFocused()

  // Statuses of leads: one of one's own between those that every CRM has.
  await program.goTo('#/settings/statuses')
  await crm.getByRole('button', { name: word('catalogue', 'status.add') }).click()
  await dialog.getByLabel(word('catalogue', 'name')).fill('Oferta wysłana')
  await dialog.getByRole('button', { name: word('catalogue', 'make') }).click()
  await expect(rowOf(program, 'Oferta wysłana')).toBeVisible()
  const statuses = async () => (await client.catalogue.list()).statuses.map(({ name }) => name)
  expect((await statuses()).indexOf('Oferta wysłana')).toBe(3)
  await expect(act(program, 'delete_item', 'Oferta wysłana')).toHaveCount(0)
  await act(program, 'merge_item', 'Oferta wysłana').click()
  await dialog.getByRole('combobox').click()
  await crm.getByRole('option', { name: word('leads', 'status.in_progress') }).click()
  await dialog.getByRole('button', { name: word('catalogue', 'merge') }).click()
  await expect(act(program, 'edit_item', 'Oferta wysłana')).toHaveCount(0)
})

test('B4 the audit log tells who changed what and from where, opens to before and after, and takes an act back; what was changed since is named', async ({
  program,
}) => {
  const { crm, word } = program
  const client = await program.client()
  const { id } = await client.contacts.create({ stage: 'client', name: 'Jan Kowalski', city: 'Łódź' })
  await client.contacts.update({ id, fields: { city: 'Żory', company: 'Tartak Bory' } })
  await client.contacts.update({ id, fields: { company: 'Tartak Lipa' } })
  await program.goTo('#/settings/audit')
  const log = crm.getByRole('list', { name: word('audit', 'title'), exact: true })
  const acts = log.locator('> li')
  await expect(acts.filter({ hasText: word('audit', 'mutation.contact_patch') })).toHaveCount(2)
  const change = acts.filter({ hasText: word('audit', 'mutation.contact_patch') }).nth(1)
  await change.getByRole('button', { expanded: false }).click()
  await expect(change.getByText('Łódź')).toBeVisible()
  await expect(change.getByText('Żory')).toBeVisible()
  await expect(change.getByText(word('audit', 'field.city'), { exact: true })).toBeVisible()

  await change.getByRole('button', { name: /^Cofnij/ }).click()
  const kept = crm.getByRole('dialog', { name: word('audit', 'kept_title') })
  await expect(kept.getByRole('listitem')).toContainText(word('audit', 'field.company'))
  await kept
    .getByRole('button', { name: word('audit', 'close') })
    .last()
    .click()
  expect(await client.contacts.get({ id })).toMatchObject({ city: 'Łódź', company: 'Tartak Lipa' })
  await expect(acts.first()).toContainText(word('audit', 'mutation.history_revert'))

  await crm.getByRole('combobox', { name: word('audit', 'about') }).click()
  await crm.getByRole('option', { name: word('audit', 'kinds.tag') }).click()
  await expect(crm.getByText(word('audit', 'nothing'))).toBeVisible()
  await crm.getByRole('combobox', { name: word('audit', 'about') }).click()
  await crm.getByRole('option', { name: word('audit', 'kinds.contact') }).click()
  await acts.first().getByRole('link', { name: 'Jan Kowalski' }).click()
  await expect(crm.getByRole('heading', { name: 'Jan Kowalski' })).toBeVisible()
  await program.goTo('#/clients')
  await expect(rowsOf(crm)).toHaveCount(1)
})
