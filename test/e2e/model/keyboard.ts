import type { Locator, Page } from '@playwright/test'
import { expect } from './program.ts'

/** Presses of Tab after which something counts as out of reach. */
const farthest = 120

/** A person who has no mouse. */
export const keyboardOf = (page: Page) => {
  /** Goes there from wherever one is, by Tab alone. */
  const reach = async (target: Locator): Promise<void> => {
    await expect(target).toBeVisible()
    for (let step = 0; step < farthest; step++) {
      if (await target.evaluate((element) => element === document.activeElement || element.contains(document.activeElement))) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`${target} is not reached by Tab`)
  }
  return {
    reach,
    press: async (target: Locator, key = 'Enter'): Promise<void> => {
      await reach(target)
      await page.keyboard.press(key)
    },
    /** Puts a text in the place of what a field holds. */
    fill: async (target: Locator, text: string): Promise<void> => {
      await reach(target)
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.insertText(text)
    },
    /** Goes to a screen by its name, as the palette lists it. */
    goTo: async (name: string): Promise<void> => {
      await page.keyboard.press('ControlOrMeta+k')
      const palette = page.getByRole('dialog')
      await expect(palette).toBeVisible()
      await page.keyboard.insertText(name)
      await expect(palette.getByRole('option').first()).toContainText(name)
      await page.keyboard.press('Enter')
      await expect(palette).toBeHidden()
    },
  }
}
