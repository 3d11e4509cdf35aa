import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { DataGrid } from './data-grid.tsx'

// Nothing is laid out here: a list that had no height would draw no row.
document.documentElement.style.setProperty('--row', '36px')
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 400 })

afterEach(cleanup)

const names = ['Anna', 'Barbara', 'Celina', 'Danuta', 'Ewa']

const List = () => {
  const [active, setActive] = useState(0)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  return (
    <MantineProvider env="test">
      <DataGrid
        label="Klienci"
        columns={[{ id: 'name', title: 'Nazwa', track: '1fr', cell: (name: string) => name }]}
        count={names.length}
        rowAt={(index) => names[index]}
        keyOf={(name) => name}
        active={active}
        onActive={setActive}
        onOpen={() => {}}
        selection={{
          has: (name) => chosen.has(name),
          toggle: (name) => setChosen((before) => new Set([...before, name])),
          label: () => 'Zaznacz',
          extend: (from, to) => setChosen(new Set(names.slice(Math.min(from, to), Math.max(from, to) + 1))),
        }}
        onRange={() => {}}
        resetKey=""
      />
      <output>{[...chosen].join(' ')}</output>
    </MantineProvider>
  )
}

test('a stretch of rows that is drawn by pressing boxes begins at the box that was pressed last', async () => {
  render(<List />)
  const user = userEvent.setup()
  const box = (index: number) => screen.getAllByRole('checkbox', { name: 'Zaznacz' })[index] as HTMLElement
  await user.click(box(1))
  await user.keyboard('{Shift>}')
  await user.click(box(3))
  await user.keyboard('{/Shift}')
  expect(screen.getByRole('status').textContent).toBe('Barbara Celina Danuta')
})
