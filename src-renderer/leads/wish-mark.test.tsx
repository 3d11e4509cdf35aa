import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { startTexts } from '../i18n/i18n.ts'
import { WishMark } from './wish-mark.tsx'

beforeAll(() => startTexts('pl'))
afterEach(cleanup)

test('a wish is a sign alone where there is little room, and its words are still there for whoever asks', () => {
  render(<WishMark narrow />)
  expect(screen.getByText('niepotwierdzone').className).toBe('visually-hidden')
  expect(screen.getByTitle(/zabranie nie jest jeszcze potwierdzone/)).toBeDefined()
})
