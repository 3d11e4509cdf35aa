import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface ProgramFiles {
  /** Entry of the core's process. */
  readonly core: string
  readonly preload: string
}

/** The other files of the program, as seen from the main process's own: beside it in the bundle, in their places in the sources. */
export const programFilesOf = (mainUrl: string): ProgramFiles => {
  const main = fileURLToPath(mainUrl)
  const folder = dirname(main)
  return main.endsWith('.ts')
    ? { core: join(folder, 'core-process.ts'), preload: join(folder, '..', '..', 'src-preload', 'preload.ts') }
    : { core: join(folder, 'core-process.js'), preload: join(folder, 'preload.cjs') }
}
