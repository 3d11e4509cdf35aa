import { checkFile, chooseFile, startOf } from './model/import.ts'
import { cardOf, expect, type Program, rowsOf, rowWith, test } from './model/program.ts'
import { goToAllClients, test as teamTest } from './model/team.ts'

const openImport = async ({ crm, word }: Program) => {
  await crm.getByRole('button', { name: word('app', 'add'), exact: true }).click()
  await crm.getByRole('menuitem', { name: word('app', 'import') }).click()
}

/** The row of the history that tells of a file. */
const pastOf = ({ crm, word }: Program, name: string) =>
  crm
    .getByRole('table', { name: word('imports', 'history') })
    .getByRole('row')
    .filter({ hasText: name })

test('S15.1 S15.2 columns are guessed and can be chosen, a property is made on the way, and phones arrive in international form', async ({
  program,
}) => {
  const { crm, word } = program
  const csv = [
    'Nazwa;Telefon;E-mail;Miasto;Branża',
    'Jan Kowalski;"601 234 567, 32 640 11 90";jan@firma.example;Gliwice;meble',
    'Thomas Becker;0049 30 91824471;;Berlin;',
    'Oksana Melnyk;+380 44 279 18 05;;;stal',
    'Recepcja;012;;;',
  ].join('\r\n')
  const path = program.file('klienci.csv', csv)
  await openImport(program)
  await chooseFile(crm, path)
  // The column that nothing fits becomes a property of its own, without leaving the window.
  const branch = crm.getByRole('combobox', { name: word('imports', 'fills_of').replace('{{column}}', 'Branża') })
  await expect(branch).toHaveValue('')
  await branch.click()
  await crm.getByRole('option', { name: word('imports', 'new_property') }).click()
  await crm
    .getByRole('dialog', { name: word('catalogue', 'property.new') })
    .getByRole('button', { name: word('catalogue', 'make') })
    .click()
  await expect(branch).toHaveValue('Branża')
  await crm.getByRole('button', { name: word('imports', 'next'), exact: true }).click()
  await crm.getByRole('button', { name: word('imports', 'check'), exact: true }).click()
  await startOf(crm).click()
  await expect(crm.getByText('Dodano 4 karty')).toBeVisible()
  await crm.getByRole('button', { name: word('imports', 'show_list') }).click()
  await expect(rowsOf(crm)).toHaveCount(4)
  await expect(rowWith(crm, 'Thomas Becker')).toContainText('+49 30 91824471')
  await expect(rowWith(crm, 'Oksana Melnyk')).toContainText('+380 44 279 1805')
  await expect(rowWith(crm, 'Recepcja')).toContainText('012')
  await rowWith(crm, 'Jan Kowalski').getByText('Jan Kowalski').first().click()
  await expect(cardOf(crm, 'Jan Kowalski').getByText('+48 601 234 567')).toBeVisible()
  await expect(cardOf(crm, 'Jan Kowalski').getByText('+48 32 640 11 90')).toBeVisible()

  // The same columns again: the fields are those of then, the property among them.
  await openImport(program)
  await chooseFile(crm, path)
  await expect(crm.getByText(word('imports', 'remembered'))).toBeVisible()
  await expect(branch).toHaveValue('Branża')
})

