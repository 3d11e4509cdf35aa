import { defineConfig } from '@playwright/test'
import { chromiumArguments, chromiumPath } from '../servers/chromium.ts'

export default defineConfig({
  testDir: '.',
  outputDir: '../../build/test/e2e',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  globalTimeout: 18 * 60_000,
  forbidOnly: true,
  use: {
    permissions: ['microphone'],
    trace: 'retain-on-failure',
    launchOptions: { executablePath: chromiumPath, args: chromiumArguments, timeout: 30_000 },
  },
})
