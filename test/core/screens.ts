import { fileURLToPath } from 'node:url'
import { buildIfStale, renderer } from '../../launcher/build.mjs'

const programFolder = fileURLToPath(new URL('../..', import.meta.url))

let areThere = false

/** Builds the screens where they are not there or not of now, as `npm start` does: several who do so at the same time do not meet. Looks once. */
export const ensureScreens = (): void => {
  if (areThere) return
  const built = buildIfStale(programFolder, renderer, { node: process.execPath, flags: [] }, () => {})
  if (!built) throw new Error('The screens cannot be built; the reason stands above')
  areThere = true
}

if (import.meta.main) ensureScreens()