test('S15.3 S15.4 what would become of the rows is shown, bad ones are listed and saved, and an import is undone after a restart, edits since kept', async ({
  program,
}) => {
  const { crm, word } = program
  const client = await program.client()
  await client.contacts.create({ stage: 'client', name: 'Kowalski', phones: [{ typed: '601 234 567' }] })
  const csv = [
    'Nazwa,Telefon,Kraj,Miasto',
    'Dobra Osoba,601234566,Polska,Żory',
    'Jan Kowalski,601 234 567,Polska,Łódź',
    'Druga Dobra,48601234570,Polska,',
    ',601234568,,',
    'Trzecia,601234569,Atlantyda,',
  ].join('\n')
  await checkFile(program, program.file('mieszane.csv', csv))
  const samples = crm.getByRole('table', { name: word('imports', 'samples_of_rows') })
  await expect(samples.getByRole('row').filter({ hasText: 'Jan Kowalski' })).toContainText(word('imports', 'become.skipped'))
  await expect(crm.getByText('48601234570; czytane jako')).toBeVisible()
  expect((await client.contacts.count({ stage: 'client' })).total).toBe(1)

  // Its window can be put aside; a pill leads back to it.
  await crm.keyboard.press('Escape')
  await expect(crm.getByRole('dialog')).toHaveCount(0)
  await crm.getByRole('button', { name: word('imports', 'pill.waiting') }).click()

  // Whoever is here already is updated instead.
  await crm.getByRole('button', { name: word('imports', 'back') }).click()
  await crm.getByRole('radio', { name: word('imports', 'duplicate.update') }).check()
  await crm.getByRole('button', { name: word('imports', 'check'), exact: true }).click()
  await expect(samples.getByRole('row').filter({ hasText: 'Jan Kowalski' })).toContainText(word('imports', 'become.updated'))
  await startOf(crm).click()
  await expect(crm.getByText('Dodano 2 karty')).toBeVisible()
  const bad = crm.getByRole('table', { name: word('imports', 'bad_rows') }).getByRole('row')
  await expect(bad).toHaveCount(3)
  await expect(bad.nth(1)).toContainText('5')
  await expect(bad.nth(1)).toContainText(word('problems', 'required'))
  await expect(bad.nth(2)).toContainText(word('problems', 'unknown_country'))
  const download = crm.waitForEvent('download')
  await crm.getByRole('button', { name: word('imports', 'save_bad') }).click()
  expect((await download).suggestedFilename()).toBe('mieszane - niezaimportowane.csv')
  await crm.getByRole('button', { name: word('imports', 'close'), exact: true }).click()

  // Somebody works with one of them; then the program is started anew.
  const { rows } = await client.contacts.list({ stage: 'client', offset: 0, limit: 10 })
  const [good] = rows.filter(({ name }) => name === 'Dobra Osoba')
  await client.contacts.update({ id: good?.id ?? '', fields: { comment: 'Oddzwonić' } })
  await program.killCore()
  await program.startCoreAgain()
  await program.goTo('#/settings/imports')
  const past = pastOf(program, 'mieszane.csv')
  await expect(past).toBeVisible()
  await past.getByRole('button', { name: word('imports', 'undo') }).click()
  const kept = crm.getByRole('dialog', { name: word('imports', 'undone').replace('{{name}}', 'mieszane.csv') })
  await expect(kept.getByRole('link', { name: 'Dobra Osoba' })).toBeVisible()
  await expect(kept.getByRole('listitem')).toHaveCount(1)
  await kept
    .getByRole('button', { name: word('imports', 'close'), exact: true })
    .last()
    .click()
  await expect(past).toContainText('Cofnięty')
  const after = (await (await program.client()).contacts.list({ stage: 'client', offset: 0, limit: 10 })).rows
  expect(after.map(({ name, city }) => [name, city])).toEqual([
    ['Dobra Osoba', 'Żory'],
    ['Kowalski', ''],
  ])
})

test('S15.1 a file of Windows-1250 with semicolons is read right by itself, and how it is read can be corrected, all by the keyboard', async ({
  program,
}) => {
  const { crm, word } = program
  // „Łucja Żółć" and „Kędzierzyn-Koźle" as Excel in Polish writes them.
  const bytes = Buffer.from('Nazwa;Miasto\r\n\xa3ucja \xaf\xf3\xb3\xe6;K\xeadzierzyn-Ko\x9fle\r\n', 'latin1')
  await openImport(program)
  await chooseFile(crm, program.file('excel.csv', bytes))
  await expect(crm.getByRole('cell', { name: 'Łucja Żółć' })).toBeVisible()
  const encoding = crm.getByRole('combobox', { name: word('imports', 'encoding') })
  await expect(encoding).toHaveValue(/Windows-1250/)
  await encoding.click()
  await crm.getByRole('option', { name: 'UTF-8', exact: true }).click()
  await expect(crm.getByRole('alert')).toContainText(word('problems', 'wrong_encoding'))
  await encoding.click()
  await crm.getByRole('option', { name: /Windows-1250/ }).click()
  // Without a row of headings the first one is a person, too.
  await crm.getByRole('checkbox', { name: word('imports', 'heading') }).press('Space')
  await expect(crm.getByText(/2 wiersze/).first()).toBeVisible()
  await crm.getByRole('checkbox', { name: word('imports', 'heading') }).press('Space')
  await expect(crm.getByText(/1 wiersz\b/).first()).toBeVisible()
  for (const step of ['next', 'check']) await crm.getByRole('button', { name: word('imports', step), exact: true }).press('Enter')
  // The keyboard stands on the button that starts.
  await expect(startOf(crm)).toBeFocused()
  await crm.keyboard.press('Enter')
  await expect(crm.getByRole('button', { name: word('imports', 'show_list') })).toBeFocused()
  await crm.keyboard.press('Enter')
  await expect(rowWith(crm, 'Łucja Żółć')).toBeVisible()
  const { rows } = await (await program.client()).contacts.list({ stage: 'client', offset: 0, limit: 10 })
  expect(rows.map(({ city }) => city)).toEqual(['Kędzierzyn-Koźle'])
})

