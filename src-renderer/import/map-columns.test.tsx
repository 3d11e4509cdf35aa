import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import type { FileForm, ImportPreview } from '../../src-shared/import/import-contract.ts'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { startOver, useImport } from './import-store.ts'
import { MapColumns } from './map-columns.tsx'

const preview: ImportPreview = {
  format: 'csv',
  encoding: 'utf-8',
  delimiter: ';',
  quote: '"',
  heading: true,
  sheets: [],
  sheet: null,
  columns: [{ name: 'Nazwa', samples: ['Jan'] }],
  mapping: ['name'],
  remembered: false,
  rows: 1,
}
const nothing = { tags: [], sources: [], properties: [], statuses: [] }

const Columns = () => {
  const phase = useImport((state) => state.phase)
  return phase.type === 'columns' ? <MapColumns phase={phase} /> : null
}

/** The file is being looked at; each reading ends when the test says so. */
const draw = () => {
  const readings: { readonly form: FileForm; readonly end: (error?: Error) => void }[] = []
  const read = ({ form }: { readonly form: FileForm }) =>
    new Promise<ImportPreview>((resolve, reject) => {
      const read = { ...preview, ...form } as ImportPreview
      readings.push({ form, end: (error) => (error ? reject(error) : resolve(read)) })
    })
  const { api } = createTestCore({ catalogue: { list: async () => nothing }, imports: { preview: read } })
  const file = { name: 'klienci.csv', importId: '00000000-0000-7000-8000-000000000001', form: {}, preview }
  useImport.setState({ mapping: ['name'], phase: { type: 'columns', file, error: null, asked: null } })
  drawPage(api, <Columns />)
  return readings
}
const heading = () => screen.getByRole<HTMLInputElement>('checkbox', { name: 'Pierwszy wiersz to nagłówki' })
const next = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Dalej' })

beforeAll(() => startTexts('pl'))
afterEach(() => {
  cleanup()
  startOver()
})

test('S15.1 the keyboard stays where it was while the file is read anew, and the last of several answers counts', async () => {
  const readings = draw()
  heading().focus()
  heading().click()
  await waitFor(() => expect(readings).toHaveLength(1))
  expect([heading().checked, heading().disabled, next().disabled]).toEqual([false, false, true])
  heading().click()
  await waitFor(() => expect(heading().checked).toBe(true))
  readings[0]?.end()
  await waitFor(() => expect(readings).toHaveLength(2))
  expect(next().disabled).toBe(true)
  readings[1]?.end()
  await waitFor(() => expect(next().disabled).toBe(false))
  expect(readings.map(({ form }) => form)).toEqual([{ heading: false }, { heading: true }])
  expect([heading().checked, document.activeElement]).toEqual([true, heading()])
})

test('S15.1 a form in which the file cannot be read is told, and the one before it stands', async () => {
  const readings = draw()
  heading().click()
  await waitFor(() => expect(readings).toHaveLength(1))
  readings[0]?.end(new Error('Not readable'))
  expect(await screen.findByRole('alert')).toBeDefined()
  expect([heading().checked, next().disabled]).toEqual([true, false])
})

test('S15.1 what was chosen while a reading that fails was on its way is read all the same', async () => {
  const readings = draw()
  heading().click()
  await waitFor(() => expect(readings).toHaveLength(1))
  heading().click()
  readings[0]?.end(new Error('Not readable'))
  await waitFor(() => expect(readings).toHaveLength(2))
  readings[1]?.end()
  await waitFor(() => expect(next().disabled).toBe(false))
  expect(screen.queryByRole('alert')).toBeNull()
  expect(heading().checked).toBe(true)
})
