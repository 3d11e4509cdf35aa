import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { PickButton } from './pick-button.tsx'

afterEach(cleanup)

const options = [
  { value: 'wholesale', label: 'Hurt' },
  { value: 'newsletter', label: 'Newsletter' },
]

const open = async () => {
  const [pick, make] = [vi.fn<(value: string) => void>(), vi.fn<(name: string) => void>()]
  render(
    <MantineProvider env="test">
      <PickButton
        label="Dodaj tag"
        options={options}
        searchLabel="Szukaj tagu"
        nothing="Nic takiego tu nie ma"
        onPick={pick}
        make={{ label: (name) => `Utwórz tag: ${name}`, onMake: make }}
      />
    </MantineProvider>,
  )
  await userEvent.click(screen.getByRole('button', { name: 'Dodaj tag' }))
  return { pick, make, field: await screen.findByLabelText('Szukaj tagu') }
}

test('Enter picks the first of what is found', async () => {
  const { pick, field } = await open()
  await userEvent.type(field, 'news{Enter}')
  expect(pick).toHaveBeenCalledExactlyOnceWith('newsletter')
})

test('Enter makes what is not there yet, and arrows go past what is found first', async () => {
  const { pick, make, field } = await open()
  await userEvent.type(field, 'hur{ArrowDown}{Enter}')
  expect(pick).not.toHaveBeenCalled()
  expect(make).toHaveBeenCalledExactlyOnceWith('hur')
})