teamTest('S15.1 in a team what is imported into unsorted leads is seen by the colleague, who takes one', async ({ team }) => {
  await team.gather()
  const { annas, ewas } = team
  const { crm, word } = annas
  await annas.goTo('#/leads')
  await openImport(annas)
  await chooseFile(crm, annas.file('targi.csv', 'Nazwa;Telefon\nStoisko Bory;601 234 567\nStoisko Lipa;601 234 568\n'))
  await crm.getByRole('button', { name: word('imports', 'next'), exact: true }).click()
  await expect(crm.getByRole('radio', { name: word('imports', 'into_leads') })).toBeChecked()
  await crm.getByRole('button', { name: word('imports', 'check'), exact: true }).click()
  await startOf(crm).click()
  await expect(crm.getByText('Dodano 2 karty')).toBeVisible()
  await ewas.goTo('#/leads')
  await expect(rowWith(ewas.crm, 'Stoisko Bory')).toBeVisible()
  await rowWith(ewas.crm, 'Stoisko Lipa').hover()
  await rowWith(ewas.crm, 'Stoisko Lipa')
    .getByRole('button', { name: word('clients', 'take') })
    .click()
  await expect(rowWith(ewas.crm, 'Stoisko Lipa')).toHaveCount(0)

  // Whoever has a lead keeps it when the import is undone.
  await expect.poll(async () => (await (await annas.client()).contacts.count({ stage: 'lead', tab: 'unsorted' })).total).toBe(1)
  await crm.getByRole('button', { name: word('imports', 'undo'), exact: true }).click()
  await expect(crm.getByRole('link', { name: 'Stoisko Lipa' })).toBeVisible()
  await expect(rowWith(ewas.crm, 'Stoisko Bory')).toHaveCount(0)
  await goToAllClients(ewas)
  await expect(rowsOf(ewas.crm)).toHaveCount(0)
})

for (const { what, name, content, told } of [
  { what: 'without a row', name: 'pusty.csv', content: 'Nazwa;Telefon\r\n', told: 'no_rows' },
  { what: 'with 200 columns', name: 'szeroki.csv', content: `${'a;'.repeat(200)}\n${'1;'.repeat(200)}\n`, told: 'too_many_columns' },
  {
    what: 'with a cell of 10 MB',
    name: 'dluga.csv',
    content: `Nazwa;Uwagi\nJan;"${'x'.repeat(10 * 1024 * 1024)}"\n`,
    told: 'cell_too_long',
  },
  {
    what: 'that is binary',
    name: 'obraz.csv',
    content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 1, 2, 3]),
    told: 'binary_file',
  },
]) {
  test(`R8 a file ${what} is refused in words, and nothing of it is kept`, async ({ program }) => {
    const { crm, word } = program
    await openImport(program)
    await chooseFile(crm, program.file(name, content))
    const beginning = word('problems', told).split('{{')[0] ?? ''
    await expect(crm.getByRole('alert')).toContainText(beginning)
    const client = await program.client()
    expect((await client.contacts.count({ stage: 'client' })).total).toBe(0)
  })
}
