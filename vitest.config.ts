import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { typeScriptFlags } from './launcher/options.mjs'

const electronDouble = fileURLToPath(new URL('./test/fakes/electron/electron.ts', import.meta.url))

const usual = {
  // Generous: other tests run beside them. Nothing is said about speed.
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
  execArgv: typeScriptFlags,
}

// Unit tests stand beside their source; what crosses roots, or needs real servers, is in `test/`.
export default defineConfig({
  test: {
    // Else one core is left to Vitest itself, which needs little of it.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          ...usual,
          include: [
            'src-shared/**/*.test.ts',
            'src-node/**/*.test.ts',
            'src-main/**/*.test.ts',
            'src-server/**/*.test.ts',
            'launcher/**/*.test.ts',
            'test/architecture/**/*.test.ts',
            'test/proof/**/*.test.ts',
            'test/bench/**/*.test.ts',
            'test/model/**/*.test.ts',
          ],
          exclude: ['src-main/host-electron/**', 'src-server/**/*.postgres.test.ts'],
        },
      },
      {
        test: {
          name: 'screens',
          ...usual,
          include: ['src-renderer/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          setupFiles: ['src-renderer/app/test-setup.ts'],
        },
      },
      {
        // The real `electron` tries to download its runtime when it is imported; tests run the entries against a strict double.
        resolve: { alias: { electron: electronDouble } },
        test: {
          name: 'electron',
          ...usual,
          include: ['src-main/host-electron/**/*.test.ts', 'src-preload/**/*.test.ts', 'test/electron/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          include: [
            'test/integration/**/*.test.ts',
            'test/servers/**/*.test.ts',
            'test/faults/**/*.test.ts',
            'src-server/**/*.postgres.test.ts',
          ],
          ...usual,
          // After the others, two at a time: each has servers of its own, and mostly waits for them.
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
        },
      },
    ],
  },
})
