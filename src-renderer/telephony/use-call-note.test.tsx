import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { startTexts } from '../i18n/i18n.ts'
import { CallNoteField } from './call-note-field.tsx'
import { callId, liveCallOf } from './test-calls.ts'
import { drawWith } from './test-screen.tsx'
import { joinNotes } from './use-call-note.ts'

beforeAll(() => startTexts('pl'))
afterEach(cleanup)

const call = liveCallOf({ phase: 'active', answeredAt: 1 })
const kept = (text: string) => ({ text, revision: 1 }) as never
const lastWritten = (notes: ReturnType<typeof drawWith>['notes']) =>
  (notes.write.mock.calls as unknown as [{ text: string }][]).at(-1)?.[0].text

test('S11.3 what is typed before the note has been read stands after what it says already', async () => {
  const { notes, show } = drawWith(call, <p />)
  expect(notes.get).not.toHaveBeenCalled()
  let answer: (note: never) => void = () => undefined
  notes.get.mockReturnValue(
    new Promise<never>((resolve) => {
      answer = resolve
    }),
  )
  show(call, <CallNoteField call={call} autoFocus />)
  await userEvent.keyboard('i 3 stoły')
  expect(notes.write).not.toHaveBeenCalled()
  answer(kept('40 krzeseł'))
  await waitFor(() => expect(lastWritten(notes)).toBe('40 krzeseł\ni 3 stoły'))
})

test('S11.3 a core that is away holds a note up for a second, and what was typed is kept', async () => {
  const { notes, show } = drawWith(call, <p />)
  notes.get.mockReturnValue(new Promise<never>(() => undefined))
  show(call, <CallNoteField call={call} autoFocus />)
  await userEvent.keyboard('stoły')
  await waitFor(() => expect(lastWritten(notes)).toBe('stoły'))
})

test('S11.3 a note that is closed before it was read keeps what was typed, and shows it at once when it is opened again', async () => {
  const { notes, show } = drawWith(call, <p />)
  notes.get.mockReturnValue(new Promise<never>(() => undefined))
  notes.write.mockReturnValue(new Promise<never>(() => undefined))
  show(call, <CallNoteField call={call} autoFocus />)
  await userEvent.keyboard('stoły')
  show(call, <p />)
  show(call, <CallNoteField call={call} />)
  expect(screen.getByRole('textbox')).toHaveProperty('value', 'stoły')
  await waitFor(() => expect(notes.write).toHaveBeenLastCalledWith(expect.objectContaining({ callId, text: 'stoły' })))
})

test('what was shown when the typing began is not kept twice', () => {
  expect([joinNotes('', '', 'a'), joinNotes('abc', 'abc', 'abcd'), joinNotes('abX', 'abc', 'abcd')]).toEqual(['a', 'abcd', 'abX\nabcd'])
})
