import { expect, test } from '@playwright/test'
import { takePictures } from '../pictures/take.ts'

// The pictures show what a trace would.
test.use({ trace: 'off' })

test('every screen, full and empty, can be shown, and axe-core finds nothing serious on any of them', async ({ browser }) => {
  test.setTimeout(240_000)
  const taken = await takePictures({ browser, out: 'build/test/pictures', variants: [{ language: 'pl', theme: 'light', width: 1280 }] })
  expect(taken.length).toBeGreaterThan(30)
  expect(taken.filter(({ findings }) => findings.length > 0)).toEqual([])
})
