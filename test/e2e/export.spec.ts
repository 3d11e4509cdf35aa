import { readFileSync } from 'node:fs'
import { v7 as newId } from 'uuid'
import { checkFile, importFile } from './model/import.ts'
import { expect, type Program, rowsOf, rowWith, test } from './model/program.ts'

/** Exports what a list shows, and answers with the file that was saved. */
const exportList = async ({ crm, word }: Program, format: 'csv' | 'xlsx' | 'json'): Promise<{ name: string; path: string }> => {
  await crm.getByRole('button', { name: word('clients', 'more'), exact: true }).click()
  await crm.getByRole('menuitem', { name: word('clients', 'bulk.export') }).click()
  const dialog = crm.getByRole('dialog', { name: word('exports', 'title') })
  await dialog.getByRole('radio', { name: word('exports', `formats.${format}.name`), exact: true }).check()
  const download = crm.waitForEvent('download')
  await dialog.getByRole('button', { name: word('exports', 'start'), exact: true }).click()
  const saved = await download
  return { name: saved.suggestedFilename(), path: await saved.path() }
}

test('B9 a list is taken out as XLSX and comes back from it without loss; a formula is no formula, and everything can be had as JSON and brought back', async ({
  program,
}) => {
  const { crm, word } = program
  const client = await program.client()
  const tag = newId()
  await client.catalogue.put({ kind: 'tag', id: tag, name: 'Stały klient', colour: null })
  await client.contacts.create({
    stage: 'client',
    name: '=1+1',
    company: 'Zażółć Sp. z o.o.',
    city: 'Łódź',
    tags: [tag],
    phones: [{ typed: '+48 601 234 567' }, { typed: '012' }],
    emails: [{ address: 'jan@firma.example' }],
  })
  await client.contacts.create({ stage: 'client', name: 'Łucja, „Bory”; Kozłowska', zip: '00-950' })
  await program.goTo('#/clients')
  await expect(rowsOf(crm)).toHaveCount(2)

  const csv = await exportList(program, 'csv')
  expect(csv.name).toMatch(/\.csv$/)
  const text = readFileSync(csv.path, 'utf8')
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(text).toContain("'=1+1")

  const xlsx = await exportList(program, 'xlsx')
  const { rows } = await client.contacts.list({ stage: 'client', offset: 0, limit: 10 })
  const before = await Promise.all(rows.map(({ id }) => client.contacts.get({ id })))
  await client.contacts.delete({ ids: rows.map(({ id }) => id) })
  await expect(rowsOf(crm)).toHaveCount(0)
  await importFile(program, program.file('z-powrotem.xlsx', readFileSync(xlsx.path)))
  await crm.getByRole('button', { name: word('imports', 'show_list') }).click()
  await expect(rowWith(crm, '=1+1')).toBeVisible()
  const back = (await client.contacts.list({ stage: 'client', offset: 0, limit: 10 })).rows
  const facts = await Promise.all(back.map(({ id }) => client.contacts.get({ id })))
  const seen = (contacts: typeof facts) =>
    contacts
      .map(({ name, company, city, zip, tags, phones, emails }) => ({
        ...{ name, company, city, zip, tags },
        phones: phones.map(({ digits }) => digits),
        emails: emails.map(({ address }) => address),
      }))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
  expect(seen(facts)).toEqual(seen(before))

  // Everything, any day.
  await program.goTo('#/settings/export')
  const download = crm.waitForEvent('download')
  await crm.getByRole('button', { name: word('exports', 'everything.start') }).click()
  const archive = readFileSync(await (await download).path())
  expect(archive.subarray(0, 2).toString('latin1')).toBe('PK')
  await expect(crm.getByText(/^Zapisano plik .*\.zip/)).toBeVisible()
  await client.contacts.delete({ ids: back.map(({ id }) => id) })
  const chosen = program.file('wszystko.zip', archive)
  await crm.getByLabel(word('exports', 'back.start')).and(crm.locator('input[type=file]')).setInputFiles(chosen)
  await expect(crm.getByText(/^Eksport przywrócony/)).toBeVisible({ timeout: 60_000 })
  const returned = await Promise.all(back.map(({ id }) => client.contacts.get({ id })))
  expect(returned).toEqual(facts)

  // What was taken out and is here still is known when it comes again.
  await checkFile(program, program.file('jeszcze-raz.xlsx', readFileSync(xlsx.path)))
  const samples = crm.getByRole('table', { name: word('imports', 'samples_of_rows') })
  await expect(samples.getByRole('row').filter({ hasText: '=1+1' })).toContainText(word('imports', 'become.skipped'))
})
