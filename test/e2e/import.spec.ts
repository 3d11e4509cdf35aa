import { chooseFile, importFile } from './model/import.ts'
import { cardOf, expect, rowsOf, rowWith, test } from './model/program.ts'

test('S15.2 phones of a CSV arrive in international form, several of a cell all of them, zeros and + kept', async ({ program }) => {
  const { crm, word } = program
  const csv = [
    'Nazwa;Telefon;E-mail;Miasto',
    'Jan Kowalski;"601 234 567, 32 640 11 90";jan@firma.example;Gliwice',
    'Thomas Becker;0049 30 91824471;;Berlin',
    'Oksana Melnyk;+380 44 279 18 05;;',
    'Recepcja;012;;',
  ].join('\r\n')
  await importFile(program, program.file('klienci.csv', csv))
  await expect(crm.getByText('Dodano 4 karty')).toBeVisible()
  await crm.getByRole('button', { name: word('imports', 'show_list') }).click()
  await expect(rowsOf(crm)).toHaveCount(4)
  await expect(rowWith(crm, 'Thomas Becker')).toContainText('+49 30 91824471')
  await expect(rowWith(crm, 'Oksana Melnyk')).toContainText('+380 44 279 1805')
  await expect(rowWith(crm, 'Recepcja')).toContainText('012')
  await rowWith(crm, 'Jan Kowalski').click()
  await expect(cardOf(crm, 'Jan Kowalski').getByText('+48 601 234 567')).toBeVisible()
  await expect(cardOf(crm, 'Jan Kowalski').getByText('+48 32 640 11 90')).toBeVisible()
})

test('S15.4 bad rows are listed with line and reason, good rows are kept, and all of it can be taken back', async ({ program }) => {
  const { crm, word } = program
  const csv = 'Nazwa,Telefon,Kraj\nDobra Osoba,601234567,Polska\nBez numeru,brak,Polska\n,601234568,\nDruga Dobra,601234569,Atlantyda\n'
  await importFile(program, program.file('mieszane.csv', csv))
  await expect(crm.getByText('Dodano 1 kartę')).toBeVisible()
  const table = crm.getByRole('dialog').getByRole('table')
  await expect(table.getByRole('row').nth(1)).toContainText('3')
  await expect(table.getByRole('row').nth(1)).toContainText(word('problems', 'not_a_phone'))
  await expect(table.getByRole('row').nth(2)).toContainText(word('problems', 'required'))
  await expect(table.getByRole('row')).toHaveCount(4)
  const download = crm.waitForEvent('download')
  await crm.getByRole('button', { name: word('imports', 'save_bad') }).click()
  expect((await download).suggestedFilename()).toBe('mieszane - niezaimportowane.csv')
  await crm.getByRole('button', { name: word('imports', 'undo') }).click()
  const client = await program.client()
  await expect.poll(async () => (await client.contacts.count({ stage: 'client' })).total).toBe(0)
})

test('a file of Windows-1250 with semicolons is read right by itself, and another encoding can be chosen', async ({ program }) => {
  const { crm, word } = program
  // „Łucja Żółć" and „Kędzierzyn-Koźle" as Excel in Polish writes them.
  const bytes = Buffer.from('Nazwa;Miasto\r\n\xa3ucja \xaf\xf3\xb3\xe6;K\xeadzierzyn-Ko\x9fle\r\n', 'latin1')
  await crm.getByRole('button', { name: word('app', 'add'), exact: true }).click()
  await crm.getByRole('menuitem', { name: word('app', 'import') }).click()
  await chooseFile(crm, program.file('excel.csv', bytes))
  await expect(crm.getByRole('cell', { name: 'Łucja Żółć' })).toBeVisible()
  await expect(crm.getByRole('combobox', { name: word('imports', 'encoding') })).toHaveValue(/Windows-1250/)
  await crm.getByRole('combobox', { name: word('imports', 'encoding') }).click()
  await crm.getByRole('option', { name: 'UTF-8', exact: true }).click()
  await expect(crm.getByRole('alert')).toContainText(word('problems', 'wrong_encoding'))
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
    await crm.getByRole('button', { name: word('app', 'add'), exact: true }).click()
    await crm.getByRole('menuitem', { name: word('app', 'import') }).click()
    await chooseFile(crm, program.file(name, content))
    const beginning = word('problems', told).split('{{')[0] ?? ''
    await expect(crm.getByRole('alert')).toContainText(beginning, { timeout: 20_000 })
    const client = await program.client()
    expect((await client.contacts.count({ stage: 'client' })).total).toBe(0)
  })
}
