import { expect, type Page } from '@playwright/test'

/** A page of the program, ready to be shown, in one language. */
export interface Scene {
  readonly page: Page
  readonly word: (feature: string, key: string) => string
}

export const goTo = async ({ page }: Scene, hash: string): Promise<void> => {
  await page.keyboard.press('Escape')
  await page.evaluate((wanted) => {
    window.location.hash = wanted
  }, hash)
}

export const settled = async ({ page }: Scene): Promise<void> => {
  await expect(page.getByRole('heading').first()).toBeVisible()
  await page.waitForLoadState('networkidle')
}
