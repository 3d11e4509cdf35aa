import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Reporter } from 'vitest/node'

/**
 * For Vitest: keeps what went wrong outside of any test, such as the end of a process in the middle of a file, which its JSON report leaves out.
 * Vitest asks for a default export that can be constructed.
 */
export default function UnhandledReporter({ folder = process.env.LEADLINE_TEST_REPORTS ?? '.' } = {}): Reporter {
  return {
    onTestRunEnd: (_modules, unhandledErrors) => {
      const sentences = unhandledErrors.map(({ message, cause, VITEST_TEST_PATH: file }) =>
        [file, message, (cause as Error | undefined)?.message].filter((part) => typeof part === 'string').join(': '),
      )
      writeFileSync(join(folder, 'vitest-unhandled.json'), JSON.stringify(sentences))
    },
  }
}
