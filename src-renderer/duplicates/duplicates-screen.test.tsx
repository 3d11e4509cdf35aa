import { notifications } from '@mantine/notifications'
import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { DuplicatesScreen } from './duplicates-screen.tsx'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  notifications.clean()
  cleanup()
})

const person = (id: string) => ({
  id,
  stage: 'client',
  name: `Klient ${id}`,
  company: '',
  phone: null,
  email: null,
  city: '',
  createdAt: 1,
})
const draw = (total: number) => {
  const dismiss = vi.fn(async (_asked: Record<string, unknown>) => ({ batch: 'b' }))
  const contacts = Array.from({ length: Math.min(total, 20) }, (_, at) => person(String(at)))
  const group = { reason: 'phone', value: '22 640 11 90', key: '0911046224', total, contacts }
  const list = async ({ reason }: { reason: string }) => ({ groups: reason === 'phone' ? [group] : [] })
  const count = async () => ({ phone: 1, email: 0, name: 0 })
  drawPage(createTestCore({ duplicates: { list, count, dismiss } }).api, <DuplicatesScreen />)
  return dismiss
}

test('B4 a group of more than can be shown says how many there are, and one press leaves all of them alone', async () => {
  const dismiss = draw(450)
  expect(await screen.findByText('i jeszcze 430 kart')).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: /To różne osoby/ }))
  expect(dismiss).toHaveBeenCalledWith({ reason: 'phone', key: '0911046224' })
  expect(await screen.findByText('Zapisano: 450 kart to różne osoby')).toBeDefined()
})

test('of a few it is said that these very cards are different people', async () => {
  const dismiss = draw(3)
  await userEvent.click(await screen.findByRole('button', { name: /To różne osoby/ }))
  expect(dismiss).toHaveBeenCalledWith({ ids: ['0', '1', '2'] })
  expect(screen.queryByText(/i jeszcze/)).toBeNull()
})
