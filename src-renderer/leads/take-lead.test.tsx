import { notifications } from '@mantine/notifications'
import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { TakeResult } from '../../src-shared/leads/lead-contract.ts'
import { anna, createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { FinishLeadDialog } from './finish-lead-dialog.tsx'
import { useTakeLead, useWishes } from './use-leads.ts'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  notifications.clean()
  cleanup()
})

const lead = { id: 'lead', name: 'Jan Mazur' }

const TakeButton = () => {
  const take = useTakeLead()
  const wishes = useWishes()
  return (
    <button type="button" onClick={() => void take(lead)}>
      {wishes.has(lead.id) ? 'wish' : 'take'}
    </button>
  )
}

const press = async (outcome: TakeResult['outcome'], holder = 'Anna Zielińska') => {
  const leads = {
    take: vi.fn(async () => ({ outcome, holder: { memberId: 'm', name: holder } })),
    giveBack: vi.fn(async () => ({ batch: 'b' })),
    wishes: async () => ({ ids: outcome === 'wish' && leads.take.mock.calls.length > 0 ? [lead.id] : [] }),
  }
  drawPage(createTestCore({ leads }).api, <TakeButton />)
  await userEvent.click(screen.getByText('take'))
  return leads
}

test('S7.1 whoever loses a lead is told who has it, and is offered nothing to undo', async () => {
  await press('lost', 'Ewa Nowak')
  expect(await screen.findByText('Jan Mazur: tego leada ma już Ewa Nowak')).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Cofnij' })).toBeNull()
})

test('a lead that was taken can be given back from the toast', async () => {
  const { giveBack } = await press('taken')
  await screen.findByText('Jan Mazur jest teraz wśród Twoich leadów')
  await userEvent.click(screen.getByRole('button', { name: 'Cofnij' }))
  expect(giveBack).toHaveBeenCalledExactlyOnceWith({ id: 'lead' })
})

test('without a connection it is a wish, told and shown as such', async () => {
  await press('wish')
  expect(await screen.findByText('Jan Mazur: zabranie czeka na potwierdzenie serwera')).toBeDefined()
  expect(await screen.findByText('wish')).toBeDefined()
})

test('a lead is finished by keyboard alone, and closed as unsuitable only with a reason', async () => {
  const finish = vi.fn(async () => ({ batch: 'b' }))
  const close = vi.fn()
  drawPage(createTestCore({ leads: { finish } }).api, <FinishLeadDialog lead={lead} onClose={close} />)
  const unsuitable = await screen.findByRole('radio', { name: 'Nieodpowiedni' })
  unsuitable.focus()
  await userEvent.keyboard(' ')
  screen.getByLabelText('Powód').focus()
  await userEvent.keyboard('{Enter}')
  expect(await screen.findByText('To pole jest potrzebne')).toBeDefined()
  expect(finish).not.toHaveBeenCalled()
  await userEvent.keyboard('Za drogo{Enter}')
  await waitFor(() => expect(close).toHaveBeenCalledOnce())
  expect(finish).toHaveBeenCalledExactlyOnceWith({ id: 'lead', as: 'unsuitable', reason: 'Za drogo' })
})

test('S14.2 whoever may not add clients can end a lead only as unsuitable', async () => {
  const finish = vi.fn(async () => ({ batch: 'b' }))
  drawPage(createTestCore({ leads: { finish } }).api, <FinishLeadDialog lead={lead} onClose={() => undefined} />, anna, [])
  expect(await screen.findByText(/To konto nie może dodawać klientów/)).toBeDefined()
  expect(screen.queryByRole('radio')).toBeNull()
  await userEvent.type(screen.getByLabelText('Powód'), 'Za drogo{Enter}')
  await waitFor(() => expect(finish).toHaveBeenCalledExactlyOnceWith({ id: 'lead', as: 'unsuitable', reason: 'Za drogo' }))
})
