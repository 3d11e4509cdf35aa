import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { useTypedSearch } from './use-typed-search.ts'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const type = () => {
  vi.useFakeTimers()
  const asked: string[] = []
  const { result, rerender } = renderHook(
    ({ text }) => {
      const typed = useTypedSearch(text)
      if (asked.at(-1) !== typed.search) asked.push(typed.search)
      return typed
    },
    { initialProps: { text: '' } },
  )
  const press = (text: string) => {
    act(() => result.current.hold())
    rerender({ text })
  }
  return { asked, press, clear: () => rerender({ text: '' }), wait: (time: number) => act(() => vi.advanceTimersByTime(time)) }
}

test('a key asks at once; keys that come as one ask together with the last of them', () => {
  const { asked, press, wait } = type()
  press('n')
  expect(asked).toEqual(['', 'n'])
  wait(5)
  press('no')
  wait(5)
  press('now')
  expect(asked).toEqual(['', 'n'])
  wait(50)
  expect(asked).toEqual(['', 'n', 'now'])
  wait(100)
  press('nowa')
  expect(asked).toEqual(['', 'n', 'now', 'nowa'])
})

test('a search that is left waits for nothing', () => {
  const { asked, press, clear, wait } = type()
  press('n')
  wait(5)
  press('no')
  clear()
  expect(asked).toEqual(['', 'n', ''])
  wait(100)
  expect(asked).toEqual(['', 'n', ''])
})
