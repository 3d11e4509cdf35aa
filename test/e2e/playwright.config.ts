import { defineConfig } from '@playwright/test'
import { chromiumArguments, chromiumPath } from '../servers/chromium.ts'

export default defineConfig({
  testDir: '.',
  outputDir: '../../build/test/e2e',
  // Two tests at a time, of one file too. They mostly wait for servers, and the patience is for both on a slow computer.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  globalTimeout: 18 * 60_000,
  forbidOnly: true,
  use: {
    permissions: ['microphone'],
    trace: 'retain-on-failure',
    launchOptions: { executablePath: chromiumPath, args: chromiumArguments, timeout: 30_000 },
  },
})
