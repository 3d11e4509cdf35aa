import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useShortcuts } from './use-shortcuts.ts'
import { useView } from './view-store.ts'

beforeEach(() => useView.setState({ adding: null }))
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const Page = ({ field }: { readonly field: boolean }) => {
  useShortcuts()
  return field ? <textarea aria-label="pole" /> : <button type="button">obok</button>
}

/** A page whose field has gone away while it was typed into. */
const loseField = (lastKey = 'a') => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(10_000)
  const { rerender } = render(<Page field />)
  screen.getByRole('textbox').focus()
  fireEvent.keyDown(screen.getByRole('textbox'), { key: lastKey })
  rerender(<Page field={false} />)
  return clock
}

const pressN = () => fireEvent.keyDown(document.body, { key: 'n' })
const isAdding = () => useView.getState().adding !== null

test('whoever types on after their field went away sets nothing off, until they pause', () => {
  const clock = loseField()
  for (const now of [10_200, 11_400, 12_700]) {
    clock.mockReturnValue(now)
    pressN()
  }
  expect(isAdding()).toBe(false)
  clock.mockReturnValue(14_500)
  pressN()
  expect(isAdding()).toBe(true)
})

test('a press or a focus elsewhere ends the typing at once', () => {
  loseField()
  screen.getByRole('button').focus()
  pressN()
  expect(isAdding()).toBe(true)
})

test('a field that was left by Escape takes no shortcut along', () => {
  loseField('Escape')
  pressN()
  expect(isAdding()).toBe(true)
})
