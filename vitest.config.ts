import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const electronDouble = fileURLToPath(new URL('./test/fakes/electron/electron.ts', import.meta.url))

// Unit tests stand beside their source; what crosses roots, or needs real servers, is in `test/`.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Generous: other tests run beside them. Nothing is said about speed.
          testTimeout: 30_000,
          hookTimeout: 30_000,
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
        test: { name: 'screens', include: ['src-renderer/**/*.test.{ts,tsx}'], environment: 'happy-dom' },
      },
      {
        // The real `electron` tries to download its runtime when it is imported; tests run the entries against a strict double.
        resolve: { alias: { electron: electronDouble } },
        test: {
          name: 'electron',
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
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
