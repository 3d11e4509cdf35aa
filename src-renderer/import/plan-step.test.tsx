import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { type BroughtFile, planOf, startOver, useImport } from './import-store.ts'
import { PlanStep } from './plan-step.tsx'

const file: BroughtFile = {
  name: 'klienci.csv',
  importId: '00000000-0000-7000-8000-000000000001',
  form: {},
  preview: {
    format: 'csv',
    encoding: 'utf-8',
    delimiter: ';',
    quote: '"',
    heading: true,
    sheets: [],
    sheet: null,
    columns: [
      { name: 'Nazwa', samples: ['Jan'] },
      { name: 'Telefon', samples: ['601'] },
    ],
    mapping: ['name', 'phone'],
    remembered: false,
    rows: 1,
  },
}

const nothing = { tags: [], sources: [], properties: [], statuses: [] }
const draw = (permissions?: Parameters<typeof drawPage>[3]) => {
  const { api } = createTestCore({ catalogue: { list: async () => nothing } })
  return drawPage(api, <PlanStep phase={{ type: 'plan', file, error: null }} />, undefined, permissions)
}

beforeAll(() => startTexts('pl'))
afterEach(() => {
  cleanup()
  startOver()
})

test('S15.4 rows are told by the phone where no column holds an e-mail, and what was chosen for e-mails stays', async () => {
  useImport.setState({ mapping: ['name', 'phone'] })
  draw()
  const byPhone = await screen.findByRole('checkbox', { name: 'po telefonie' })
  expect(screen.queryByRole('checkbox', { name: 'po e-mailu' })).toBeNull()
  byPhone.click()
  expect(await screen.findByText('Nic nie wybrano, więc każdy wiersz będzie nową kartą.')).toBeDefined()
  expect(planOf(useImport.getState()).duplicatesBy).toEqual(['email'])
})

test('S15.4 without phones and e-mails there is nothing to tell duplicates by, and the page says so', async () => {
  useImport.setState({ mapping: ['name', null] })
  draw()
  expect(await screen.findByText(/^Żadna kolumna nie zawiera telefonu ani e-maila/)).toBeDefined()
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Zaktualizuj' }).disabled).toBe(true)
})

test('whoever may import leads alone imports into leads', async () => {
  useImport.setState({ mapping: ['name', 'phone'] })
  draw(['leads_import_export'])
  await expect.poll(() => planOf(useImport.getState()).stage).toBe('lead')
})
