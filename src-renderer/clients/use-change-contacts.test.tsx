import { notifications } from '@mantine/notifications'
import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Work } from '../../src-shared/work/work-contract.ts'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { useChangeContacts } from './use-change-contacts.ts'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  notifications.clean()
  cleanup()
})

const begun: Work = { id: 'work', kind: 'change', state: 'running', total: 0, done: 0, refused: 0, error: null, batch: null }
const held: Work['error'] = { code: 'forbidden', problems: [{ path: 'responsible', rule: 'ewa' }] }

const DeleteButton = ({ onAnswer }: { readonly onAnswer: (done: boolean) => void }) => {
  const change = useChangeContacts()
  const words = ({ count }: { readonly count: number }) => `Usunięto ${count}`
  return (
    <button type="button" onClick={() => void change({ ids: ['a'] }, { type: 'delete' }, words).then(onAnswer)}>
      go
    </button>
  )
}

const press = async (end: Partial<Work>) => {
  const undo = vi.fn(async () => ({ batch: 'undoing', kept: [] }))
  const answer = vi.fn()
  const work = { get: async () => ({ ...begun, total: 512, ...end }) }
  drawPage(createTestCore({ contacts: { change: async () => begun }, work, history: { undo } }).api, <DeleteButton onAnswer={answer} />)
  await userEvent.click(screen.getByText('go'))
  return { undo, answer }
}

test('who was left is told with the reason, and the others can be taken back', async () => {
  const { undo, answer } = await press({ state: 'done', done: 500, refused: 12, error: held, batch: 'batch' })
  expect(await screen.findByText(/^Usunięto 500\. Pominięto 12 wpisów: Prowadzi to kto inny/)).toBeDefined()
  expect(answer).toHaveBeenCalledWith(true)
  await userEvent.click(screen.getByRole('button', { name: 'Cofnij' }))
  expect(undo).toHaveBeenCalledExactlyOnceWith({ batch: 'batch' })
})

test('where everybody was left nothing is offered to be taken back', async () => {
  const { answer } = await press({ state: 'done', refused: 3, error: held, batch: 'batch' })
  expect(await screen.findByText('Nic się nie zmieniło')).toBeDefined()
  expect(answer).toHaveBeenCalledWith(false)
  expect(screen.queryByRole('button', { name: 'Cofnij' })).toBeNull()
})

test('what was stopped says how far it came', async () => {
  await press({ state: 'cancelled', done: 200, batch: 'batch' })
  expect(await screen.findByText('Przerwano. Usunięto 200.')).toBeDefined()
  expect(screen.getByRole('button', { name: 'Cofnij' })).toBeDefined()
})
