import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { IconButton } from './icon-button.tsx'

afterEach(cleanup)

const draw = () => {
  const onClick = vi.fn()
  render(
    <MantineProvider env="test">
      <IconButton label="Zadzwoń" shortcut="C" onClick={onClick}>
        <svg />
      </IconButton>
    </MantineProvider>,
  )
  return onClick
}

test('who rests on a button reads what it does and by which key, until they go on or press Escape', async () => {
  draw()
  const button = screen.getByRole('button', { name: 'Zadzwoń' })
  expect(screen.queryByText('C')).toBeNull()
  await userEvent.hover(button)
  expect((await screen.findByText('C')).parentElement?.textContent).toBe('Zadzwoń C')
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByText('C')).toBeNull())
  await userEvent.unhover(button)
  await userEvent.hover(button)
  expect(await screen.findByText('C')).toBeDefined()
  await userEvent.unhover(button)
  await waitFor(() => expect(screen.queryByText('C')).toBeNull())
})

test('it is pressed as any other button', async () => {
  const onClick = draw()
  await userEvent.click(screen.getByRole('button', { name: 'Zadzwoń' }))
  expect(onClick).toHaveBeenCalledOnce()
})
