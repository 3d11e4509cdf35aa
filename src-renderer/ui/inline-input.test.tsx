import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { InlineText } from './inline-input.tsx'

afterEach(cleanup)

/** A field that goes away as it is left, as one for a new value does. */
const Passing = ({ onSave }: { readonly onSave: (text: string) => Promise<string | null> }) => {
  const [open, setOpen] = useState(true)
  return open ? <InlineText label="Telefon" value="" onSave={onSave} onLeave={() => setOpen(false)} /> : null
}

const show = (answer: string | null = null) => {
  const save = vi.fn(async (_text: string) => answer)
  const drawn = render(
    <MantineProvider env="test">
      <Passing onSave={save} />
    </MantineProvider>,
  )
  return { save, unmount: drawn.unmount, field: screen.getByRole<HTMLInputElement>('textbox') }
}

test('what was given up by Escape is not saved, also where the field goes away with it', async () => {
  const { save, field } = show()
  await userEvent.type(field, '601{Escape}')
  await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull())
  expect(save).not.toHaveBeenCalled()
})

test('what Enter saved is saved once', async () => {
  const { save, field } = show()
  await userEvent.type(field, '601{Enter}')
  await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull())
  expect(save).toHaveBeenCalledExactlyOnceWith('601')
})

test('a field that goes away while it is typed into takes nothing along', async () => {
  const { save, field, unmount } = show()
  await userEvent.type(field, '601')
  unmount()
  expect(save).toHaveBeenCalledExactlyOnceWith('601')
})

test('what was refused stays in the field with the reason', async () => {
  const { field } = show('To nie jest numer')
  await userEvent.type(field, 'abc{Enter}')
  expect(await screen.findByText('To nie jest numer')).toBeDefined()
  expect(field.value).toBe('abc')
})
