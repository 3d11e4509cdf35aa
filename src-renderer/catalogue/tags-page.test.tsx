import { notifications } from '@mantine/notifications'
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { anna, createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { TagsPage } from './tags-page.tsx'

const tag = (id: string, name: string, mergedInto: string | null = null) => ({ id, name, mergedInto, colour: null, createdAt: 0 })
const tags = [tag('a', 'VIP'), tag('b', 'stały klient'), tag('c', 'stali', 'b'), tag('d', 'pusty')]

const createCore = () => {
  const asked: unknown[] = []
  const record = (name: string) => async (input: unknown) => {
    asked.push([name, input])
    return { batch: 'batch' }
  }
  const { api } = createTestCore({
    catalogue: {
      list: async () => ({ tags, sources: [], properties: [], statuses: [] }),
      counts: async () => ({ counts: { a: 12, b: 3 } }),
      put: record('put'),
      merge: record('merge'),
      delete: record('delete'),
    },
  })
  return { api, asked }
}

const rowOf = async (name: string) => within((await screen.findByText(name)).closest('tr') as HTMLElement)

beforeAll(() => startTexts('pl'))
afterEach(() => {
  notifications.clean()
  cleanup()
})

test('S3.5 tags stand with how many contacts they hang on, and what was merged into them', async () => {
  drawPage(createCore().api, <TagsPage />)
  expect(await (await rowOf('VIP')).findByText('12')).toBeDefined()
  expect((await rowOf('stały klient')).getByText('w tym: stali')).toBeDefined()
  expect(screen.queryByText('stali')).toBeNull()
})

test('S3.5 what hangs on a tag is shown before it goes; one that hangs on nothing goes at once', async () => {
  const { api, asked } = createCore()
  drawPage(api, <TagsPage />)
  await (await rowOf('VIP')).findByText('12')
  fireEvent.click((await rowOf('VIP')).getByRole('button', { name: 'Usuń: VIP' }))
  expect(await screen.findByText('12 kontaktów')).toBeDefined()
  expect(asked).toEqual([])
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Usuń' }))
  await expect.poll(() => asked).toEqual([['delete', { kind: 'tag', ids: ['a'] }]])
  fireEvent.click((await rowOf('pusty')).getByRole('button', { name: 'Usuń: pusty' }))
  await expect.poll(() => asked.length).toBe(2)
})

test('S3.5 whoever is no administrator adds tags and changes none', async () => {
  drawPage(createCore().api, <TagsPage />, anna, ['customers_edit'])
  expect(await screen.findByText('VIP')).toBeDefined()
  expect(screen.getByRole('button', { name: 'Dodaj tag' })).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Usuń: VIP' })).toBeNull()
  expect(screen.queryByRole('checkbox')).toBeNull()
  expect(screen.getByText(/zmienia i usuwa administrator/)).toBeDefined()
})

test.each([
  ['an administrator', undefined, true],
  ['whoever may not take it away again', ['customers_edit'] as const, false],
])('S3.5 a tag that was added by %s can be taken back where that is allowed', async (_who, permissions, canUndo) => {
  const { api, asked } = createCore()
  drawPage(api, <TagsPage />, anna, permissions)
  fireEvent.click(await screen.findByRole('button', { name: 'Dodaj tag' }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByRole('textbox', { name: /Nazwa/ }), { target: { value: 'targi' } })
  fireEvent.submit(dialog.getByRole('textbox', { name: /Nazwa/ }))
  await expect.poll(() => asked.length).toBe(1)
  expect(await screen.findByText(/targi/)).toBeDefined()
  expect(screen.queryAllByRole('button', { name: 'Cofnij' })).toHaveLength(canUndo ? 1 : 0)
})
