import { expect } from '@playwright/test'
import type { Program } from './program.ts'

/** Opens the window of the import, puts a file into it, and goes on to what would become of its rows. */
export const checkFile = async ({ crm, word }: Program, path: string): Promise<void> => {
  await crm.getByRole('button', { name: word('app', 'add'), exact: true }).click()
  await crm.getByRole('menuitem', { name: word('app', 'import') }).click()
  await chooseFile(crm, path)
  await crm.getByRole('button', { name: word('imports', 'next'), exact: true }).click()
  await crm.getByRole('button', { name: word('imports', 'check'), exact: true }).click()
  await expect(startOf(crm)).toBeVisible({ timeout: 60_000 })
}

/** The button that starts the import, with how many rows. */
export const startOf = (crm: Program['crm']) => crm.getByRole('button', { name: /^(Importuj|Import) [\d\s,]+/ })

/** Imports a file into the clients, as a person does, and leaves the window with what came of it open. */
export const importFile = async (program: Program, path: string): Promise<void> => {
  const { crm, word } = program
  await checkFile(program, path)
  await startOf(crm).click()
  await expect(crm.getByRole('button', { name: word('imports', 'show_list') })).toBeVisible({ timeout: 60_000 })
}

/** Puts a file into the window of the import. */
export const chooseFile = (crm: Program['crm'], path: string): Promise<void> =>
  crm.getByRole('dialog').locator('input[type=file]').setInputFiles(path)
