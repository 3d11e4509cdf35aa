import { notifications } from '@mantine/notifications'
import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createTestCore, drawPage } from '../app/test-page.tsx'
import { startTexts } from '../i18n/i18n.ts'
import { NoteComposer } from './note-composer.tsx'
import { NoteText } from './note-text.tsx'
import { useMentionNews } from './use-mention-news.ts'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  notifications.clean()
  cleanup()
  localStorage.clear()
  window.location.hash = ''
})

test('S3.3 @ offers the colleagues: arrows and Enter take one, Escape lets it be, and who is named goes along with the note', async () => {
  const write = vi.fn(async (_note: Record<string, unknown>) => ({ batch: 'b' }))
  drawPage(createTestCore({ notes: { write } }).api, <NoteComposer contactId="jan" />)
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Notatka' })
  await userEvent.type(field, 'Zapytać @')
  expect((await screen.findAllByRole('option')).map((option) => option.textContent)).toEqual(['ENEwa Nowak'])
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('listbox')).toBeNull()
  expect(document.activeElement).toBe(field)
  await userEvent.type(field, 'x, potem @no')
  await screen.findByRole('option')
  await userEvent.keyboard('{ArrowDown}{Enter}')
  await waitFor(() => expect(field.value).toBe('Zapytać @x, potem @Ewa Nowak '))
  await userEvent.keyboard('jutro{Control>}{Enter}{/Control}')
  await waitFor(() => expect(write).toHaveBeenCalledOnce())
  expect(write.mock.calls[0]?.[0]).toMatchObject({ contactId: 'jan', text: 'Zapytać @x, potem @Ewa Nowak jutro', mentions: ['ewa'] })
})

test('whom a note names stands out, and a name that was only typed does not', async () => {
  drawPage(createTestCore().api, <NoteText text="@Ewa Nowak i @Anna Zielińska" mentions={['ewa']} />)
  await waitFor(() => expect(document.querySelectorAll('mark')).toHaveLength(1))
  expect(document.querySelector('mark')?.textContent).toBe('@Ewa Nowak')
})

const News = () => {
  useMentionNews()
  return null
}

test('S3.3 who is named in a note is told by whom and about whom, and the card is one press away', async () => {
  const get = async () => ({ id: 'jan', name: 'Jan Mazur', stage: 'client' })
  const core = createTestCore({ contacts: { get } })
  drawPage(core.api, <News />)
  core.tell({ type: 'mention', noteId: 'note', contactId: 'jan', memberId: 'ewa' })
  expect(await screen.findByText(/wspomina to konto w notatce: Jan Mazur/)).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Otwórz kartę' }))
  expect(window.location.hash).toBe('#/clients/jan')
})
