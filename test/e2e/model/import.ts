import { expect } from '@playwright/test'
import type { Program } from './program.ts'

/** Imports a file into the clients, as a person does, and leaves the window with what came of it open. */
export const importFile = async ({ crm, word }: Program, path: string): Promise<void> => {
  await crm.getByRole('button', { name: word('app', 'add'), exact: true }).click()
  await crm.getByRole('menuitem', { name: word('app', 'import') }).click()
  await chooseFile(crm, path)
  await crm.getByRole('button', { name: /^(Importuj|Import) [\d\s,]+/ }).click()
  await expect(crm.getByRole('button', { name: word('imports', 'show_list') })).toBeVisible({ timeout: 60_000 })
}

/** Puts a file into the window of the import. */
export const chooseFile = (crm: Program['crm'], path: string): Promise<void> => crm.locator('input[type=file]').setInputFiles(path)
