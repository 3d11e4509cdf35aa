import { notifications } from '@mantine/notifications'
import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { TaskLine } from '../../src-shared/tasks/task-contract.ts'
import { createTestCore, drawPage, ewa } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { NextStep } from './next-step.tsx'
import { TaskDialog } from './task-dialog.tsx'
import { openNewTask, openTask, useTaskForm } from './task-store.ts'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  notifications.clean()
  cleanup()
  useTaskForm.setState({ form: null })
})

const jan = { id: 'jan', name: 'Jan Mazur' }
const task: TaskLine = {
  id: 'task',
  type: 'task',
  title: 'Wysłać ofertę',
  startsAt: Date.UTC(2026, 10, 20, 9),
  responsible: 'anna',
  responsibleName: 'Anna Zielińska',
  contactIds: ['jan'],
  completedAt: null,
  completedBy: null,
  completedComment: '',
  createdAt: 0,
  createdBy: 'anna',
}

const draw = (children: ReactNode, tasks: readonly TaskLine[] = [], permissions?: readonly []) => {
  const writes = {
    create: vi.fn(async (_input: Record<string, unknown>) => ({ batch: 'b' })),
    update: vi.fn(async (_input: Record<string, unknown>) => ({ batch: 'b' })),
    complete: vi.fn(async (_input: Record<string, unknown>) => ({ batch: 'b' })),
  }
  drawPage(createTestCore({ tasks: { ofContact: async () => ({ tasks }), ...writes } }).api, children, undefined, permissions)
  return writes
}

test('S3.4 a task has a title, a time and a person, and the time is read as it is typed', async () => {
  const { create } = draw(<TaskDialog />)
  openNewTask(jan)
  await userEvent.type(await screen.findByLabelText(/Co trzeba zrobić/), 'Oddzwonić')
  const time = screen.getByLabelText('Godzina')
  await userEvent.clear(time)
  await userEvent.type(time, 'rano')
  await userEvent.click(screen.getByRole('button', { name: 'Dodaj' }))
  expect(await screen.findByText('Godzina, np. 9:30')).toBeDefined()
  expect(create).not.toHaveBeenCalled()
  await userEvent.clear(time)
  await userEvent.type(time, '9:30')
  await userEvent.click(screen.getByRole('combobox', { name: 'Kto' }))
  await userEvent.click(await screen.findByRole('option', { name: ewa.name }))
  await userEvent.click(screen.getByRole('button', { name: 'Dodaj' }))
  await waitFor(() => expect(create).toHaveBeenCalledOnce())
  expect(create.mock.calls[0]?.[0]).toMatchObject({ title: 'Oddzwonić', contactIds: ['jan'], responsible: 'ewa' })
  const clock = new Intl.DateTimeFormat('pl', { timeZone: 'Europe/Warsaw', hour: '2-digit', minute: '2-digit' })
  expect(clock.format(create.mock.calls[0]?.[0].startsAt as number)).toBe('09:30')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

test('a task for some time has no time', async () => {
  const { update } = draw(<TaskDialog />)
  openTask(jan, task)
  await userEvent.click(await screen.findByText('Kiedyś'))
  await userEvent.click(screen.getByRole('button', { name: 'Zapisz' }))
  await waitFor(() =>
    expect(update).toHaveBeenCalledWith({ id: 'task', fields: { title: task.title, startsAt: null, responsible: 'anna' } }),
  )
})

test('S3.4 the next step says that it is late, and is done where it stands', async () => {
  const { complete } = draw(<NextStep contact={jan} />, [task, { ...task, id: 'other', title: 'Inne' }])
  const step = await screen.findByRole('region', { name: 'Następny krok' })
  expect(step.textContent).toContain('Wysłać ofertę')
  expect(step.textContent).toContain('po terminie')
  await userEvent.click(screen.getByRole('button', { name: 'Oznacz jako wykonane: Wysłać ofertę' }))
  expect(complete).toHaveBeenCalledWith({ id: 'task', done: true })
})

test('the task of somebody else is only read without the right to it', async () => {
  draw(<NextStep contact={jan} />, [{ ...task, responsible: 'ewa', createdBy: 'ewa' }], [])
  await screen.findByRole('region', { name: 'Następny krok' })
  expect(screen.queryByRole('button')).toBeNull()
})
