import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { liveCallOf } from '../telephony/test-calls.ts'
import { useWrittenCall } from './use-written-call.ts'

afterEach(cleanup)

const Scene = ({ call }: { readonly call: LiveCall }) => {
  const { earlier, onFocus, onBlur } = useWrittenCall(call)
  const shown = earlier ?? (call.phase === 'ringing' ? null : call)
  return shown && <textarea key={shown.id} aria-label={shown.id} onFocus={(event) => onFocus(event, shown)} onBlur={onBlur} />
}

const first = liveCallOf({ id: 'first', phase: 'ended', endedAt: 2 })
const ringing = liveCallOf({ id: 'second' })
const missed = liveCallOf({ id: 'second', phase: 'ended', endedAt: 3 })

const draw = () => {
  const drawn = render(<Scene call={first} />)
  return { field: screen.getByRole('textbox'), show: (call: LiveCall) => drawn.rerender(<Scene call={call} />) }
}
const shown = () => screen.queryByRole('textbox')

test('S11.3 the note that is being typed stays while the next call rings and when it was missed, until it is left', () => {
  const { field, show } = draw()
  field.focus()
  show(ringing)
  expect([shown(), document.activeElement]).toEqual([field, field])
  show(missed)
  expect([shown(), document.activeElement]).toEqual([field, field])
  fireEvent.blur(field)
  expect(shown()?.getAttribute('aria-label')).toBe('second')
})

test('S11.3 a call that is answered has its own note', () => {
  const { field, show } = draw()
  field.focus()
  show(ringing)
  show({ ...ringing, phase: 'active', answeredAt: 3 })
  expect(shown()?.getAttribute('aria-label')).toBe('second')
})

test('S11.2 a note that nobody types makes way for the call that rings', () => {
  const { show } = draw()
  show(ringing)
  expect(shown()).toBeNull()
})
