import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTexts } from '../i18n/i18n.ts'
import { SavedText } from './saved-text.tsx'

beforeAll(() => startTexts('en'))
afterEach(cleanup)

const check = (value: string) => (value === '' ? 'needed' : null)

const show = (onSave: (value: string) => Promise<string | null>) =>
  render(
    <MantineProvider>
      <SavedText label="Name" value="Anna" check={check} onSave={onSave} />
      <button type="button">elsewhere</button>
    </MantineProvider>,
  )

const field = () => screen.getByLabelText<HTMLInputElement>('Name')

describe('a field that is saved as it is left', () => {
  it('saves when the person goes on, and says so', async () => {
    const save = vi.fn(async () => null)
    show(save)
    await userEvent.type(field(), ' Maria')
    expect(save).not.toHaveBeenCalled()
    await userEvent.click(screen.getByText('elsewhere'))
    expect(save).toHaveBeenCalledExactlyOnceWith('Anna Maria')
    expect(await screen.findByText('Saved')).toBeDefined()
  })

  it('saves nothing that was not changed', async () => {
    const save = vi.fn(async () => null)
    show(save)
    await userEvent.click(field())
    await userEvent.tab()
    expect(save).not.toHaveBeenCalled()
  })

  it('keeps what is wrong in the field, with the reason, and asks the core nothing', async () => {
    const save = vi.fn(async () => null)
    show(save)
    await userEvent.clear(field())
    await userEvent.tab()
    expect(await screen.findByText('needed')).toBeDefined()
    expect(field().value).toBe('')
    expect(save).not.toHaveBeenCalled()
  })

  it('keeps what the core refused in the field', async () => {
    show(async () => 'taken')
    await userEvent.type(field(), '2')
    await userEvent.keyboard('{Enter}')
    expect(await screen.findByText('taken')).toBeDefined()
    expect(field().value).toBe('Anna2')
  })

  it('gives the typing up by Escape', async () => {
    const save = vi.fn(async () => null)
    show(save)
    await userEvent.type(field(), ' Maria{Escape}')
    expect(field().value).toBe('Anna')
    await userEvent.tab()
    expect(save).not.toHaveBeenCalled()
  })

  it('saves what was typed when the field goes away under the fingers', async () => {
    const save = vi.fn(async () => null)
    const { unmount } = show(save)
    await userEvent.type(field(), ' Maria')
    unmount()
    expect(save).toHaveBeenCalledExactlyOnceWith('Anna Maria')
  })
})
