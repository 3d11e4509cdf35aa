import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { lazy, Suspense } from 'react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startTexts } from '../i18n/i18n.ts'
import { PartBoundary } from './part-boundary.tsx'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const lost = () =>
  lazy<() => null>(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module: https://crm.example/assets/team.js')))

const draw = (onClose?: () => void) => {
  // React tells the console of every failure that a boundary takes.
  vi.spyOn(console, 'error').mockReturnValue(undefined)
  const Part = lost()
  render(
    <MantineProvider env="test">
      <p>rozmowa</p>
      <PartBoundary {...(onClose ? { onClose } : {})}>
        <Suspense fallback={null}>
          <Part />
        </Suspense>
      </PartBoundary>
    </MantineProvider>,
  )
}

test('a part that the renewed program has no more says so, with a way on, and the rest of the page stays', async () => {
  draw()
  expect((await screen.findByRole('alert')).textContent).toContain('Program został zaktualizowany')
  expect(screen.getByRole('button', { name: 'Wczytaj stronę ponownie' })).toBeDefined()
  expect(screen.getByText('rozmowa')).toBeDefined()
})

test('of a dialog it is said in a dialog, which can be closed', async () => {
  const onClose = vi.fn()
  draw(onClose)
  expect(await screen.findByText('Program został zaktualizowany')).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Zamknij' }))
  expect(onClose).toHaveBeenCalledOnce()
})
