import { expect, test } from 'vitest'
import { guardPage } from './page-life.ts'

const leaving = () => new Event('beforeunload', { cancelable: true })

test('S11.5 a page with a call on its line asks before it is left; one without does not', () => {
  let busy = true
  const stop = guardPage(
    window,
    () => busy,
    () => undefined,
  )
  expect(window.dispatchEvent(leaving())).toBe(false)
  busy = false
  expect(window.dispatchEvent(leaving())).toBe(true)
  stop()
  busy = true
  expect(window.dispatchEvent(leaving())).toBe(true)
})

test('a page that goes says good-bye', () => {
  let left = 0
  const stop = guardPage(
    window,
    () => false,
    () => {
      left += 1
    },
  )
  window.dispatchEvent(new Event('pagehide'))
  stop()
  window.dispatchEvent(new Event('pagehide'))
  expect(left).toBe(1)
})
